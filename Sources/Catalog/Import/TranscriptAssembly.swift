import Conversation
import Formats
import Motion
import Script

/// Makes a recording of a transcript: roles, turns, words, phones and cues with their times, in the house's terms.
///
/// What the transcript does not say is decided by ``ImportRules``, and every such decision is noted.
struct TranscriptAssembly {
  /// Longest text of a turn, in UTF-8 bytes; a longer one is split at white space.
  static let longestText = RecordLine.longestText - 4096

  let transcript: Transcript
  let id: String
  let rules: ImportRules
  /// Those who take part, in order.
  let cast: [TranscriptCast.Member]
  var notes: [ImportNote]
  var log: [Record] = []

  init(_ transcript: Transcript, id: String, rules: ImportRules) {
    self.transcript = transcript
    self.id = id
    self.rules = rules
    let cast = TranscriptCast(transcript, id: id, rules: rules)
    self.cast = cast.members
    notes = transcript.notes + cast.notes
  }

  /// The recording; `nil` when nobody says anything in it and there is no sound.
  ///
  /// - Parameters:
  ///   - sound: length of the audio, whose first sample is time zero; `nil` when there is none, and time zero is
  ///     the first thing that happens.
  ///   - heard: names of speakers whose audio comes with it.
  mutating func recording(sound: MediaTime?, heard: Set<String> = []) -> Recording? {
    var turns = drafts()
    var timing = TurnTiming(rules: rules, place: id)
    timing.complete(&turns)
    notes += timing.notes
    var lanes = transcript.lanes
    if sound == nil { shift(&turns, &lanes) }
    noteOverlaps(turns)
    for (number, turn) in turns.enumerated() { add(turn, number: number + 1) }
    for (index, member) in cast.enumerated() {
      guard let lane = lanes[member.name] else { continue }
      add(lane, of: index)
    }
    for member in cast where heard.contains(member.name) {
      let participant = member.participant.id
      guard !log.contains(where: { $0.participant == participant }), let sound else { continue }
      log.append(
        Record(id: "\(participant).audio", kind: .audio, participant: participant, start: .zero, end: sound))
    }
    pronounce()
    sort()
    let last = log.reduce(MediaTime.zero) { max($0, $1.end ?? $1.start ?? .zero) }
    let duration = max(sound ?? .zero, max(transcript.duration ?? .zero, last))
    guard duration > .zero else { return nil }
    return Recording(id: id, participants: cast.map(\.participant), duration: duration, log: log)
  }
}

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
  /// What there is to say of this recording alone.
  var notes: [ImportNote]
  /// What is counted over the whole import.
  var tallies: [ImportReport.Tally] = []
  /// Where speakers were heard by analysis, by name; marked as estimated.
  var heard: [String: [Transcript.Span]] = [:]
  /// Whether the bounds of turns were taken from where the speaker was heard.
  var isPlacedByVoice = false
  var log: [Record] = []

  init(_ transcript: Transcript, id: String, rules: ImportRules) {
    var texts = PlainText()
    let transcript = texts.plain(transcript)
    self.transcript = transcript
    self.id = id
    self.rules = rules
    tallies = [texts.tally(id)]
    let cast = TranscriptCast(transcript, id: id, rules: rules)
    self.cast = cast.members
    notes = transcript.notes + cast.notes
  }

  /// The recording; `nil` when nobody says anything in it and there is no sound.
  ///
  /// - Parameters:
  ///   - sound: length of the audio, whose first sample is time zero; `nil` when there is none, and time zero is
  ///     the first thing that happens.
  ///   - voices: names of speakers whose audio comes with it.
  mutating func recording(sound: MediaTime?, voices: Set<String> = []) -> Recording? {
    var turns = drafts()
    var lanes = transcript.lanes
    if sound != nil { clip(&turns, &lanes) }
    var timing = TurnTiming(rules: rules, place: id)
    timing.complete(&turns)
    notes += timing.notes
    tallies += timing.tallies
    if sound == nil { shift(&turns, &lanes) }
    for (number, turn) in turns.enumerated() { add(turn, number: number + 1) }
    for (index, member) in cast.enumerated() {
      guard let lane = lanes[member.name] else { continue }
      add(lane, of: index)
    }
    let told = Set(log.map(\.participant))
    for member in cast where voices.contains(member.name) {
      let participant = member.participant.id
      guard !told.contains(participant), let sound else { continue }
      log.append(
        Record(id: "\(participant).audio", kind: .audio, participant: participant, start: .zero, end: sound))
    }
    for (index, member) in cast.enumerated() {
      addVoice(heard[member.name] ?? [], of: index, isEstimated: true)
    }
    pronounce()
    sort()
    let last = log.reduce(MediaTime.zero) { max($0, $1.end ?? $1.start ?? .zero) }
    let duration = max(sound ?? .zero, max(transcript.duration ?? .zero, last))
    guard duration > .zero else { return nil }
    return Recording(id: id, participants: cast.map(\.participant), duration: duration, log: log)
  }
}

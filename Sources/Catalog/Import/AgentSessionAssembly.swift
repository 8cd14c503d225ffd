import Conversation
import Formats
import Motion
import Script
import Speech

/// Makes a recording of an agent's log: what was said when, with the arrivals of the log where it has them.
///
/// Where the log times its messages, its time is the session's: the agent's voice begins with the first sound that
/// arrives, or 0.6 s after the first text, and never before it has finished the turn before. Where it does not, turns
/// follow each other by rule, nothing has an arrival, and a model of arrival must be chosen for runs.
struct AgentSessionAssembly {
  /// Silence before the agent and before the user where nothing is timed, in seconds.
  static let gaps = (agent: 0.9, user: 0.6)
  /// From the first text to the first sound where a log has no sound, in seconds.
  static let synthesis = 0.6

  let session: AgentSession
  let id: String
  let rules: ImportRules
  /// Ids of participants by name of the speaker.
  let ids = ["agent": "agent", "user": "user"]
  private(set) var audio: [String: Waveform] = [:]
  private(set) var notes: [ImportNote]
  private(set) var tallies: [ImportReport.Tally] = []
  private var log = AgentSessionRecords()

  /// An item that is said, with its place in time.
  struct Spoken {
    var item: AgentSession.Item
    var name: String
    var participant: String
    var text: String
    var writing: Transcript.Writing
    var start: MediaTime
    var end: MediaTime
    /// When it fell silent, if it was interrupted.
    var cut: MediaTime?
    var isEstimated: Bool
  }

  init(_ session: AgentSession, id: String, rules: ImportRules) {
    var texts = PlainText()
    self.session = texts.plain(session)
    tallies = [texts.tally(id)]
    self.id = id
    self.rules = rules
    notes = session.notes
  }

  /// Whether the log says when messages arrived.
  private var isTimed: Bool {
    session.items.contains { item in item.text.contains { $0.at != nil } || item.at != nil }
  }

  /// The recording; `nil` when nobody says anything in it.
  mutating func recording() -> Recording? {
    let isTimed = isTimed
    log = AgentSessionRecords(isTimed: isTimed)
    var spoken: [Spoken] = []
    var reached = (agent: MediaTime.zero, all: MediaTime.zero)
    var isFirst = true
    var estimated = 0
    var turns = 0
    var lastAgent: Spoken?
    for item in session.items {
      if let call = item.call {
        let at = item.call?.at ?? item.at ?? reached.all
        log.addCall(call, at: isTimed ? at : reached.all, participant: "agent", after: lastAgent)
        continue
      }
      guard item.role == .user || item.role == .assistant else { continue }
      let text = item.wholeText.trimmingWhitespace()
      let hasSpeech = item.speechStart != nil && item.speechEnd != nil
      guard !text.isEmpty || hasSpeech || item.sound != nil else { continue }
      turns += 1
      var entry = place(item, text, number: turns, reached: reached, isFirst: isFirst, isTimed: isTimed)
      isFirst = false
      if entry.isEstimated { estimated += 1 }
      if item.role == .assistant {
        if let heard = item.heardUntil {
          entry.cut = min(entry.end, entry.start + heard)
        } else if item.isCancelled {
          entry.cut = min(entry.end, max(entry.start, item.cancelledAt ?? entry.end))
        }
        reached.agent = max(reached.agent, entry.cut ?? entry.end)
        lastAgent = entry
      }
      reached.all = max(reached.all, entry.cut ?? entry.end)
      spoken.append(entry)
    }
    for entry in spoken { log.add(entry) }
    guard !log.isEmpty else { return nil }
    collectSound(spoken)
    note(estimated: estimated, isTimed: isTimed)
    let length = audio.values.map(\.duration).max() ?? .zero
    let records = log.ordered()
    let last = records.reduce(MediaTime.zero) { latest, record in
      max(latest, max(record.end ?? record.start ?? .zero, record.arrival ?? .zero))
    }
    let duration = max(length, last)
    guard duration > .zero else { return nil }
    return Recording(
      id: id, participants: [.init(id: "agent", role: .character), .init(id: "user", role: .partner)],
      duration: duration, log: records)
  }

  private func place(
    _ item: AgentSession.Item, _ text: String, number: Int, reached: (agent: MediaTime, all: MediaTime),
    isFirst: Bool, isTimed: Bool
  ) -> Spoken {
    let isAgent = item.role == .assistant
    let writing: Transcript.Writing = isAgent && !item.isTranscript ? .marked : .spoken
    let draft = TurnDraft(
      speaker: 0, text: text, writing: writing, start: nil, end: nil, words: [], emotions: [], line: item.line
    )
    let seconds = max(0.3, rules.rate.words(of: draft.script().spoken).last?.end ?? 0.3)
    var length = MediaTime(seconds: seconds) ?? .milliseconds(300)
    var isEstimated = true
    var start: MediaTime
    if isAgent {
      let gap = MediaTime(seconds: Self.gaps.agent) ?? .zero
      if let sound = item.sound, !sound.isCut, let duration = sound.duration, duration > .zero {
        length = duration
        isEstimated = !isTimed
      }
      if isTimed, let heard = item.sound?.chunks.first?.at {
        start = max(heard, reached.agent)
      } else if isTimed, let written = item.text.first?.at ?? item.at {
        start = max(written + (MediaTime(seconds: Self.synthesis) ?? .zero), reached.agent)
        isEstimated = true
      } else {
        start = isFirst ? gap : reached.all + gap
      }
    } else {
      let gap = MediaTime(seconds: Self.gaps.user) ?? .zero
      start = item.speechStart ?? (isTimed ? item.at : nil) ?? (isFirst ? .zero : reached.all + gap)
      if let began = item.speechStart, let ended = item.speechEnd, ended > began {
        length = ended - began
        isEstimated = false
      }
    }
    start = max(.zero, start)
    return Spoken(
      item: item, name: "t\(number)", participant: isAgent ? "agent" : "user", text: text, writing: writing,
      start: start, end: start + length, cut: nil, isEstimated: isEstimated)
  }

  /// Puts the agent's sound where it was played and the user's where it went in.
  private mutating func collectSound(_ spoken: [Spoken]) {
    var rate = 0
    var samples: [Float] = []
    var skipped = 0
    for entry in spoken {
      guard entry.participant == "agent", let sound = entry.item.sound, !sound.isCut, !sound.bytes.isEmpty
      else { continue }
      let decoded = Self.mono(sound)
      if rate == 0 { rate = sound.format.rate }
      guard rate == sound.format.rate else {
        skipped += 1
        continue
      }
      let first = Int((entry.start.seconds * Double(rate)).rounded())
      let heard =
        entry.cut.map { Int((($0 - entry.start).seconds * Double(rate)).rounded()) } ?? decoded.count
      let count = min(decoded.count, max(0, heard))
      guard first >= 0, first + count <= Int(CorpusManifest.longestSession) * rate else {
        notes.append(
          ImportNote(.leftOut, id, "the sound of turn \(entry.name) lies beyond the longest session"))
        continue
      }
      if samples.count < first + count {
        samples.append(contentsOf: repeatElement(0, count: first + count - samples.count))
      }
      for index in 0..<count { samples[first + index] = decoded[index] }
    }
    if !samples.isEmpty { audio["agent"] = try? Waveform(sampleRate: rate, samples: samples) }
    tallies.append(
      .init(
        .leftOut, id, skipped, one: "answer has sound of another rate than the first one of its session",
        many: "answers have sound of another rate than the first one of their session"))
    if let input = session.input, !input.isCut, !input.bytes.isEmpty {
      let decoded = Self.mono(input)
      if !decoded.isEmpty { audio["user"] = try? Waveform(sampleRate: input.format.rate, samples: decoded) }
    }
  }

  /// Samples at full scale 1, channels averaged.
  private static func mono(_ sound: AgentSession.Sound) -> [Float] {
    let samples = sound.format.samples(sound.bytes)
    let channels = max(1, sound.format.channels)
    return (0..<(samples.count / channels)).map { frame in
      let sum = (0..<channels).reduce(0) { $0 + Int(samples[frame * channels + $1]) }
      return Float(sum) / Float(32768 * channels)
    }
  }

  private mutating func note(estimated: Int, isTimed: Bool) {
    if !isTimed {
      notes.append(
        ImportNote(
          .assumed, id,
          "no message says when it arrived: turns follow each other by rule (\(Self.gaps.agent) s before the agent, "
            + "\(Self.gaps.user) s before the user) and nothing has an arrival; recorded/1 is refused"))
    }
    tallies.append(
      .init(
        .assumed, id, estimated,
        one: "turn has no sound of known length; it lasts as long as \(SpeakingRate.id) says",
        many: "turns have no sound of known length; they last as long as \(SpeakingRate.id) says"))
    if session.items.contains(where: { $0.sound?.isCut ?? false }) {
      notes.append(ImportNote(.missing, id, "the sound of the log was cut by its recorder and is left out"))
    }
    let hidden = session.items.count { $0.call == nil && $0.role != .user && $0.role != .assistant }
    tallies.append(
      .init(
        .read, id, hidden, one: "message of system or tools is not spoken",
        many: "messages of system or tools are not spoken"))
  }
}

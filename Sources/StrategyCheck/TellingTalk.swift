import Conversation
import Motion
import Provenance
import StrategyHost

/// A conversation in which much is told quickly, over and over: questions, exclamations, cues of every sort and
/// label, phones, turns, revisions, parameters that change. What a strategy keeps of any of it is soon needed again.
struct TellingTalk {
  private let parameters: [StrategyCard.Parameter]
  private var generator: SeededGenerator
  /// Seconds between two events; no multiple of a frame.
  private static let step = 0.11

  init(parameters: [StrategyCard.Parameter], seed: Seed) {
    self.parameters = parameters
    generator = SeededGenerator(seed: seed)
  }

  private typealias Event = (kind: Record.Kind, text: String?, cue: Record.Cue?)

  private static let questions: [Event] = [
    (.word, "really?", nil), (.word, "why?", nil), (.delta, "Do you think so? ", nil), (.word, "what?!", nil),
    (.turn, "And you?", nil),
  ]
  private static let words: [Event] = [
    "no!", "wow.", "WAIT", "hm…", "so,", "42", "😀", "extraordinarily", "I", "你好",
  ].map { (.word, $0, nil) }
  private static let phones: [Event] = ["M", "AA1", "F", "UW0", "SIL"].map { (.phone, $0, nil) }
  private static let frames: [Event] = [
    (.voice, nil, nil), (.audio, nil, nil), (.turn, "Yes! Wonderful.", nil),
  ]
  private static let feelings: [Event] =
    Emotion.allCases.map { (.cue, $0.rawValue, .emotion) }
    + ["😀", "😢", "😡", "😮", "🤔", "👋"].map { (.cue, $0, .emoji) }
  private static let acts: [Event] =
    ["nods", "shakes head", "smiles", "waves", "shrugs", "sighs", "winks"].map { (.cue, $0, .stage) }
    + ["away", "partner", "up", "down", "left", "right"].map { (.cue, $0, .gaze) }
    + [(.cue, "look_up", .tool)]

  /// The scene with all of this in it as well.
  mutating func told(in scene: TakeRenderer.Scene) -> TakeRenderer.Scene {
    let groups = [
      Self.questions, Self.feelings, Self.words, Self.frames, Self.acts, Self.questions, Self.phones,
    ]
    var records: [(arrival: MediaTime, record: Record)] = []
    var turn = "told-turn"
    let count = Int(scene.recording.duration.seconds / Self.step)
    for index in 0..<max(0, count) {
      let time = MediaTime.seconds(Self.step * (Double(index) + 1))
      let (round, place) = (index / groups.count, index % groups.count)
      let group = groups[place]
      let event = group[(round + place / 5 * 2) % group.count]
      // Each of both in turn, the partner somewhat less often.
      let person = (round + place + round / group.count) % 5 < 3 ? Cast.performer : Cast.partner
      let record = record(event, "told-\(index)", person, at: time, turn: &turn)
      records.append((time, record))
      if index % 9 == 4 { records.append((time + .milliseconds(70), Self.revised(record))) }
      if index % 13 == 6 { records.append((time + .milliseconds(90), Self.cancelled(record, at: time))) }
      if !parameters.isEmpty, index % 8 == 3 { records.append((time, change(index, at: time))) }
    }
    return scene.adding(records)
  }

  private mutating func record(
    _ event: Event, _ id: String, _ person: String, at time: MediaTime, turn: inout String
  ) -> Record {
    // Some things are told as they begin, others a little ahead.
    let start = time + .milliseconds(generator.next() % 2 == 0 ? 0 : 120)
    let length: Int64 =
      switch event.kind {
      case .phone: 90
      case .word: 280
      case .turn, .audio: 1200
      default: 700
      }
    var record = Record(id: id, kind: event.kind, participant: person, text: event.text)
    if event.kind != .delta { (record.start, record.end) = (start, start + .milliseconds(length)) }
    if event.kind == .turn { turn = id }
    if event.kind == .word || event.kind == .delta { record.anchor = Record.Anchor(turn: turn, offset: 0) }
    if let cue = event.cue { (record.cue, record.value) = (cue, 0.4 + 0.6 * generator.unit()) }
    return record
  }

  private static func revised(_ record: Record) -> Record {
    var revision = record
    revision.operation = .revise
    revision.end = record.end.map { $0 + .milliseconds(150) }
    return revision
  }

  private static func cancelled(_ record: Record, at time: MediaTime) -> Record {
    Record(
      id: record.id, operation: .cancel, kind: record.kind, participant: record.participant,
      end: time + .milliseconds(90))
  }

  private mutating func change(_ index: Int, at time: MediaTime) -> Record {
    let parameter = parameters[index / 8 % parameters.count]
    let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
    return Record(
      id: "told-parameter-\(index)", kind: .parameter, participant: Cast.performer, start: time,
      text: parameter.id, value: low + (high - low) * generator.unit())
  }
}

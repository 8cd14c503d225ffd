import Conversation
import Motion
import Provenance
import StrategyHost
import Testing

@testable import StrategyCheck

@Suite("Conversations are written from a seed")
struct TalkWriterTests {
  static func talk(_ seed: UInt64, seconds: Double = 60) -> Recording {
    var writer = TalkWriter(seed: Seed(seed))
    return writer.recording("talk", seconds: seconds)
  }

  @Test("the same seed writes the same, another one something else")
  func seeded() {
    #expect(Self.talk(1) == Self.talk(1))
    #expect(Self.talk(1) != Self.talk(2))
  }

  @Test(
    "it keeps the rules of logs and holds everything that logs can hold", arguments: [1, 2, 3] as [UInt64])
  func whole(seed: UInt64) throws {
    let talk = Self.talk(seed)
    try talk.validate()
    for kind in Record.Kind.allCases where kind != .parameter {
      #expect(talk.log.contains { $0.kind == kind }, "\(kind)")
    }
    for cue in Record.Cue.allCases { #expect(talk.log.contains { $0.cue == cue }, "\(cue)") }
    for operation in Record.Operation.allCases {
      #expect(talk.log.contains { $0.operation == operation }, "\(operation)")
    }
    #expect(Set(talk.log.map(\.participant)) == [Cast.performer, Cast.partner])
  }

  @Test("in a minute and a half most emotions are asked for")
  func emotions() {
    let told = Set(Self.talk(1, seconds: 90).log.filter { $0.cue == .emotion }.compactMap(\.text))
    #expect(told.count >= Emotion.allCases.count * 2 / 3, "\(told.sorted())")
  }

  @Test("a talk that is repeated goes on with other ids at later times")
  func repeated() throws {
    let scene = SceneShelf(needs: [], settings: CheckSettings(scale: 0.2)).talk()
    let thrice = SceneShelf.repeated(scene, times: 3)
    #expect(thrice.recording.duration.seconds == scene.recording.duration.seconds * 3)
    try thrice.recording.validate()
    let length = scene.recording.duration
    let inside = scene.schedule.entries.filter { $0.arrival < length }.count
    #expect(thrice.schedule.entries.count == inside * 3)
  }
}

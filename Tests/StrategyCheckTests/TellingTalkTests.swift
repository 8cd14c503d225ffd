import Conversation
import Motion
import Provenance
import StrategyHost
import Testing

@testable import StrategyCheck

@Suite("Conversations that tell much, and when states are saved in them")
struct TellingTalkTests {
  static func scene(parameters: [StrategyCard.Parameter] = []) -> TakeRenderer.Scene {
    var talk = TellingTalk(parameters: parameters, seed: Seed(3))
    return talk.told(in: SceneShelf(needs: [], settings: CheckSettings()).talk(7, seconds: 16))
  }

  @Test("both ask questions, show every sort of cue, and take things back")
  func whole() {
    let log = Self.scene().schedule.entries.map(\.record)
    for person in [Cast.performer, Cast.partner] {
      let own = log.filter { $0.participant == person }
      #expect(own.filter { $0.kind == .word && $0.text?.contains("?") == true }.count >= 6, "\(person)")
      for cue in Record.Cue.allCases { #expect(own.contains { $0.cue == cue }, "\(person) \(cue)") }
      for kind in Record.Kind.allCases where kind != .parameter {
        #expect(own.contains { $0.kind == kind }, "\(person) \(kind)")
      }
      for operation in Record.Operation.allCases {
        #expect(own.contains { $0.operation == operation }, "\(person) \(operation)")
      }
    }
    let told = Set(log.filter { $0.cue == .emotion }.compactMap(\.text))
    #expect(Emotion.allCases.allSatisfy { told.contains($0.rawValue) }, "\(told.sorted())")
  }

  @Test(
    "a state is saved right after the last of each kind in the first two thirds, and before the first frame")
  func points() {
    let scene = Self.scene()
    let frames = FrameRate.fps60.frameCount(covering: scene.recording.duration)
    let points = SavePoints(in: scene, rate: .fps60, lookahead: 12, spread: 20, chosen: [0.5])
    #expect(points.frames.first == 0)
    #expect(points.frames.contains(frames / 2))
    #expect(points.frames.allSatisfy { $0 < frames })
    let reasons = Set(points.reasons.values)
    for whose in ["its own", "the partner's"] {
      for what in ["cue emotion", "cue gaze", "turn", "word with a question mark", "voice"] {
        #expect(reasons.contains { $0.hasSuffix("\(whose) \(what)") }, "\(whose) \(what)")
      }
    }
    // Frame k has received what arrives by t(k + 12), and the save follows it.
    let arrival = MediaTime.milliseconds(1000)
    let one = SceneShelf.scene(
      "one", seconds: 9, Events.all("ben", id: "e", at: .zero).prefix(1).map { (arrival, $0) })
    let only = SavePoints(in: one, rate: .fps60, lookahead: 12, spread: 0, chosen: [])
    #expect(only.frames == [60 - 12 + 1])
  }
}

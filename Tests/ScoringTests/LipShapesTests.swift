import Conversation
import Motion
import Testing

@testable import Scoring

@Suite struct LipShapesTests {
  /// Phones of 200 ms each and a mouth that makes the shape of the one `late` phones before.
  private func take(_ labels: [String], late: Int = 0, hasEnvelope: Bool = false) -> TakeEvidence {
    let shapes: [String: (name: String, value: Float)] = [
      "F": ("mouthRollLower", 0.6), "UW1": ("mouthPucker", 0.8), "AA1": ("jawOpen", 0.7),
      "IY1": ("mouthSmileLeft", 0.6), "M": ("mouthClose", 0),
    ]
    let layout = ChannelLayout(
      ["jawOpen", "mouthClose", "mouthRollLower", "mouthPucker", "mouthSmileLeft"].map(Channel.weight))
    var track = Track(layout: layout, rate: FrameRate(frames: 50), frameCount: labels.count * 10)
    for frame in 0..<track.frameCount {
      let index = (frame / 10 + labels.count - late) % labels.count
      if let jaw = layout.offset(of: "jawOpen") { track[frame, jaw] = labels[index] == "M" ? 0 : 0.2 }
      if let shape = shapes[labels[index]], let column = layout.offset(of: shape.name) {
        track[frame, column] = shape.value
      }
    }
    let log = labels.enumerated().map { index, label in
      Record(
        id: "p\(index)", kind: .phone, participant: "nova", start: MediaTime(seconds: Double(index) * 0.2),
        end: MediaTime(seconds: Double(index + 1) * 0.2), text: label)
    }
    let recording = Recording(
      id: "r", participants: [.init(id: "nova", role: .character)], duration: track.duration, log: log)
    let levels = labels.flatMap { label in
      [Float](repeating: label == "AA1" ? -10 : label == "IY1" ? -20 : -30, count: 20)
    }
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 1), track: track, happened: Happened(recording),
      duration: recording.duration, envelope: hasEnvelope ? SpeechEnvelope(rate: 100, decibels: levels) : nil)
  }

  private let words = ["F", "UW1", "M", "AA1", "IY1", "M", "F", "AA1", "UW1", "IY1"]

  @Test func rightShapesHitAndShiftedOnesDoNot() throws {
    let good = LipShapes().measure(take(words))
    #expect(good["lip-shapes.visemes/1"] == .value(1))
    #expect(good["lip-shapes.labiodental/1"] == .value(1))
    #expect(good["lip-shapes.rounding/1"] == .value(1))
    let late = LipShapes().measure(take(words, late: 1))
    #expect(try #require(late["lip-shapes.visemes/1"].number) < 0.4)
    #expect(try #require(late["lip-shapes.labiodental/1"].number) < 0.6)
  }

  @Test func loudVowelsOpenWider() throws {
    let result = LipShapes().measure(take(words, hasEnvelope: true))
    #expect(try #require(result["lip-shapes.intensity/1"].number) > 0.8)
  }

  @Test func whatIsNotSpokenIsUndefined() {
    func reason(_ take: TakeEvidence, _ score: String) -> String? {
      LipShapes().measure(take)["lip-shapes.\(score)/1"].reason
    }
    #expect(reason(take(["AA1", "AA1", "AA1"]), "labiodental") == "the performer speaks no f or v")
    #expect(reason(take(["AA1", "AA1", "AA1"]), "visemes")?.contains("all have the same") == true)
    #expect(reason(take(words), "intensity") == "there is no level of the performer's voice")
    #expect(reason(take([]), "visemes") != nil)
  }

  @Test func everyPhoneHasItsGroup() {
    for symbol in Phone.Symbol.allCases where symbol != .silence && symbol != .HH {
      #expect(VisemeGroup.of(symbol) != nil, "\(symbol)")
    }
    #expect(VisemeGroup.of(.silence) == nil)
  }
}

import Characters
import Conversation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct EmotionAgreementTests {
  /// Joy from 2 to 8 s and sadness from 10 to 16 s, on a face that shows them with a stated gain.
  private func take(
    _ labels: [(String, Double, Double)] = [("joy", 2, 8), ("sadness", 10, 16)], gain: Float = 0.6,
    swapped: Bool = false, reference: ScoringReference = ScoringReference()
  ) -> TakeEvidence {
    let names = ["cheekSquintLeft", "cheekSquintRight", "mouthSmileLeft", "mouthSmileRight"]
    let sad = ["browInnerUp", "browDownLeft", "browDownRight", "mouthFrownLeft", "mouthFrownRight"]
    let layout = ChannelLayout((names + sad).map(Channel.weight))
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: 540)
    for frame in 0..<540 {
      let time = Double(frame) / 30
      let isFirst = (2..<8).contains(time)
      let isSecond = (10..<16).contains(time)
      for column in 0..<9 where (column < 4) != swapped ? isFirst : isSecond { track[frame, column] = gain }
    }
    let log = labels.enumerated().map { index, label in
      Record(
        id: "c\(index)", kind: .cue, participant: "nova", start: MediaTime(seconds: label.1),
        end: MediaTime(seconds: label.2), text: label.0, cue: .emotion, value: 0.8)
    }
    let recording = Recording(
      id: "r", participants: [.init(id: "nova", role: .character)], duration: MediaTime(seconds: 18) ?? .zero,
      log: log)
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 1), track: track, happened: Happened(recording),
      duration: recording.duration, reference: reference)
  }

  private var reference: ScoringReference { ScoringReference(sessions: [take()]) }

  @Test func agreesWithItselfAndNotWithItsOpposite() throws {
    let good = EmotionAgreement().measure(take(reference: reference))
    #expect(try #require(good["emotion.valence/1"].number) > 0.95)
    #expect(try #require(good["emotion.r/1"].number) > 0.95)
    #expect(good["emotion.accuracy/1"] == .value(1))
    #expect(good["joy as joy"] == .value(1))
    let inverted = EmotionAgreement().measure(take(swapped: true, reference: reference))
    #expect(try #require(inverted["emotion.valence/1"].number) < -0.9)
    #expect(inverted["emotion.accuracy/1"] == .value(0))
    #expect(
      try #require(inverted["emotion.ccc/1"].number) < #require(good["emotion.ccc/1"].number) - 0.5)
  }

  @Test func strengthCountsForConcordanceAndNotForCorrelation() throws {
    let weak = EmotionAgreement().measure(take(gain: 0.15, reference: reference))
    #expect(try #require(weak["emotion.valence/1"].number) < 0.6)
    #expect(try #require(weak["emotion.r/1"].number) > 0.95)
  }

  @Test func aStillFaceAgreesWithNothing() {
    let still = EmotionAgreement().measure(take(gain: 0, reference: reference))
    #expect(still["emotion.r/1"] == .value(0))
    #expect(still["emotion.valence/1"].number.map { abs($0) < 1e-9 } == true)
  }

  @Test func whatCannotBeComparedIsUndefined() {
    func reason(_ take: TakeEvidence, _ score: String) -> String? {
      EmotionAgreement().measure(take)["emotion.\(score)/1"].reason
    }
    #expect(reason(take([], reference: reference), "ccc")?.contains("no emotion of nova") == true)
    #expect(reason(take([("flabbergasted", 1, 9)]), "ccc")?.contains("no emotion of nova") == true)
    #expect(reason(take(), "ccc")?.contains("reference does not say") == true)
    #expect(
      reason(take([("joy", 2, 8)], reference: reference), "accuracy")?.contains("one prototype") == true)
    #expect(
      reason(take([("neutral", 2, 8)], reference: reference), "accuracy")?.contains("no stretch") == true)
    #expect(reason(take([("neutral", 2, 8)], reference: reference), "r")?.contains("does not vary") == true)
    let faceless = take(reference: reference).with(
      track: Track(layout: ChannelLayout([.gazeYaw]), rate: .fps60, frameCount: 600))
    #expect(reason(faceless, "ccc")?.contains("no weight channel") == true)
  }

  @Test func approvedExpressionsWinOverTheConvention() throws {
    // A character that is sad with its cheeks and smiles with its brows.
    var sheet = CharacterSheet(
      id: "nova", title: "Nova", licence: "CC0", evidence: .synthetic, rig: "nova.vrm")
    sheet.expressions = [
      "sad": ApprovedExpression(weights: ["cheekSquintLeft": 1, "mouthSmileLeft": 1]),
      "happy": ApprovedExpression(weights: ["browInnerUp": 1, "mouthFrownLeft": 0.5]),
    ]
    var own = ScoringReference(sessions: [take(swapped: true)])
    own.adopt(sheet, sessions: [take(swapped: true)])
    let result = EmotionAgreement().measure(take(swapped: true, reference: own))
    #expect(try #require(result["emotion.valence/1"].number) > 0.5)
    #expect(result["emotion.accuracy/1"] == .value(1))
  }

  @Test func theTableOfUnitsNamesShapesThatExist() {
    for name in EmotionPrototypes.channels { #expect(ARKit.names.contains(name), "\(name)") }
    for units in EmotionPrototypes.prototypes.values {
      for unit in units { #expect(EmotionPrototypes.units[unit] != nil, "\(unit)") }
    }
    #expect(Set(EmotionPrototypes.prototypes.keys) == Set(EmotionPrototypes.Name.allCases))
  }

  @Test func labelsEndWhereTheNextBegins() {
    let feelings = EmotionLabels.feelings(of: take([("joy", 2, 2), ("sadness", 5, 9)]))
    #expect(feelings.map(\.frames) == [60..<150, 150..<270])
    let open = EmotionLabels.feelings(of: take([("joy", 2, 2)]))
    #expect(open.map(\.frames) == [60..<360])
  }
}

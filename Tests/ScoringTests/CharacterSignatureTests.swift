import Characters
import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct CharacterSignatureTests {
  /// Two smiles of stated size, held for 60 s.
  private func take(left: Float, right: Float, seconds: Int = 60, _ reference: ScoringReference)
    -> TakeEvidence
  {
    let layout = ChannelLayout([.weight("mouthSmileLeft"), .weight("mouthSmileRight")])
    let samples = (0..<seconds * 10).flatMap { _ in [left, right] }
    return SyntheticClip.stage.clips[0].with(reference: reference)
      .with(track: Track(layout: layout, rate: FrameRate(frames: 10), samples: samples))
  }

  private func reference(mustHold: [String] = []) -> ScoringReference {
    var result = ScoringReference()
    result.signature = .init(
      habits: ["smileAsymmetry": .init(mean: 0.2, deviation: 0.05, n: 8)], seconds: 60, mustHold: mustHold)
    return result
  }

  @Test func countsDeviationsBetweenSessions() {
    // (0.4 - 0.1)/0.5 = 0.6, which is 0.4 beyond 0.2; 0.05·√(1 + 1/8) is one deviation.
    let result = CharacterSignature().measure(take(left: 0.4, right: 0.1, reference()))
    let expected = 0.4 / (0.05 * (1 + 1.0 / 8).squareRoot())
    #expect(abs((result["z smileAsymmetry"].number ?? 0) - expected) < 1e-5)
    #expect(result["signature.worst/1"] == result["signature.asymmetry/1"])
  }

  @Test func shortTakesHaveWiderDeviations() throws {
    let long = CharacterSignature().measure(take(left: 0.4, right: 0.1, reference()))
    let short = CharacterSignature().measure(take(left: 0.4, right: 0.1, seconds: 15, reference()))
    let ratio = try #require(long["signature.worst/1"].number) / #require(short["signature.worst/1"].number)
    #expect(abs(ratio - 2) < 1e-5)
  }

  @Test func theFloorHoldsWhereSessionsAreAllAlike() {
    var own = reference()
    own.signature?.habits["smileAsymmetry"] = .init(mean: 0.6, deviation: 0, n: 1000)
    let result = CharacterSignature().measure(take(left: 0.41, right: 0.1, own))
    // 0.31/0.51 - 0.6 = 0.0078, against a floor of 0.02.
    #expect(abs((result["signature.worst/1"].number ?? 9) - 0.392) < 0.002)
  }

  @Test func mirroringTurnsTheLeanOfTheSmile() {
    let result = CharacterSignature().measure(
      take(left: 0.1, right: 0.4, reference(mustHold: ["smileAsymmetry"])))
    #expect(result["smileAsymmetry"].number.map { abs($0 + 0.6) < 1e-6 } == true)
    #expect(result["signature.failures/1"] == .value(1))
    #expect(result.findings.map(\.rule) == ["must hold"])
    #expect(result.findings.first?.limit == 0.2)
  }

  @Test func whatCannotBeMeasuredIsUndefined() {
    func reason(_ take: TakeEvidence, _ score: String = "signature.worst/1") -> String? {
      CharacterSignature().measure(take)[score].reason
    }
    #expect(reason(take(left: 0.3, right: 0.1, ScoringReference()))?.contains("has no signature") == true)
    #expect(reason(take(left: 0.3, right: 0.1, seconds: 9, reference()))?.contains("shorter") == true)
    #expect(reason(take(left: 0, right: 0, reference())) == "the track shows no habit of the reference")
    let good = take(left: 0.3, right: 0.1, reference())
    #expect(reason(good, "signature.failures/1") == "no habit is marked must-hold")
    #expect(reason(good, "signature.handedness/1") == "take and reference do not both show armHandedness")
    #expect(reason(good, "signature.state/1") == "the reference has no labelled states")
  }

  @Test func fewerThanThreeSessionsMakeNoSignature() {
    let sessions = (0..<2).map { SyntheticClip(seed: $0 + 300).evidence() }
    #expect(ScoringReference(sessions: sessions).signature == nil)
    #expect(ScoringReference(sessions: []).signature == nil)
  }

  @Test func takesAreComparedWithTheFirst() throws {
    var own = reference()
    own.signature?.distance = 2
    let metric = CharacterSignature()
    func record(_ recording: String, _ z: Double) -> MeasurementRecord {
      MeasurementRecord(
        key: TakeKey(recording: recording, participant: "nova", seed: 1),
        measurement: TakeMeasurement(metric: metric.id, quantities: ["z smileMean": .value(z)]))
    }
    func across(_ records: [MeasurementRecord]) -> Score? {
      metric.reduce(records, reference: own).first { $0.metric == "signature.sessions/1" }
    }
    // Distances 3 and 1 from the first, mean 2, in units of 2.
    #expect(across([record("a", 1), record("b", 4), record("c", 0)])?.value == .value(1))
    #expect(across([record("a", 1)])?.value.reason == "there are fewer than 2 takes with habits")
    #expect(across([])?.value.number == nil)
  }

  @Test func aSheetMarksWhatMustHold() {
    var own = reference()
    var sheet = CharacterSheet(
      id: "nova", title: "Nova", licence: "CC0", evidence: .synthetic, rig: "nova.vrm")
    sheet.signature["smileAsymmetry"] = SignatureValue(0.2, unit: "1", deviation: 0.05, mustHold: true)
    sheet.signature["blinkRate"] = SignatureValue(17, unit: "1/min")
    own.adopt(sheet, sessions: [])
    #expect(own.signature?.mustHold == ["smileAsymmetry"])
  }

  @Test func oldReferencesAreRead() throws {
    let old = ScoringReference(blinkRate: 17)
    let bytes = try JSONEncoder().encode(old)
    let text = String(decoding: bytes, as: UTF8.self)
    for key in ["signature", "drift", "emotion", "gaze"] { #expect(!text.contains("\"\(key)\"")) }
    #expect(try JSONDecoder().decode(ScoringReference.self, from: bytes) == old)
  }
}

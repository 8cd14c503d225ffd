import Conversation
import Foundation
import Motion
import Rigging
import Testing

@testable import Scoring

@Suite struct RigValidityTests {
  private func take(_ track: Track, _ limits: ScoringLimits = ScoringLimits()) -> TakeEvidence {
    let recording = Recording(id: "r", participants: [], duration: track.duration, log: [])
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 0), track: track, happened: Happened(recording),
      duration: track.duration, reference: ScoringReference(limits: limits))
  }

  private func track(_ channel: Channel, _ samples: [Float]) -> Track {
    Track(layout: ChannelLayout([channel]), rate: .fps60, samples: samples)
  }

  private func measure(_ track: Track, _ limits: ScoringLimits = ScoringLimits()) -> TakeMeasurement {
    RigValidity().measure(take(track, limits))
  }

  @Test func aCleanTrackPasses() {
    let result = measure(SyntheticClip(seed: 1).track())
    #expect(result["rig-validity.gate/2"] == .value(1))
    #expect(result["rig-validity.frames/2"] == .value(0))
    #expect(result.findings.isEmpty)
  }

  @Test func smallExcessIsClampedAndLargeExcessFails() {
    let result = measure(track(.weight("jawOpen"), [0, 1.0033, 1, -0.005, 1.02, -0.5]))
    #expect(result["clamped"] == .value(2))
    #expect(result["range"] == .value(2))
    #expect(result["rig-validity.gate/2"] == .value(0))
    #expect(result["rig-validity.frames/2"] == .value(2.0 / 6))
    // One stretch, told by its worst frame.
    #expect(result.findings.map(\.frames) == [4...5])
    #expect(result.findings.map(\.worstFrame) == [5])
    #expect(result.findings.map(\.limit) == [0])
    #expect(result.findings.first?.value == -0.5)
  }

  @Test func aSheetMayWidenARange() {
    let limits = ScoringLimits(weights: ["jawOpen": .init(-1, 2)])
    #expect(measure(track(.weight("jawOpen"), [-1, 2]), limits)["rig-validity.gate/2"] == .value(1))
    #expect(measure(track(.weight("jawOpen"), [-1, 2.5]), limits)["range"] == .value(1))
  }

  @Test func unknownChannelsFail() {
    #expect(measure(track(.weight("JawOpen"), [0]))["unknown channel"] == .value(1))
    #expect(measure(track(.weight("jawOpen"), [0]))["unknown channel"] == .value(0))
    let limits = ScoringLimits(channels: ["tailWag"])
    #expect(measure(track(.weight("tailWag"), [0]), limits)["unknown channel"] == .value(0))
    #expect(measure(track(.weight("jawOpen"), [0]), limits)["unknown channel"] == .value(1))
  }

  @Test func nanAndInfinityAreFoundAndTheMeasurementStaysWritable() throws {
    let result = measure(track(.weight("jawOpen"), [0, .nan, .infinity, 0]))
    #expect(result["not finite"] == .value(2))
    #expect(result["rig-validity.gate/2"] == .value(0))
    #expect(result.findings.map(\.frames) == [1...2])
    let data = try JSONEncoder().encode(result)
    #expect(try JSONDecoder().decode(TakeMeasurement.self, from: data) == result)
  }

  @Test func quaternionsMustBeOfUnitLengthAndOneHemisphere() {
    let head = Channel.rotation(of: .head)
    let result = measure(track(head, [0, 0, 0, 1, 0, 0, 0, 1.002, 0, 0, 0, -1, 0, 0, 0, -1]))
    #expect(result["unit length"] == .value(1))
    #expect(result["hemisphere"] == .value(1))
    #expect(result.findings.map(\.frame) == [1, 2])
    #expect(measure(track(head, [0, 0, 0, 1.0005]))["unit length"] == .value(0))
  }

  @Test func rangeOfMotionIsCheckedWithHalfADegreeOfTolerance() throws {
    let limits = ScoringLimits(rotations: ["head": .init(swing: 30, twist: 60)])
    func head(_ angle: Float, about axis: SIMD3<Float>) -> TakeMeasurement {
      let q = Quaternion(axis: axis, angle: angle * .pi / 180)
      return measure(track(.rotation(of: .head), [q.x, q.y, q.z, q.w]), limits)
    }
    let nod = SIMD3<Float>(1, 0, 0)
    let turn = SIMD3<Float>(0, 1, 0)
    #expect(head(30.4, about: nod)["swing"] == .value(0))
    #expect(head(31, about: nod)["swing"] == .value(1))
    #expect(head(31, about: nod)["twist"] == .value(0))
    #expect(head(-60.4, about: turn)["twist"] == .value(0))
    #expect(head(-61, about: turn)["twist"] == .value(1))
    #expect(head(-61, about: turn)["swing"] == .value(0))
    let finding = try #require(head(45, about: nod).findings.first)
    #expect(abs((finding.value ?? 0) - 45) < 0.01)
    #expect(finding.limit == 30)
  }

  @Test func forbiddenPairsAndSpeeds() {
    let layout = ChannelLayout([.weight("jawOpen"), .weight("mouthClose")])
    let both = Track(layout: layout, rate: .fps60, samples: [0.5, 0, 0.5, 0.5, 0.1, 0.5])
    let limits = ScoringLimits(
      forbiddenPairs: [.init("jawOpen", "mouthClose", limit: 0.1)], speeds: ["mouthClose": 20])
    let result = measure(both, limits)
    #expect(result["forbidden pair"] == .value(1))
    #expect(result["speed"] == .value(1))
    #expect(result.findings.map(\.frame) == [1, 1])
    #expect(Set(result.findings.map(\.rule)) == ["forbidden pair", "speed"])
  }

  @Test func whatMustStayAtRestIsCountedOnlyWhereTheCharacterSaysSo() throws {
    let layout = ChannelLayout([.weight("tongueOut"), .rotation(of: .head)])
    let nod = Quaternion(axis: SIMD3(1, 0, 0), angle: 0.1)
    let both = Track(
      layout: layout, rate: .fps60,
      samples: [0.005, 0, 0, 0, 1, 0.5, 0, 0, 0, 1, 0, nod.x, nod.y, nod.z, nod.w])
    let free = measure(both)
    #expect(free["rig-validity.gate/2"] == .value(1))
    #expect(free.quantities["never"] == nil)
    let strict = measure(both, ScoringLimits(never: ["tongueOut", "head.rotation"]))
    #expect(strict["never"] == .value(2))
    #expect(strict["rig-validity.gate/2"] == .value(0))
    #expect(strict.findings.map(\.channel) == ["tongueOut", "head.rotation"])
    #expect(strict.findings.map(\.frame) == [1, 2])
    #expect(abs((strict.findings[1].value ?? 0) - 0.1 * 180 / .pi) < 1e-3)
    let text = String(decoding: try JSONEncoder().encode(ScoringLimits()), as: UTF8.self)
    #expect(!text.contains("never"))
    let limits = ScoringLimits(channels: ["a"], never: ["a"])
    #expect(try JSONDecoder().decode(ScoringLimits.self, from: JSONEncoder().encode(limits)) == limits)
  }

  @Test func theListOfFindingsIsShortAndTheCountsAreWhole() {
    let whole = measure(track(.weight("jawOpen"), [Float](repeating: 2, count: 500)))
    #expect(whole["range"] == .value(500))
    #expect(whole.findings.map(\.frames) == [0...499])
    let often = measure(track(.weight("jawOpen"), (0..<500).map { $0 % 2 == 0 ? 2 : 0 }))
    #expect(often["range"] == .value(250))
    #expect(often.findings.map(\.frame) == (0..<RigValidity.listed).map { $0 * 2 })
  }

  @Test func whatIsNotAtHandIsNotCheckedAndSaysSo() {
    let result = measure(SyntheticClip(seed: 1).track())
    for rule in ["foreign rig", "lid through eye", "lip through teeth", "hand through body", "rest return"] {
      #expect(result[rule].reason != nil, "\(rule)")
    }
  }

  @Test func aRigOfOtherBytesIsForeign() {
    func measure(_ found: String?, _ licensed: String?) -> TakeMeasurement {
      let bare = take(track(.weight("jawOpen"), [0, 0.5]))
      return RigValidity().measure(
        TakeEvidence(
          key: bare.key, track: bare.track, happened: bare.happened, duration: bare.duration,
          structure: RigStructure(Rig(), assetHash: found, licensedHash: licensed)))
    }
    #expect(measure("aa", "aa")["foreign rig"] == .value(0))
    #expect(measure("aa", "aa")["rig-validity.gate/2"] == .value(1))
    #expect(measure("aa", "bb")["foreign rig"] == .value(1))
    #expect(measure("aa", "bb")["rig-validity.gate/2"] == .value(0))
    #expect(measure("aa", nil)["foreign rig"].reason == "the sheet names no hash of its rig")
    #expect(measure(nil, "aa")["foreign rig"].reason != nil)
    #expect(measure("aa", "aa")["lid through eye"].reason != nil)
  }

  @Test func findingsStoredBeforeThereWereStretchesAreRead() throws {
    let text = #"{"rule":"range","frame":7,"channel":"jawOpen","value":1.5,"limit":1}"#
    let finding = try JSONDecoder().decode(TakeMeasurement.Finding.self, from: Data(text.utf8))
    #expect(finding.frames == 7...7 && finding.worstFrame == 7)
    let odd = TakeMeasurement.Finding(
      rule: "range", frame: 7, last: 3, worst: 90, channel: "a", value: 1, limit: 1)
    #expect(odd.frames == 7...7 && odd.worstFrame == 7)
  }

  @Test func aRunIsAsValidAsItsWorstTake() throws {
    let good = measure(track(.weight("jawOpen"), [0, 0.5]))
    let bad = measure(track(.weight("jawOpen"), [0, 5]))
    let records = [("a", good), ("b", bad), ("c", good)].map {
      MeasurementRecord(key: TakeKey(recording: $0.0, participant: "nova", seed: 1), measurement: $0.1)
    }
    let scores = RigValidity().reduce(records, reference: ScoringReference())
    #expect(scores[0].value == .value(0))
    #expect(scores[1].value == .value(0.5 / 3))
    #expect(scores[0].n == 3)
  }
}

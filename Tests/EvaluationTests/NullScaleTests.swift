import Conversation
import Foundation
import Motion
import Provenance
import Runs
import Scoring
import Testing

@testable import Evaluation

@Suite struct NullScaleTests {
  static func clip(_ number: Int) -> TakeEvidence {
    let layout = ChannelLayout([.weight("jawOpen"), .weight("mouthSmileLeft"), .rotation(of: .head)])
    var samples: [Float] = []
    for frame in 0..<600 {
      let time = Float(frame) / 60
      let angle = 0.2 * sinf(time * Float(3 + number))
      samples += [
        0.4 + 0.3 * sinf(time * Float(5 + number)), 0.3 + 0.2 * sinf(time), sinf(angle / 2), 0, 0,
        cosf(angle / 2),
      ]
    }
    return TakeEvidence(
      key: TakeKey(recording: "r\(number)", participant: "mia", seed: 0),
      track: Track(layout: layout, rate: .fps60, samples: samples),
      happened: Happened(Recording(id: "r\(number)", participants: [], duration: .zero, log: [])),
      duration: .milliseconds(10_000))
  }

  @Test func knownMotionScoresAsItShould() throws {
    let sessions = (0..<4).map(Self.clip)
    let scale = NullScale(ScoringReference(sessions: sessions))
    let nulls = NullScale.joined(
      try scale.ground(NullScale.Material(heldOut: sessions, nearest: [])),
      mismatched: try scale.mismatched(sessions), still: try scale.still(sessions))
    let amplitude = try #require(nulls["amplitude.ratio/1"])
    #expect(abs(try #require(amplitude.ownReference.number)) < 0.2)
    #expect(try #require(amplitude.stillPose.number) < -3)
    #expect(abs(try #require(amplitude.mismatched.number)) < 0.2)
    #expect(amplitude.nearestOther.reason == "the character has no decoys")
    #expect(nulls["dead-face.share/1"]?.stillPose == .value(1))
  }

  @Test func oneSessionHasNoOthersToBeHeldAgainst() throws {
    let scale = NullScale(ScoringReference(sessions: [Self.clip(0)]))
    #expect(try scale.own([Self.clip(0)]).isEmpty)
    #expect(try scale.mismatched([Self.clip(0)]).isEmpty)
  }

  @Test func aScaleIsKeptAsARemark() throws {
    let null = ScoreNulls(
      ownReference: .value(1), mismatched: .undefined(reason: "none"), stillPose: .value(0),
      nearestOther: .value(0.5))
    let text = String(decoding: try CanonicalJSON.encode(["a/1": null]), as: UTF8.self)
    #expect(ScoreNulls.read([RunRemark.nulls: text]) == ["a/1": null])
    #expect(ScoreNulls.read([:]).isEmpty)
    #expect(ScoreNulls.read([RunRemark.nulls: "no JSON"]).isEmpty)
  }
}

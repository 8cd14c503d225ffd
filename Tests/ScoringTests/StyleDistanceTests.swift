import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct StyleDistanceTests {
  private func distance(_ take: TakeEvidence) throws -> Double {
    try #require(StyleDistance().measure(take)["envelope.distance/1"].number)
  }

  @Test func ownTakesLieNearOneAndDecoysBeyond() throws {
    let own = try (1..<7).map { try distance(SyntheticCast.take(seed: $0)) }.reduce(0, +) / 6
    #expect(own > 0.4 && own < 2, "\(own)")
    for (name, habits) in SyntheticCast.decoys where name != "nova-double" {
      let other = try (1..<7).map { try distance(SyntheticCast.take(habits, seed: $0)) }.reduce(0, +) / 6
      #expect(other > 1.5 * own, "\(name): \(other) beside \(own)")
    }
  }

  @Test func stillnessNoiseAndMirrorsLieFar() throws {
    let good = try distance(SyntheticCast.take())
    var reference = ScoringReference(curvesOf: SyntheticCast.take().track)
    reference.style = SyntheticCast.reference.style
    for corruption in [Corruption.constantPose, .whiteNoise, .mirrored, .exaggerated, .underacted] {
      let spoilt = corruption.apply(to: SyntheticCast.take(reference: reference), seed: Seed(3))
      #expect(try distance(spoilt) > 1.5 * good, "\(corruption.id)")
    }
    let inside = StyleDistance().measure(
      Corruption.constantPose.apply(to: SyntheticCast.take(reference: reference), seed: Seed(3)))
    #expect(inside["envelope.inside/1"].number ?? 1 < 0.5)
  }

  @Test func namesOfTheSameScriptLeaveItsSessionOut() throws {
    // A take that copies a session has no distance from it, so the session of its script must not be there.
    let copy = SyntheticCast.cast.sessions[0]
    let honest = StyleDistance().measure(SyntheticCast.evidence(copy.track, recording: "script0"))
    let fresh = StyleDistance().measure(SyntheticCast.evidence(copy.track))
    let a = try #require(honest["energy"].number)
    let b = try #require(fresh["energy"].number)
    #expect(a > b)
    #expect(try #require(honest["own energy"].number) == #require(fresh["own energy"].number))
  }

  @Test func lengthHardlyMatters() throws {
    func mean(_ seconds: Double) throws -> Double {
      try (1..<9).map { try distance(SyntheticCast.take(seed: $0, seconds: seconds)) }.reduce(0, +) / 8
    }
    let (short, whole, long) = (try mean(15), try mean(40), try mean(120))
    #expect(short / whole < 1.6 && short / whole > 0.6, "\(short) \(whole)")
    #expect(long / whole < 1.4 && long / whole > 0.6, "\(long) \(whole)")
  }

  @Test func shortTakesAndForeignChannelsAreUndefined() {
    let short = StyleDistance().measure(SyntheticCast.take(seconds: 8))
    #expect(short["envelope.distance/1"].reason?.contains("7 windows") == true)
    let take = SyntheticCast.take()
    let face = Track(
      layout: ChannelLayout([.weight("jawOpen"), .weight("mouthSmileLeft")]), rate: take.track.rate,
      frameCount: 1200)
    let foreign = StyleDistance().measure(SyntheticCast.evidence(face))
    #expect(
      foreign["envelope.distance/1"].reason?.contains("browDownLeft, browDownRight, eyeBlinkLeft, …") == true)
    let none = StyleDistance().measure(SyntheticCast.take(reference: ScoringReference()))
    #expect(none["envelope.distance/1"].reason?.contains("no style") == true)
  }
}

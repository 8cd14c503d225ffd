import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct IdentityTests {
  private func share(_ habits: SyntheticCast.Habits, as name: String = "nova") throws -> Double {
    let values = try (UInt64(1)..<7).map { seed -> Double in
      let measured = Identity().measure(SyntheticCast.take(habits, seed: seed))
      return try #require(measured["windows as \(name)"].number)
    }
    return values.reduce(0, +) / 6
  }

  @Test func windowsAreTakenForWhoMoves() throws {
    let own = try share(SyntheticCast.character)
    #expect(own > 0.4)
    for (name, habits) in SyntheticCast.decoys where name != "nova-double" {
      #expect(try share(habits) < 0.1, "\(name)")
      // Takes quieter than the character ever is are nobody's.
      let others = try share(habits, as: name) + share(habits, as: "nobody")
      #expect(others > 0.8, "\(name)")
    }
    let ben = try share(SyntheticCast.decoys[1].1, as: "ben")
    #expect(ben > 0.4)
    // The look-alike takes windows from nobody but the character.
    #expect(try share(SyntheticCast.character, as: "nova-double") > 0.1)
  }

  @Test func whatNobodyDoesIsNobodys() throws {
    var reference = ScoringReference(curvesOf: SyntheticCast.take().track)
    reference.style = SyntheticCast.reference.style
    let noise = Corruption.whiteNoise.apply(to: SyntheticCast.take(reference: reference), seed: Seed(3))
    let measured = Identity().measure(noise)
    #expect(measured["windows as nobody"].number == 1)
    #expect(measured["identity.top1/1"].number == 0)
    #expect(measured["identity.clip/1"].number == 0)
  }

  @Test func errorRatesAreThoseOfAllTakes() throws {
    let records = (UInt64(1)..<7).map { seed in
      let take = SyntheticCast.take(seed: seed, recording: "fresh\(seed)")
      return MeasurementRecord(key: take.key, measurement: Identity().measure(take))
    }
    let scores = Identity().reduce(records, reference: SyntheticCast.reference)
    let rate = try #require(scores.first { $0.metric == "identity.eer/1" })
    #expect(rate.n == 6 && rate.takes == 6)
    #expect(try #require(rate.value.number) < 0.3)
    #expect(try #require(scores.first { $0.metric == "identity.d/1" }?.value.number) > 0.5)
    #expect(Identity().reduce([], reference: SyntheticCast.reference).allSatisfy { $0.value.number == nil })
  }

  @Test func theScriptIsHardlyToldByWhoKnowsOnlyOthers() throws {
    let identity = try #require(SyntheticCast.reference.style?.model?.identity)
    let accuracy = try #require(identity.contentAccuracy)
    #expect(identity.contentChance == 0.25)
    #expect(accuracy < 0.6)
  }

  @Test func aCastThatIsNotToldApartMeasuresNoRate() {
    var sessions = SyntheticCast.cast.sessions.filter { $0.performer == "nova" }
    sessions += (0..<4).map {
      SyntheticCast.session("twin", SyntheticCast.character, script: $0, seed: 9_000 + $0)
    }
    var reference = ScoringReference()
    reference.style = StyleReference(StyleCast(character: "nova", sessions: sessions), hash: "x")
    let measured = Identity().measure(SyntheticCast.take(reference: reference))
    #expect(measured["identity.omr/1"].reason?.contains("not measurable") == true)
    #expect(measured["identity.top1/1"].number != nil)
  }

  @Test func theRateIsWhatTheThresholdSays() throws {
    let sessions = SyntheticCast.cast.sessions.filter { $0.performer != "nova-double" }
    var reference = ScoringReference()
    reference.style = StyleReference(StyleCast(character: "nova", sessions: sessions), hash: "x")
    let identity = try #require(reference.style?.model?.identity)
    // 12 clips of decoys are too few for 1 %.
    #expect(identity.falseAcceptance == 0.05)
    let own = try #require(
      Identity().measure(SyntheticCast.take(reference: reference))["identity.omr/1"].number)
    #expect(own > 0.5)
    let decoy = Identity().measure(SyntheticCast.take(SyntheticCast.decoys[0].1, reference: reference))
    #expect(try #require(decoy["identity.omr/1"].number) < 0.2)
  }
}

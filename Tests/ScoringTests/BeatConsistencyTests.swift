import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct BeatConsistencyTests {
  private let clip = SyntheticClip.stage.clips[0]

  @Test func staysWhereItIsKnownToLie() throws {
    func value(_ take: TakeEvidence) throws -> Double {
      try #require(BeatConsistency().measure(take)["beats.consistency/1"].number)
    }
    // White noise beats a performance: why this is a diagnostic.
    let noise = Corruption.whiteNoise.apply(to: clip, seed: Seed(2))
    #expect(try value(noise) > value(clip))
    let still = Corruption.constantPose.apply(to: clip, seed: Seed(2))
    #expect(try value(still) == 0)
  }

  @Test func jointsWithoutReferenceAreUndefined() {
    let blank = BeatConsistency().measure(clip.with(reference: ScoringReference()))
    #expect(blank["beats.precision/1"].reason == "the reference moves none of the track's joints")
  }
}

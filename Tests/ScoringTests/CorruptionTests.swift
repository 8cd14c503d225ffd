import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct CorruptionTests {
  @Test func keepsLayoutRateAndLength() {
    let clip = SyntheticClip.stage.clips[0]
    for corruption in Corruption.all {
      let track = corruption.apply(to: clip.track, reference: clip.reference, seed: Seed(3))
      #expect(track.layout == clip.track.layout)
      #expect(track.rate == clip.track.rate)
      #expect(track.frameCount == clip.track.frameCount)
      #expect(track == corruption.apply(to: clip.track, reference: clip.reference, seed: Seed(3)))
      #expect(track != clip.track, "\(corruption.id) changes nothing")
    }
  }

  @Test func leavesAnEmptyTrackAlone() {
    let empty = Track(layout: SyntheticClip.layout, rate: .fps60, samples: [])
    for corruption in Corruption.all {
      #expect(corruption.apply(to: empty, reference: ScoringReference(), seed: Seed(1)) == empty)
    }
  }

  @Test func mirroringTwiceIsNothing() {
    let clip = SyntheticClip.stage.clips[0]
    func mirror(_ track: Track) -> Track {
      Corruption.mirrored.apply(to: track, reference: clip.reference, seed: Seed(0))
    }
    #expect(mirror(mirror(clip.track)) == clip.track)
    #expect(mirror(clip.track).curve("mouthSmileLeft") == clip.track.curve("mouthSmileRight"))
  }

  @Test func mirroringReflectsARotation() {
    let layout = ChannelLayout([.rotation(of: .leftHand), .rotation(of: .rightHand), .gazeYaw])
    let track = Track(layout: layout, rate: .fps60, samples: [0.1, 0.2, 0.3, 0.9, 0, 0, 0, 1, 0.5])
    let mirrored = Corruption.mirrored.apply(to: track, reference: ScoringReference(), seed: Seed(0))
    #expect(mirrored.samples == [0, 0, 0, 1, 0.1, -0.2, -0.3, 0.9, -0.5])
  }

  @Test func anUnknownNameIsAnError() {
    #expect(throws: ScoringError.unknownCorruption("x")) { try Corruption.named("x") }
  }
}

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

  private static func ramp(_ names: [String], frames: Int) -> Track {
    let layout = ChannelLayout(names.map(Channel.weight))
    let samples = (0..<frames).flatMap { frame in
      names.indices.map { Float(frame) / 100 + Float($0) / 10 }
    }
    return Track(layout: layout, rate: .fps60, samples: samples)
  }

  private static func apply(_ corruption: Corruption, _ track: Track) -> Track {
    corruption.apply(to: track, reference: ScoringReference(), seed: Seed(0))
  }

  @Test func fasterIsReadAtHalfFramesAndBeginsAnew() throws {
    let fast = Self.apply(.fast, Self.ramp(["jawOpen"], frames: 8))
    let curve = try #require(fast.curve("jawOpen"))
    let expected: [Float] = [0, 0.015, 0.03, 0.045, 0.06, 0.07, 0.01, 0.025]
    #expect(zip(curve, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(curve)")
  }

  @Test func aLowPassLeavesWhatIsSlow() throws {
    let layout = ChannelLayout([.weight("jawOpen"), .weight("cheekPuff")])
    let samples: [Float] = (0..<600).flatMap { frame -> [Float] in [Float(frame % 2), 0.3] }
    let smooth = Self.apply(.lowPassed, Track(layout: layout, rate: .fps60, samples: samples))
    let jaw = try #require(smooth.curve("jawOpen"))
    #expect(jaw.allSatisfy { abs($0 - 0.5) < 0.02 })
    #expect(try #require(smooth.curve("cheekPuff")).allSatisfy { abs($0 - 0.3) < 1e-5 })
  }

  @Test func aSmileDriftsByThreeTenths() throws {
    let track = Self.ramp(["mouthSmileLeft", "jawOpen"], frames: 11)
    let drifted = Self.apply(.smileDrift, track)
    let before = try #require(track.curve("mouthSmileLeft"))
    let after = try #require(drifted.curve("mouthSmileLeft"))
    for frame in 0..<11 { #expect(abs(after[frame] - before[frame] - 0.03 * Float(frame)) < 1e-6) }
    #expect(drifted.curve("jawOpen") == track.curve("jawOpen"))
  }

  @Test func aSmileBecomesAFrownInItsOwnRange() throws {
    let layout = ChannelLayout([.weight("mouthSmileLeft"), .weight("mouthFrownLeft"), .weight("jawOpen")])
    let track = Track(layout: layout, rate: .fps60, samples: [0.8, 0.1, 0.5])
    var reference = ScoringReference()
    reference.curves = [
      "mouthSmileLeft": .init(mean: [0.4], deviation: [0.2], spread: 1, jerk: 1),
      "mouthFrownLeft": .init(mean: [0.2], deviation: [0.1], spread: 1, jerk: 1),
    ]
    let inverted = Corruption.invertedEmotion.apply(to: track, reference: reference, seed: Seed(0))
    // Two deviations above the smile's mean become two above the frown's, and one below becomes one below.
    #expect(abs(inverted[0, 1] - 0.4) < 1e-6)
    #expect(abs(inverted[0, 0] - 0.2) < 1e-6)
    #expect(inverted[0, 2] == 0.5)
  }

  @Test func anUnknownNameIsAnError() {
    #expect(throws: ScoringError.unknownCorruption("x")) { try Corruption.named("x") }
  }
}

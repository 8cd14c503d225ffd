import Conversation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct SpeechMotionCouplingTests {
  private let clip = SyntheticClip.stage.clips[0]

  private func measure(_ take: TakeEvidence) -> TakeMeasurement { SpeechMotionCoupling().measure(take) }

  @Test func aStillBodyIsCoupledToNothing() {
    let still = Track(
      layout: SyntheticClip.layout, rate: clip.track.rate, frameCount: clip.track.frameCount)
    let result = measure(clip.with(track: still))
    #expect(result["coupling.z/3"] == .value(0))
    #expect(result["coupling.r/3"] == .value(0))
    #expect(result["coupling.lag/3"].reason == "the joints' speed does not vary")
  }

  @Test func theLagIsMeasuredFromTheReference() throws {
    let late = Corruption.late100.apply(to: clip.track, reference: clip.reference, seed: .init(0))
    var reference = clip.reference
    reference.couplingLag = 0
    let before = try #require(measure(clip.with(reference: reference))["coupling.lag/3"].number)
    let after = try #require(
      measure(clip.with(reference: reference).with(track: late))["coupling.lag/3"].number)
    #expect(before <= 35)
    #expect(abs(after - before - 100) < 35)
    reference.couplingLag = 0.1
    let expected = try #require(
      measure(clip.with(reference: reference).with(track: late))["coupling.lag/3"].number)
    #expect(expected <= 35)
  }

  @Test func loudnessPeaksStandInForStress() throws {
    let measured = measure(SyntheticClip(seed: 5).evidence())
    let loud = measure(SyntheticClip(seed: 5).evidence(estimated: true, hasEnvelope: true))
    #expect(measured["event origin"] == .value(0))
    #expect(loud["event origin"] == .value(1))
    let a = try #require(measured["coupling.z/3"].number)
    let b = try #require(loud["coupling.z/3"].number)
    #expect(b > 0.7 * a)
    #expect(
      measure(SyntheticClip(seed: 5).evidence(estimated: true))["coupling.z/3"].reason
        == "no stressed vowels with measured times, and no level of the performer's voice")
  }

  @Test func aFaceWithoutJointsIsUndefined() throws {
    let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .jaw), .rotation(of: .leftEye)])
    let face = Track(layout: layout, rate: clip.track.rate, frameCount: clip.track.frameCount)
    #expect(
      measure(clip.with(track: face))["coupling.z/3"].reason
        == "the track moves no joint but eyes, jaw and fingers")
  }

  @Test func shortTakesAreUndefined() {
    let short = Track(layout: SyntheticClip.layout, rate: clip.track.rate, frameCount: 100)
    #expect(measure(clip.with(track: short))["coupling.z/3"].reason == "the take is shorter than 4.0 s")
  }
}

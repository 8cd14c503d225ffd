import Motion
import Testing

@testable import Scoring

@Suite struct BlinkRateTests {
  private func measure(_ seconds: Int, _ reference: ScoringReference) -> TakeMeasurement {
    // One blink of two frames at the start of every second second.
    let samples: [Float] = (0..<seconds * 10).map { $0 % 20 == 3 || $0 % 20 == 4 ? 0.9 : 0 }
    let track = Track(
      layout: ChannelLayout([.weight("eyeBlinkRight")]), rate: FrameRate(frames: 10), samples: samples)
    return BlinkRate().measure(SyntheticClip.stage.clips[0].with(reference: reference).with(track: track))
  }

  @Test func comparesWithTheCharacter() {
    let result = measure(20, ScoringReference(blinkRate: 17))
    #expect(result["blinks"] == .value(10))
    #expect(result["blinks.rate/1"] == .value(30))
    #expect(result["blinks.deviation/1"] == .value(13))
    #expect(result["blinks.duration/1"] == .value(200))
  }

  @Test func theRateNeedsNoReferenceButTheDeviationDoes() {
    let result = measure(20, ScoringReference())
    #expect(result["blinks.rate/1"] == .value(30))
    #expect(result["blinks.deviation/1"].reason == "the reference has no blink rate")
    #expect(measure(4, ScoringReference(blinkRate: 17))["blinks.rate/1"].number == nil)
  }
}

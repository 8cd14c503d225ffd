import Motion
import Testing

@testable import Scoring

@Suite struct OverActingTests {
  private func take(_ values: [Float], _ reference: ScoringReference = ScoringReference()) -> TakeEvidence {
    SyntheticClip.stage.clips[0].with(reference: reference).with(
      track: Track(
        layout: ChannelLayout([.weight("mouthPucker")]), rate: FrameRate(frames: 10), samples: values))
  }

  @Test func windowsBeyondTheCharactersOwnAreCounted() {
    let curve = ScoringReference.Curve(mean: [0.2], deviation: [0.1], spread: 0.1, jerk: 1)
    var reference = ScoringReference(curves: ["mouthPucker": curve])
    reference.energyLimit = 2
    // One second at one deviation, three at four.
    let values = [Float](repeating: 0.3, count: 10) + [Float](repeating: 0.6, count: 30)
    let result = OverActing().measure(take(values, reference))
    #expect(result["over-acting.share/1"].number.map { abs($0 - 0.75) < 1e-9 } == true)
    #expect(OverActing().measure(take(values))["over-acting.share/1"].reason?.contains("how far") == true)
    let short = OverActing().measure(take([0.1, 0.2, 0.3], reference))
    #expect(short["over-acting.share/1"].reason?.contains("shorter") == true)
    #expect(short["over-acting.stutter/1"].reason?.contains("shorter") == true)
  }

  @Test func holdsOnACadenceAreStutter() throws {
    let held = (0..<60).map { Float($0 / 3) / 60 }
    let result = OverActing().measure(take(held))
    // Two of every three frames stand.
    #expect(abs(try #require(result["over-acting.stutter/1"].number) - 2.0 / 3) < 1e-9)
    let live = OverActing().measure(take((0..<60).map { Float($0) / 60 }))
    #expect(live["over-acting.stutter/1"] == .value(0))
    let still = OverActing().measure(take([Float](repeating: 0.3, count: 60)))
    #expect(still["over-acting.stutter/1"] == .value(0))
  }
}

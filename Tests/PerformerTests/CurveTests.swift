import Motion
import Testing

@testable import Performer

@Suite struct CurveTests {
  private let clock = FrameClock(rate: FrameRate(frames: 100), frameCount: 101)

  @Test func keysAreMetAndNeverOvershot() {
    var keys = KeyCurve()
    for (time, value) in [(0.5, 1.0), (0.0, 0.0), (0.6, 1.0), (1.0, 0.2)] { keys.add(time, value) }
    let curve = keys.sampled(clock)
    #expect(abs(curve[0]) < 1e-12 && abs(curve[50] - 1) < 1e-12 && abs(curve[100] - 0.2) < 1e-12)
    #expect(curve.allSatisfy { (0...1).contains($0) })
    #expect(curve[55] == 1)
    for k in 1...50 { #expect(curve[k] >= curve[k - 1]) }
  }

  @Test func aSingleKeyHoldsAndNoneIsZero() {
    var keys = KeyCurve()
    #expect(keys.sampled(clock).allSatisfy { $0 == 0 })
    keys.add(0.3, 0.7)
    #expect(keys.sampled(clock).allSatisfy { $0 == 0.7 })
  }

  @Test func smoothingKeepsLevelsAndDoesNotDelay() {
    var curve = Curve(clock)
    curve.add(Envelope(start: 0.4, full: 0.5, release: 0.5, end: 0.6), 1)
    let before = curve.values.reduce(0, +)
    curve.smooth(seconds: 0.03)
    #expect(abs(curve.values.reduce(0, +) - before) < 1e-9)
    for k in 0...50 { #expect(abs(curve[50 - k] - curve[50 + k]) < 1e-12) }
    var level = Curve(clock)
    for k in level.values.indices { level[k] = 0.4 }
    level.smooth(seconds: 0.05)
    #expect(level.values.allSatisfy { abs($0 - 0.4) < 1e-12 })
  }

  @Test func anEnvelopeRisesStaysAndFalls() {
    let envelope = Envelope(start: 1, full: 2, release: 3, end: 4)
    #expect(envelope.value(at: 1) == 0 && envelope.value(at: 1.5) == 0.5 && envelope.value(at: 2.5) == 1)
    #expect(envelope.value(at: 3.5) == 0.5 && envelope.value(at: 4) == 0)
  }

  @Test func noiseHasAboutTheDeviationAskedFor() {
    var noise = Curve(FrameClock(rate: .fps60, frameCount: 36_000))
    var dice = Dice(seed: 3, "noise")
    noise.addNoise(frequency: 0.5, deviation: 2, &dice)
    let n = Double(noise.values.count)
    let mean = noise.values.reduce(0, +) / n
    let deviation = (noise.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    #expect(abs(mean) < 0.25 && abs(deviation - 2) < 0.35)
  }
}

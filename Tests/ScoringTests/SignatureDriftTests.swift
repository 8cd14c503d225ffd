import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct SignatureDriftTests {
  /// A smile that wanders by a stated rule, in 30 windows of 2 s.
  private func take(_ smile: (Int) -> Double, windows: Int = 30) -> TakeEvidence {
    let layout = ChannelLayout([.weight("mouthSmileLeft"), .weight("mouthSmileRight")])
    let samples = (0..<windows * 20).flatMap { frame -> [Float] in
      let value = Float(smile(frame / 20))
      return [value, value]
    }
    var reference = ScoringReference()
    reference.drift = .init(channels: [
      "smile": .init(
        mean: 0.2, coefficients: DriftWindows.conditions.map { _ in 0 }, memory: 0, deviation: 0.05,
        restlessness: 1)
    ])
    return SyntheticClip.stage.clips[0].with(reference: reference)
      .with(track: Track(layout: layout, rate: FrameRate(frames: 10), samples: samples))
  }

  /// A number in -0.5…0.5 that looks like chance.
  private func noise(_ k: Int) -> Double { (Double(k) * 0.618034).truncatingRemainder(dividingBy: 1) - 0.5 }

  @Test func aRampIsSeenWithItsSlope() throws {
    let result = SignatureDrift().measure(take { 0.2 + 0.01 * Double($0) })
    // 29 whitened windows all rising: S = 406, z = 405/√2842.
    let deviation = 2842.0.squareRoot()
    let z = try #require(result["z smile"].number)
    #expect(abs(z * deviation - 405) < 1e-6)
    let slope = try #require(result["slope smile 1/min"].number)
    #expect(abs(slope - 0.3) < 1e-5)
    #expect(result["drift.channels/1"] == .value(1))
    #expect(result.findings.map(\.channel) == ["smile"])
    // C⁺ grows by 0.2·(k + 1) - 0.5 a window and passes 5 at the 13th of 40 frames a window at most.
    #expect(try #require(result["alarm smile frame"].number) < 600)
  }

  @Test func noiseAndConstantErrorsAreNoDrift() throws {
    let noisy = SignatureDrift().measure(take { 0.2 + 0.1 * noise($0) })
    #expect(try #require(noisy["drift.residual/1"].number) < 1.5)
    #expect(noisy["drift.channels/1"] == .value(0))
    let still = SignatureDrift().measure(take { _ in 0.4 })
    #expect(still["drift.residual/1"] == .value(0))
  }

  @Test func turningTheTrackRoundTurnsTheSign() throws {
    let up = SignatureDrift().measure(take { 0.2 + 0.004 * Double($0) + 0.05 * noise($0) })
    let down = SignatureDrift().measure(take { 0.6 - 0.004 * Double($0) - 0.05 * noise($0) })
    let z = try #require(up["z smile"].number)
    #expect(z > 2)
    let turned = try #require(down["z smile"].number)
    #expect(abs(z + turned) < 1e-6)
  }

  @Test func whatTheConditionExplainsIsNoDrift() throws {
    let clip = SyntheticClip.stage.clips[0]
    let windows = try #require(DriftWindows(clip))
    let speaking = windows.conditions.map { $0[0] }
    #expect(speaking.contains { $0 > 0.5 })
    var own = ScoringReference.Drift.Channel(
      mean: 0, coefficients: DriftWindows.conditions.map { _ in 0 }, memory: 0, deviation: 1, restlessness: 1)
    own.coefficients[0] = 2
    var explained = windows
    explained.values["smile"] = speaking.map { 2 * $0 }
    for rest in DriftTrend.residuals("smile", explained, own) { #expect(abs(rest) < 1e-12) }
  }

  @Test func whitensByTheMemory() {
    #expect(DriftTrend.whitened([1, 2, 4], memory: 0.5) == [1.5, 3])
    #expect(DriftTrend.detrended([1, 3, 5]).allSatisfy { abs($0 - 3) < 1e-12 })
  }

  @Test func whatCannotBeTestedIsUndefined() {
    let few = SignatureDrift().measure(take({ 0.01 * Double($0) }, windows: 7))
    #expect(few["drift.residual/1"].reason?.contains("fewer than 8 windows") == true)
    let blank = SyntheticClip.stage.clips[0].with(reference: ScoringReference())
    #expect(SignatureDrift().measure(blank)["drift.residual/1"].reason?.contains("too small") == true)
    let alien = take({ _ in 0 }).with(
      track: Track(layout: ChannelLayout([.weight("jawOpen")]), rate: FrameRate(frames: 10), frameCount: 600))
    #expect(SignatureDrift().measure(alien)["drift.residual/1"].reason?.contains("none of") == true)
  }

  @Test func twoSessionsFitNothing() {
    let sessions = (0..<2).map { SyntheticClip(seed: $0 + 300).evidence() }
    #expect(ScoringReference(sessions: sessions).drift == nil)
  }
}

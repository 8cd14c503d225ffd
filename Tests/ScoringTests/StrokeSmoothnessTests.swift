import Motion
import Testing

@testable import Scoring

@Suite struct StrokeSmoothnessTests {
  @Test func jitterMakesStrokesLessSmooth() throws {
    let clip = SyntheticClip.stage.clips[0]
    let clean = StrokeSmoothness().measure(clip)
    var track = clip.track
    let at = try #require(track.layout.offset(of: "rightUpperArm.rotation"))
    for frame in 0..<track.frameCount { track[frame, at] += frame % 4 < 2 ? 0.004 : -0.004 }
    let spoilt = StrokeSmoothness().measure(clip.with(track: track))
    let before = try #require(clean["stroke-smoothness.ldlj/1"].number)
    #expect(try #require(spoilt["stroke-smoothness.ldlj/1"].number) < before - 0.5)
    #expect(clean["stroke-smoothness.sparc/1"].number ?? 0 < -1)
  }
}

import Motion
import Testing

@testable import Formats

@Suite struct TrackLoopTests {
  @Test func `the loop closes and no step is larger than the take's own and the seam's`() throws {
    let track = sampleTake(frames: 60)
    let loop = try TrackLoop.loop(track, seam: 12, name: "t")
    #expect(loop.frameCount == 49)
    let width = loop.layout.width
    #expect(Array(loop.samples.prefix(width)) == Array(loop.samples.suffix(width)))
    // Beyond the seam nothing changed.
    for frame in 12..<48 { #expect(loop[frame, 0] == track[frame, 0]) }
    // The first frame goes on from the one before the end.
    #expect(loop[0, 0] == track[48, 0])
    let jaw = loop.column(0)
    let steps = zip(jaw, jaw.dropFirst()).map { abs($0 - $1) }
    #expect((steps.max() ?? 1) < 0.3)
    let head = try #require(loop.rotations("head.rotation"))
    for q in head { #expect(abs(q.length - 1) < 1e-5) }
  }

  @Test(arguments: [0, 31, 60, Int.max, Int.min])
  func `a seam that does not fit is refused with those that do`(_ seam: Int) {
    let error = #expect(throws: FormatsError.self) {
      try TrackLoop.loop(sampleTake(frames: 60), seam: seam, name: "t")
    }
    #expect(error?.description.contains("1...30") == true)
  }
}

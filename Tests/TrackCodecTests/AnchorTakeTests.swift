import Foundation
import Motion
import Testing
import TrackCodec

/// Sizes and errors on captured motion: what `Format` claims.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset"))
struct AnchorTakeTests {
  private static func take(doubled: Bool) throws -> AnchorTake {
    let shared = try #require(ProcessInfo.processInfo.environment["MIEN_SHARED"])
    let data = URL(fileURLWithPath: shared).appendingPathComponent("data")
    return try #require(AnchorTake(data: data, doubled: doubled))
  }

  @Test("bounds and sizes hold at 60 frames a second", arguments: [0, 1, 2]) func sixty(grade: Int) throws {
    try check(grade: grade, doubled: true, limit: [4100, 2100, 1230][grade])
  }

  @Test("bounds and sizes hold at 30 frames a second", arguments: [0, 1, 2]) func thirty(grade: Int) throws {
    try check(grade: grade, doubled: false, limit: [2887, 1657, 958][grade])
  }

  private func check(grade: Int, doubled: Bool, limit: Double) throws {
    let take = try Self.take(doubled: doubled)
    let track = take.track
    let bound = ErrorBound.grades[grade].bound
    let seconds = Double(track.frameCount) / track.rate.framesPerSecond
    for lossy in [false, true] {
      let (schema, packets) = try SyntheticTake.packets(
        track, bound: bound, skeleton: take.skeleton, profile: lossy ? .lossy : .reliable)
      let decoder = TrackDecoder(schema: schema)
      var frames: [[Float]] = []
      for packet in packets {
        guard case .decoded(let range) = decoder.receive(packet) else { continue }
        for frame in range { frames.append(try #require(decoder.pose(frame: frame))) }
      }
      #expect(frames.count == track.frameCount)
      let errors = TakeErrors(frames, track, skeleton: take.skeleton)
      #expect(errors.weight <= bound.weight * 1.0001)
      #expect(errors.displacement <= bound.displacement)
      let rate = Double(packets.reduce(0) { $0 + $1.count }) / seconds
      #expect(rate < limit * (lossy ? 1.6 : 1), "\(rate) bytes a second")
    }
  }
}

import Foundation
import Motion
import Testing

@testable import Catalog

@Suite("Packing of tracks")
struct TrackPackingTests {
  @Test(
    "the grid is the coarsest that holds every sample",
    arguments: [
      ([0, 0], 0), ([1, -3], 0), ([0.5, 0.25], 2), ([0x1p-24], 24), ([0x1p-25], -1), ([0.1], -1),
      ([-0.0], -1),
      ([.infinity], -1), ([0x1p30], -1), ([0x1p29 * 1.5], 0), ([524288.0625], 4), ([1024, 0x1p-20], -1),
      ([.leastNonzeroMagnitude], -1),
    ] as [([Float], Int)])
  func grid(_ column: [Float], _ expected: Int) { #expect(TrackPacking.grid(of: column) == expected) }

  @Test("every column comes back bit for bit, on a grid or off it", arguments: [0, 1, 2, 3, 100])
  func roundTrip(frames: Int) {
    let layout = ChannelLayout((0..<6).map { .weight("w\($0)") })
    var track = Track(layout: layout, rate: .fps60, frameCount: frames)
    var state: UInt64 = 7
    func random() -> UInt32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt32(truncatingIfNeeded: state >> 33)
    }
    for frame in 0..<frames {
      track[frame, 0] = Float(frame) * 0.125
      track[frame, 1] = Float(frame) * 0.1
      track[frame, 2] = Float(Int32(bitPattern: random()) >> 2) * 0x1p-10
      track[frame, 3] = frame % 2 == 0 ? 0x1p29 : -0x1p29
      track[frame, 4] = -0.0
      track[frame, 5] = Float(bitPattern: random() & 0x3FFF_FFFF)
    }
    let grids = (0..<6).map { TrackPacking.grid(of: track.column($0)) }
    let bytes = TrackPacking.pack(track, grids: grids)
    let back = TrackPacking.unpack(bytes, frames: frames, width: 6, grids: grids)
    #expect(back.map(\.bitPattern) == track.samples.map(\.bitPattern))
    if frames > 10 { #expect(grids[0] >= 0 && grids[1] == -1 && grids[3] == 0 && grids[4] == -1) }
  }

  @Test("a smooth curve on a grid leaves small numbers")
  func smooth() {
    var track = Track(layout: ChannelLayout([.weight("a")]), rate: .fps60, frameCount: 200)
    for frame in 0..<200 { track[frame, 0] = Float(frame * frame) * 0x1p-16 }
    let bytes = TrackPacking.pack(track, grids: [16])
    #expect(bytes[200...].allSatisfy { $0 == 0 })
  }
}

import Foundation
import Motion
import Runs
import Testing

@Suite("A track's bytes are its samples")
struct TrackBytesTests {
  private let layout = ChannelLayout([Channel("a", kind: .weight), Channel("b", kind: .weight)])

  @Test("little-endian Float32, frame after frame, every bit kept")
  func roundTrip() throws {
    let samples: [Float] = [
      1, -0.0, .leastNonzeroMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude, 0.1,
    ]
    let track = Track(layout: layout, rate: .fps60, samples: samples)
    let bytes = track.littleEndianBytes
    #expect(Array(bytes.prefix(8)) == [0, 0, 0x80, 0x3f, 0, 0, 0, 0x80])
    let back = try #require(Track(layout: layout, rate: .fps60, littleEndianBytes: bytes))
    #expect(back.samples.map(\.bitPattern) == samples.map(\.bitPattern))
    // A slice does not begin at index 0.
    let slice = (Data([9]) + bytes).dropFirst()
    #expect(Track(layout: layout, rate: .fps60, littleEndianBytes: slice) == track)
  }

  @Test("bytes that are no whole frames are none", arguments: [1, 4, 7, 12, 20])
  func notWhole(count: Int) {
    #expect(Track(layout: layout, rate: .fps60, littleEndianBytes: Data(count: count)) == nil)
  }

  @Test("a layout without columns has no bytes")
  func noColumns() {
    #expect(Track(layout: ChannelLayout([]), rate: .fps60, littleEndianBytes: Data(count: 8)) == nil)
  }
}

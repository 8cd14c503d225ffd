import Testing

@testable import TrackCodec

@Suite struct RangeCoderTests {
  @Test("bits of any likelihood come back", arguments: [0, 1, 2, 3, 100, 20_000])
  func roundTrip(count: Int) {
    var numbers = SeededNumbers(UInt64(count) + 3)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64 + count * 2)
    defer { bytes.deallocate() }
    var encoder = RangeEncoder(bytes: bytes, capacity: 64 + count * 2)
    var told: [(UInt32, UInt32)] = []
    for index in 0..<count {
      let p = UInt32([32, 500, 32768, 65000, 65504][numbers.below(5)])
      // Long runs of likely bits drive carries through bytes of 255.
      let bit: UInt32 = index % 7 == 0 ? UInt32(numbers.below(2)) : (UInt32(numbers.below(65536)) < p ? 1 : 0)
      _ = encoder.code(bit, p)
      told.append((bit, p))
    }
    encoder.finish()
    var decoder = RangeDecoder(bytes: UnsafePointer(bytes), count: encoder.count)
    for (bit, p) in told { #expect(decoder.code(0, p) == bit) }
  }

  @Test("nothing takes no byte") func empty() {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    defer { bytes.deallocate() }
    var encoder = RangeEncoder(bytes: bytes, capacity: 16)
    encoder.finish()
    #expect(encoder.count == 0)
  }
}

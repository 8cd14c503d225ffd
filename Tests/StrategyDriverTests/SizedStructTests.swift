import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("A struct of another size is read as far as both know it")
struct SizedStructTests {
  private func read(_ bytes: [UInt32], atLeast minimum: Int) -> mien_binding? {
    bytes.withUnsafeBytes { bytes in
      SizedStruct.read(
        bytes.baseAddress!.assumingMemoryBound(to: mien_binding.self), atLeast: minimum, zero: mien_binding())
    }
  }

  @Test("an older one is filled up with zeros, a newer one is cut, a smaller one than ever is refused")
  func sizes() {
    // `mien_binding` is its size and one number.
    #expect(read([8, 41], atLeast: 8)?.lookahead_frames == 41)
    #expect(read([4, 41], atLeast: 4)?.lookahead_frames == 0)
    #expect(read([64, 41, 7, 7], atLeast: 8)?.lookahead_frames == 41)
    #expect(read([.max, 41], atLeast: 8)?.lookahead_frames == 41)
    #expect(read([7, 41], atLeast: 8) == nil)
    #expect(read([0, 41], atLeast: 8) == nil)
  }
}

import Testing

@testable import StrategyDriver

@Suite("Chunks are walked by their lengths, and lengths are not believed")
struct FeedReaderTests {
  private func kinds(_ words: [UInt32]) throws -> [UInt32] {
    try words.withUnsafeBytes { bytes in
      var reader = FeedReader(bytes)
      var result: [UInt32] = []
      while let chunk = try reader.next() { result.append(chunk.kind) }
      return result
    }
  }

  @Test("chunks come in order, unknown ones too, and an empty inbox has none")
  func walk() throws {
    #expect(try kinds([]).isEmpty)
    #expect(try kinds([1, 8, 99, 16, 0, 0, 3, 8]) == [1, 99, 3])
  }

  @Test(
    "a length that cannot be is a breach",
    arguments: [[1], [1, 0], [1, 7], [1, 12], [1, UInt32.max], [1, 8, 2]] as [[UInt32]])
  func cut(words: [UInt32]) {
    #expect(throws: StrategyDriverError.self) { _ = try kinds(words) }
  }

  @Test("more than a chunk holds cannot be taken from it, however much is asked for")
  func payload() throws {
    let words: [UInt32] = [1, 20, 5, 6, 7]
    try words.withUnsafeBytes { bytes in
      var reader = FeedReader(bytes)
      var chunk = try #require(try reader.next())
      #expect(try chunk.take(UInt32.self) == 5)
      for count in [3, UInt64.max, UInt64(Int.max), UInt64.max / 4 + 1] {
        #expect(throws: StrategyDriverError.self) { _ = try chunk.take(count: count, stride: 4) }
      }
      #expect(throws: StrategyDriverError.self) { _ = try chunk.take((UInt64, UInt32).self) }
      #expect(try chunk.take(count: 2, stride: 4).bindMemory(to: UInt32.self).map { $0 } == [6, 7])
      #expect(throws: StrategyDriverError.self) { _ = try chunk.take(UInt8.self) }
      #expect(try chunk.take(count: 0).isEmpty)
    }
  }
}

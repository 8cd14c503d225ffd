import Testing

@testable import Studio

@Suite("Lines out of pieces") struct LineCutterTests {
  func cut(_ text: String, by size: Int, limit: Int = 100) -> [LineCutter.Cut] {
    var cutter = LineCutter(limit: limit)
    let bytes = Array(text.utf8)
    var cuts: [LineCutter.Cut] = []
    for first in stride(from: 0, to: bytes.count, by: size) {
      cuts += bytes[first..<min(bytes.count, first + size)].withUnsafeBytes { cutter.feed($0) }
    }
    if let last = cutter.finish() { cuts.append(last) }
    return cuts
  }

  @Test("Every split gives the same lines; blank ones count and are passed over", arguments: 1...12)
  func splits(size: Int) {
    let text = "ab\n\n \r\ncde\r\nf"
    let expected: [LineCutter.Cut] = [
      .line(Array("ab".utf8), number: 1), .line(Array("cde\r".utf8), number: 4),
      .line(Array("f".utf8), number: 5),
    ]
    #expect(cut(text, by: size) == expected)
  }

  @Test("A line at the limit is taken, a longer one is gone and the next is not", arguments: [1, 3, 50])
  func limit(size: Int) {
    let text = String(repeating: "x", count: 10) + "\n" + String(repeating: "y", count: 11) + "\nz\n"
    #expect(
      cut(text, by: size, limit: 10) == [
        .line([UInt8](repeating: UInt8(ascii: "x"), count: 10), number: 1), .tooLong(number: 2),
        .line([UInt8(ascii: "z")], number: 3),
      ])
  }
}

import Foundation
import Testing

@testable import Formats

@Suite struct JSONLinesTests {
  private func lines(_ source: JSONLines) throws -> [String] {
    var source = source
    var out: [String] = []
    while let line = try source.next() {
      out.append("\(line.number):\(String(decoding: line.bytes, as: UTF8.self))")
    }
    return out
  }

  @discardableResult
  private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lines-\(UUID().uuidString).jsonl")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  @Test func `line ends, blank lines, a mark of byte order and a missing last end`() throws {
    let text = "\u{FEFF}{\"a\":1}\r\n\n  \t\r\n[2]\n\"x\""
    #expect(try lines(JSONLines(Array(text.utf8), file: "f")) == ["1:{\"a\":1}", "4:[2]", "5:\"x\""])
    let all = try lines(JSONLines(Array(text.utf8), file: "f", keepsBlanks: true))
    #expect(all == ["1:{\"a\":1}", "2:", "3:  \t", "4:[2]", "5:\"x\""])
    #expect(try lines(JSONLines([UInt8](), file: "f")).isEmpty)
    #expect(try lines(JSONLines(Array("\n\n".utf8), file: "f")).isEmpty)
  }

  @Test func `a file gives the same lines as its bytes`() throws {
    var text = ""
    for k in 0..<3000 { text += "{\"n\":\(k),\"t\":\"\(String(repeating: "é", count: (k * 37) % 997))\"}\n" }
    let bytes = Array((text + "\"last\"").utf8)
    #expect(bytes.count > 2 * JSONLines.piece)
    let inMemory = try lines(JSONLines(bytes, file: "f"))
    #expect(try withFile(bytes) { try lines(JSONLines(path: $0, file: "f")) } == inMemory)
    #expect(inMemory.count == 3001)
  }

  @Test func `a line of many pieces is one line`() throws {
    let long = String(repeating: "a", count: 3 * JSONLines.piece + 17)
    let out = try withFile(Array("1\n\"\(long)\"\n2".utf8)) { try lines(JSONLines(path: $0, file: "f")) }
    #expect(out == ["1:1", "2:\"\(long)\"", "3:2"])
  }

  @Test func `a line beyond the limit is refused by it, from a file and from bytes`() throws {
    let bytes = Array("1\n123456789\n".utf8)
    let part = "line 2: is longer than 8 bytes"
    #expect { try lines(JSONLines(bytes, file: "f", limit: 8)) } throws: { "\($0)".contains(part) }
    try withFile(bytes) { path in
      #expect { try lines(JSONLines(path: path, file: "f", limit: 8)) } throws: { "\($0)".contains(part) }
    }
    #expect(try lines(JSONLines(bytes, file: "f", limit: 9)).count == 2)
  }

  @Test func `a line of 100 MB is refused after the limit, not at its end`() throws {
    let size = 100 << 20
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lines-\(UUID().uuidString).jsonl")
    #expect(FileManager.default.createFile(atPath: url.path, contents: nil))
    defer { try? FileManager.default.removeItem(at: url) }
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: UInt64(size))  // a hole: zero bytes without a line end
    try handle.close()
    #expect {
      try lines(JSONLines(path: url.path, file: "f"))
    } throws: {
      "\($0)" == "f: line 1: is longer than \(32 << 20) bytes, the most that is read of one line; "
        + "write one value to a line, and shorter pieces of audio"
    }
  }

  @Test func `values know their line`() throws {
    var source = JSONLines(Array("{}\n\n[1,}\n".utf8), file: "a.jsonl")
    #expect(try source.next()?.value() == .object([:]))
    let line = try #require(try source.next())
    #expect { try line.value() } throws: { "\($0)".hasPrefix("a.jsonl: line 3, column 4: expected a value") }
  }

  @Test func `a file that is not there is unreadable`() {
    #expect(throws: FormatsError.unreadable(file: "f", reason: "the file cannot be opened")) {
      try JSONLines(path: "/nowhere/at/all", file: "f")
    }
    #expect(throws: FormatsError.self) { try lines(JSONLines(path: "/", file: "f")) }
  }
}

import Foundation
import Testing

@testable import Shell

@Suite("Lines come from files and streams")
struct LineSourceTests {
  private func lines(_ bytes: [UInt8]) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var source = try KnownLines(file: file.path)
    var result: [String] = []
    while let line = source.next() { result.append(line) }
    return result
  }

  @Test("LF and CRLF end lines; the last may lack its end; a byte-order mark is no part of the first")
  func ends() throws {
    #expect(try lines(Array("a\nb\r\n\nc".utf8)) == ["a", "b", "", "c"])
    #expect(try lines([0xEF, 0xBB, 0xBF] + Array("run\n".utf8)) == ["run"])
    #expect(try lines([]) == [])
    #expect(try lines(Array("\n".utf8)) == [""])
  }

  @Test("A long line comes whole, one that no command can be is refused with its place")
  func long() throws {
    let long = String(repeating: "ä", count: StreamedLines.longestLine / 2)
    #expect(try lines(Array("\(long)\nx\n".utf8)) == [long, "x"])
    for tooLong in ["x\n\(long)ä\ny\n", "x\n\(long)ä", "x\n" + String(repeating: long, count: 40)] {
      let error = #expect(throws: ShellError.self) { try lines(Array(tooLong.utf8)) }
      guard case .lineTooLong(_, line: 2, limit: StreamedLines.longestLine) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test("Bytes that are no text are refused with their line")
  func notText() {
    let error = #expect(throws: ShellError.self) { try lines(Array("ok\nbad ".utf8) + [0xFF, 0x0A]) }
    guard case .notText(_, let line) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(line == 2)
  }

  @Test("A file that is not there and a folder are refused by name", arguments: ["/no/such/file", "/tmp"])
  func unreadable(path: String) {
    let error = #expect(throws: ShellError.self) { try KnownLines(file: path) }
    #expect(error?.description.contains(path) == true)
  }

  @Test("A stream gives each line as soon as it is whole")
  func streamed() throws {
    let pipe = Pipe()
    var source = StreamedLines(
      name: "stdin", descriptor: pipe.fileHandleForReading.fileDescriptor, signals: nil)
    try pipe.fileHandleForWriting.write(contentsOf: Data("one\ntw".utf8))
    #expect(try source.next() == "one")
    try pipe.fileHandleForWriting.write(contentsOf: Data("o\nthree".utf8))
    #expect(try source.next() == "two")
    try pipe.fileHandleForWriting.close()
    #expect(try source.next() == "three")
    #expect(try source.next() == nil)
  }
}

import Catalog
import Conversation
import Foundation
import Testing

@Suite("Fuzz: stored files that are too large or lie are refused")
struct LongLogTests {
  @Test("a record with a text of 100 MB on its line is refused, and so is nesting")
  func longLine() throws {
    var bytes = Data(#"{"id":"t","op":"announce","kind":"turn","participant":"a","text":""#.utf8)
    bytes.append(Data(repeating: UInt8(ascii: "x"), count: 100_000_000))
    let error = #expect(throws: CatalogError.self) { try RecordingLog.read(bytes, file: "log.jsonl") }
    #expect(error?.description.hasPrefix("log.jsonl: line 1: it is longer than 1048576 bytes; ") == true)
    let nested = Data(#"{"id":"#.utf8) + Data(repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: CatalogError.self) { try RecordingLog.read(nested, file: "log.jsonl") }
  }
}

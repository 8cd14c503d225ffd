import Formats
import Foundation
import Testing

@Suite("MELD tables")
struct MELDTableTests {
  private static let seeds = SeedFolder("MELD")
  private static let says: [String: String] = [
    "empty.csv": "line 1: there is no header row",
    "missing-column.csv": "line 1: there is no column 'EndTime'",
    "no-usable-row.csv": "line 2: there is no row with dialogue, speaker and utterance",
    "open-quote.csv": "line 2: a quoted field is not closed",
    "short-row.csv": "line 2: it has 9 fields and the header 11",
    "text-after-quote.csv": "line 2: something follows a closing quote",
    "utf-16-cut.csv": "byte 1: it begins as UTF-16 and is cut or broken",
    "zero-byte.csv": "line 2: it holds a zero byte, so it is no text in UTF-8",
  ]

  @Test("a broken table is refused with line, reason and cure", arguments: seeds.names)
  func refuses(_ name: String) throws {
    let says = try #require(Self.says[name], "say here what \(name) must be refused with")
    let bytes = try Self.seeds.bytes(name)
    let error = #expect(throws: FormatsError.self) { try MELDTable(bytes, file: name) }
    #expect(error?.description.hasPrefix("\(name): \(says)") == true, "\(error?.description ?? "")")
  }

  @Test("every seed is still there")
  func complete() { #expect(Self.seeds.names == Self.says.keys.sorted()) }
}

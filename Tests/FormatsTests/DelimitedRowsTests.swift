import Foundation
import Testing

@testable import Formats

@Suite("Delimited rows")
struct DelimitedRowsTests {
  private static let seeds = SeedFolder("CSV")

  private func rows(
    _ bytes: Data, _ delimiter: Character = ",", quotes: Bool = true
  ) throws -> (header: [String], rows: [[String]], lines: [Int]) {
    var table = try DelimitedRows(bytes, file: "t", delimiter: delimiter.asciiValue ?? 0, quotes: quotes)
    var rows: [[String]] = []
    var lines: [Int] = []
    while try table.next() {
      rows.append((0..<table.count).map { table.text($0) })
      lines.append(table.line)
    }
    return (table.header, rows, lines)
  }

  @Test("quoted fields hold delimiters, breaks and doubled quotes; lines count through them")
  func quoting() throws {
    let text = "a,b\n\"x,\ny\",\"\"\"q\"\" z\"\n\n1 , 2\r\n3,\"\""
    let table = try rows(Data(text.utf8))
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["x,\ny", "\"q\" z"], ["1", "2"], ["3", ""]])
    #expect(table.lines == [2, 5, 6])
  }

  @Test("carriage returns alone end lines")
  func carriageReturns() throws {
    let table = try rows(try Self.seeds.bytes("lone-cr.csv"))
    #expect(table.rows == [["1", "x\ry"]] && table.lines == [2])
  }

  @Test("marks of byte order are stepped over, and UTF-16 is read")
  func encodings() throws {
    #expect(try rows(try Self.seeds.bytes("bom.csv")).header == ["a", "b"])
    #expect(try rows(try Self.seeds.bytes("utf-16.csv")).rows == [["1", "é"]])
    let big = Data([0xFE, 0xFF] + "a;b\n1;ü".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    #expect(try rows(big, ";").rows == [["1", "ü"]])
    #expect(throws: FormatsError.self) { try rows(try Self.seeds.bytes("half-surrogate-utf-16.csv")) }
  }

  @Test("any delimiter, and quotes that are characters like others")
  func delimiters() throws {
    #expect(try rows(try Self.seeds.bytes("tabs.tsv"), "\t").rows == [["1", "x\ty"]])
    #expect(
      try rows(Data("a|b\n\"x\" he said|y\n".utf8), "|", quotes: false).rows == [["\"x\" he said", "y"]])
  }

  @Test("rows of nothing are skipped, a row of another width is refused with its line")
  func widths() throws {
    let error = #expect(throws: FormatsError.self) { try rows(try Self.seeds.bytes("commas-only.csv")) }
    #expect(error?.description == "t: line 4: it has 4 fields and the header 3; complete the row")
    #expect(try rows(Data("a,b,c\n,,\n1,2,3\n  \n".utf8)).rows == [["1", "2", "3"]])
  }

  @Test("a column that occurs twice is refused when it is asked for")
  func twice() throws {
    let table = try DelimitedRows(try Self.seeds.bytes("twice.csv"), file: "t")
    #expect(throws: FormatsError.self) { try table.column("a") }
    #expect(try table.column("b") == nil)
  }

  @Test("cut anywhere, a table is read or refused", arguments: seeds.names)
  func cuts(_ name: String) throws {
    let bytes = try Self.seeds.bytes(name)
    for count in 0..<bytes.count {
      do { _ = try rows(bytes.prefix(count)) } catch { #expect("\(error)".hasPrefix("t: ")) }
    }
  }

  @Test("a slice of bytes that does not begin at zero is read as it stands")
  func slices() throws { #expect(try rows(Data("xxa,b\n1,2".utf8).dropFirst(2)).rows == [["1", "2"]]) }
}

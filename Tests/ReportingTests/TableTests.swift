import Foundation
import Reporting
import Testing

@Suite("A table prints the same rows for people and for machines")
struct TableTests {
  private let table = Table(
    columns: [
      .text("name", "Name"), .number("score", "Score"), .machine("raw"), .text("note", "Note"),
    ],
    rows: [
      [.text("speech"), .number(0.123456, digits: 3), .integer(7), .text("fine")],
      [.text("笑顔"), .missing("no phones"), .flag(true), .missing("")],
    ])

  @Test("Columns line up under their titles, wide characters counted double")
  func aligned() {
    let lines = table.rendered(as: .table).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0] == "Name                   Score  Note")
    #expect(lines[3] == "笑顔    undefined: no phones  –")
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
  }

  @Test("A missing value in the last column does not push the numbers aside")
  func overflowingReason() {
    let table = Table(
      columns: [.text("a", "a"), .number("v", "value")],
      rows: [[.text("x"), .number(1.5, digits: 1)], [.text("y"), .missing("no speech at all")]])
    #expect(
      table.rendered(as: .table) == """
        a  value
        ─  ─────
        x    1.5
        y  undefined: no speech at all

        """)
  }

  @Test("No line is wider than the terminal and numbers keep their digits", arguments: [12, 20, 30, 80])
  func narrow(width: Int) {
    let table = Table(
      columns: [.text("a", "a long title here"), .number("v", "value"), .text("b", "another")],
      rows: [[.text("some text that is long"), .number(1234.5, digits: 1), .text("日本語の長い文章です")]])
    let lines = table.rendered(as: .table, width: width).split(separator: "\n")
    for line in lines { #expect(DisplayWidth.of(String(line)) <= width) }
    if width >= 30 { #expect(lines[2].contains("1234.5")) }
  }

  @Test("Where a terminal is too narrow, a table is set in parts that all begin with what names a row")
  func parts() {
    var table = Table(
      columns: [
        .text("id", "run"), .text("kind", "kind"), .number("x", "a long score ↑"),
        .number("y", "another score ↓"),
        .text("why", "why"),
      ],
      rows: [
        [.text("speech-0123abcd"), .text("H2"), .number(1.5, digits: 3), .number(2, digits: 3), .text("ok")]
      ])
    let parts = table.rendered(as: .table, width: 40).components(separatedBy: "\n\n")
    #expect(parts.count == 2)
    for part in parts { #expect(part.contains("speech-0123abcd")) }
    #expect(parts[0].contains("1.500") && parts[1].contains("2.000") && parts[1].contains("another score ↓"))
    table.keys = 2
    for part in table.rendered(as: .table, width: 40).components(separatedBy: "\n\n") {
      #expect(part.contains("speech-0123abcd  H2"))
    }
    #expect(!table.rendered(as: .table, width: 200).contains("\n\n"))
  }

  @Test("JSON keeps numbers whole, missing values null and the order of the columns")
  func json() throws {
    let text = table.rendered(as: .json)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(rows[0]["score"] as? Double == 0.123456)
    #expect(rows[0]["raw"] as? Int == 7)
    #expect(rows[1]["score"] is NSNull)
    #expect(rows[1]["raw"] as? Bool == true)
    let places = ["name", "score", "raw", "note"].compactMap { text.range(of: "\"\($0)\"")?.lowerBound }
    #expect(places.count == 4 && places == places.sorted())
  }

  @Test("JSON under a schema names it, and an empty table is an empty array")
  func jsonSchema() throws {
    let empty = Table(columns: [.text("a", "a")])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(empty.json(schema: "mien.x/1", key: "rows").utf8))
        as? [String: Any])
    #expect(object["schema"] as? String == "mien.x/1")
    #expect((object["rows"] as? [Any])?.isEmpty == true)
    #expect(empty.rendered(as: .csv) == "a\r\n")
  }

  @Test("CSV quotes as RFC 4180 asks")
  func csv() {
    let table = Table(
      columns: [.text("a", "A"), .text("b", "B")],
      rows: [[.text("x,y"), .text("he said \"no\"")], [.text("two\nlines"), .missing("why")]])
    #expect(table.rendered(as: .csv) == "a,b\r\n\"x,y\",\"he said \"\"no\"\"\"\r\n\"two\nlines\",\r\n")
  }

  @Test("TSV keeps one row on one line")
  func tsv() {
    let table = Table(columns: [.text("a", "A"), .number("n", "N")])
    var filled = table
    filled.append([.text("tab\there\\\n"), .number(.infinity, digits: 2)])
    #expect(filled.rendered(as: .tsv) == "a\tn\ntab\\there\\\\\\n\t\n")
  }

  @Test("Markdown escapes its own marks and states the alignment")
  func markdown() {
    let table = Table(
      columns: [.text("a", "A"), .number("n", "N")], rows: [[.text("x|*y*"), .number(2, digits: 1)]])
    #expect(
      table.rendered(as: .markdown) == """
        | A        |   N |
        | :------- | --: |
        | x\\|\\*y\\* | 2.0 |

        """)
  }

  @Test("Escape sequences from a file never reach the terminal", arguments: TableFormat.allCases)
  func harmless(format: TableFormat) {
    let table = Table(
      columns: [.text("a", "A\u{1B}[2J")], rows: [[.text("red\u{1B}[31m\u{202E}\u{9B}\u{7F}x")]])
    for scalar in table.rendered(as: format).unicodeScalars where scalar != "\n" && scalar != "\r" {
      #expect(!(scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x202E))
    }
  }
}

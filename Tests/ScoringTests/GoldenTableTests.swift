import Foundation
import Testing

@testable import Scoring

@Suite struct GoldenTableTests {
  static func table(_ text: String) throws(VerificationError) -> GoldenTable {
    try GoldenTable(csv: Data(text.utf8), file: "t.csv")
  }

  @Test func readsRowsUnderAHeader() throws {
    let table = try Self.table("a,b\r\n1,-2.5\r\n3e2, 4\r\n\r\n")
    #expect(table.names == ["a", "b"])
    #expect(table.values == [1, -2.5, 300, 4])
    #expect(table.column(1) == [-2.5, 4] && table.row(1) == [300, 4])
    #expect(try Self.table("a\n").count == 0)
    #expect(try Self.table("a,b\r1,2\r3,4\r").values == [1, 2, 3, 4])
  }

  @Test(
    arguments: [
      ("a,b\n1\n", 2), ("a\n1\nx\n", 3), ("a\n1\n\n2\n", 3), ("a\nnan\n", 2), ("a\n1\n-inf\n", 3), ("", 1),
      ("a\n1e999\n", 2), ("a\r1\rx\r", 3),
    ])
  func namesTheLineOfAFault(_ text: String, _ line: Int) {
    do throws(VerificationError) {
      _ = try Self.table(text)
      Issue.record("it was accepted")
    } catch {
      guard case .badTable(_, line, _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(throws: VerificationError.self) { try GoldenTable(csv: Data([0xff, 0xfe, 0x0a]), file: "t.csv") }
  }
}

import Formats
import Testing

@testable import Catalog

@Suite("Reports of imports")
struct ImportReportTests {
  @Test("equal texts become one line with the number of places, sorts in order")
  func lines() {
    var report = ImportReport()
    report.add(.leftOut, "a", "tier 'x' is not used")
    for place in ["p", "q", "r"] { report.add(.missing, place, "there is no audio") }
    report.add(.read, "dev.csv", "3 recordings")
    #expect(
      report.lines == [
        "read: dev.csv: 3 recordings", "missing: p: there is no audio (and in 2 more places)",
        "left out: a: tier 'x' is not used",
      ])
    #expect(report.counts.map(\.count) == [1, 3, 1])
    #expect(report.faults.map(\.place) == ["a"])
  }

  @Test("numbers grow over the import and are said once")
  func tallies() {
    var report = ImportReport()
    func tally(_ place: String, _ amount: Int) -> ImportReport.Tally {
      .init(.repaired, place, amount, one: "turn overlaps", many: "turns overlap")
    }
    report.add(tally("dia0", 0))
    #expect(report.notes.isEmpty)
    report.add(tally("dia1", 1))
    #expect(report.lines == ["repaired: dia1: 1 turn overlaps"])
    report.add(tally("dia2", 0))
    report.add(tally("dia3", 4))
    #expect(report.lines == ["repaired: dia1 and 1 more: 5 turns overlap"])
    #expect(report.faults.count == 1)
  }

  @Test("what is beyond the longest list is counted")
  func long() {
    var report = ImportReport()
    for number in 0..<(ImportReport.longest + 7) { report.add(.read, "f", "thing \(number)") }
    #expect(report.lines.count == ImportReport.longest + 1)
    #expect(report.lines.last == "and 7 lines more")
  }
}

import Provenance
import Scoring
import Testing

@testable import Reporting

@Suite struct CorruptionReportTests {
  @Test func withoutClipsNothingIsTested() {
    let report = CorruptionReport(
      subject: "nobody", origin: "no clips", matrix: CorruptionTable.trial(.init(good: []), seed: Seed(1)))
    #expect(report.newFailures.isEmpty)
    #expect(report.outlived.isEmpty)
    #expect(report.summary.hasPrefix("0 of 0 claims hold"))
    #expect(!report.untested.isEmpty)
    #expect(report.text(.markdown, width: nil).contains("Not tested here"))
  }

  @Test func departuresStateTheirReason() {
    #expect(!CorruptionReport.departures.isEmpty)
    #expect(CorruptionReport.departures.allSatisfy { !$0.reason.isEmpty && !$0.cell.isEmpty })
  }

  @Test func thePageNamesEveryRowAndColumn() {
    let page = CorruptionPage([]).markdown
    for row in CorruptionTable.rows { #expect(page.contains("| \(row.title) |"), "\(row.id)") }
    for column in CorruptionColumn.all { #expect(page.contains("| \(column.title) |"), "\(column.id)") }
  }
}

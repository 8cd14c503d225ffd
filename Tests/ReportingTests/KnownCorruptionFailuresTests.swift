import Scoring
import Testing

@testable import Reporting

@Suite struct KnownCorruptionFailuresTests {
  @Test func everyEntryMeansAClaimThatIsMade() {
    for entry in KnownCorruptionFailures.all {
      let claimed = CorruptionTable.claimed(corruption: entry.corruption, column: entry.column)
      #expect(claimed?.claim != nil, "\(entry.corruption) \(entry.column)")
      #expect(!entry.reason.isEmpty)
    }
  }

  @Test func noCellIsListedTwice() {
    let cells = KnownCorruptionFailures.all.map { "\($0.character) \($0.corruption) \($0.column)" }
    #expect(Set(cells).count == cells.count)
  }
}

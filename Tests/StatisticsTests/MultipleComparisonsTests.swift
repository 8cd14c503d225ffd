import Statistics
import Testing

@Suite("Adjusted p values")
struct MultipleComparisonsTests {
  @Test("reproduces the golden family", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("holm_bh")
    let p = try Golden.column("pvalues")
    #expect(golden.agrees(try MultipleComparisons.holm(p), try golden.list("holm")))
    #expect(golden.agrees(try MultipleComparisons.benjaminiHochberg(p), try golden.list("bh")))
  }

  @Test("keeps the given order, never falls below p or above 1")
  func order() throws {
    let p = [0.5, 0.003, 0.9, 0.003, 0.04]
    let holm = try MultipleComparisons.holm(p)
    let screened = try MultipleComparisons.benjaminiHochberg(p)
    #expect(holm == [1, 0.015, 1, 0.015, 0.12])
    for index in p.indices {
      #expect(screened[index] >= p[index])
      #expect(holm[index] >= screened[index])
    }
    #expect(try MultipleComparisons.holm([0.2]) == [0.2])
  }

  @Test("refuses an empty family and what is no probability", arguments: [[], [0.1, 1.2], [-0.1], [.nan]])
  func refuses(p: [Double]) {
    #expect(throws: StatisticsError.self) { try MultipleComparisons.holm(p) }
    #expect(throws: StatisticsError.self) { try MultipleComparisons.benjaminiHochberg(p) }
  }
}

import Testing

@testable import Scoring

@Suite struct LogNormalityTests {
  @Test(arguments: [
    ([2.1, 3.4, 1.2, 5.6, 2.9, 4.4, 0.9, 7.3, 3.1, 2.2], 0.19009057174995356),
    ([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9], 2.152980509174132),
    ([3.0, 3.1, 2.9, 3.2, 3.05, 2.95, 3.15, 2.85, 12.0], 2.546226710620626),
  ]) func agreesWithScipy(_ durations: [Double], _ expected: Double) throws {
    let value = try LogNormality.andersonDarling(durations)
    #expect(abs(value - expected) < 1e-9)
    // The unit and the order do not matter.
    let other = try LogNormality.andersonDarling(durations.reversed().map { $0 * 1000 })
    #expect(abs(other - expected) < 1e-9)
  }

  @Test func aFarValueStaysFinite() throws {
    let value = try LogNormality.andersonDarling([Double](repeating: 1, count: 3000) + [1e-300, 1e300])
    #expect(value.isFinite && value > LogNormality.critical)
  }

  @Test func isUndefinedForFewEqualOrNegativeDurations() {
    func reason(_ durations: [Double]) -> String? {
      do throws(Undefined) { _ = try LogNormality.andersonDarling(durations) } catch { return error.reason }
      return nil
    }
    #expect(reason([1, 2, 3, 4, 5, 6, 7])?.contains("at least 8") == true)
    #expect(reason([Double](repeating: 2, count: 9)) == "all intervals are equal")
    #expect(reason([1, 2, 3, 4, 5, 6, 7, 0])?.contains("not above 0") == true)
    #expect(reason([])?.contains("0 intervals") == true)
  }
}

import Statistics
import Testing

@Suite("Error rates")
struct ErrorRatesTests {
  @Test("reproduces the golden scores", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("eer")
    let rates = try ErrorRates(genuine: try Golden.column("genuine"), impostor: try Golden.column("impostor"))
    #expect(golden.agrees(rates.equalErrorRate, try golden.number("eer")))
    #expect(golden.agrees(rates.areaUnderCurve, try golden.number("auc")))
    #expect(golden.agrees(try #require(rates.sensitivity.value), try golden.number("dprime")))
  }

  @Test("separable scores err never, equal ones half the time")
  func ends() throws {
    let apart = try ErrorRates(genuine: [1, 2], impostor: [-1, 0])
    #expect(apart.equalErrorRate == 0 && apart.areaUnderCurve == 1)
    #expect(abs(try #require(apart.sensitivity.value) - 8.0.squareRoot()) < 1e-14)
    let same = try ErrorRates(genuine: [0, 1, 2, 3], impostor: [0, 1, 2, 3])
    #expect(same.equalErrorRate == 0.5 && same.areaUnderCurve == 0.5)
    #expect(same.sensitivity.value == 0)
    #expect(try ErrorRates(genuine: [-1, -2], impostor: [1, 2]).equalErrorRate == 1)
  }

  @Test("one score on a side has rates and no d'; constant scores have none either")
  func undefined() throws {
    let one = try ErrorRates(genuine: [1], impostor: [0, 2])
    #expect(one.areaUnderCurve == 0.5 && one.sensitivity.value == nil)
    #expect(try ErrorRates(genuine: [3, 3], impostor: [1, 1]).sensitivity.value == nil)
    #expect(throws: StatisticsError.self) { try ErrorRates(genuine: [], impostor: [1]) }
    #expect(throws: StatisticsError.self) { try ErrorRates(genuine: [1], impostor: [.nan]) }
  }

  @Test("the threshold lets through no more impostors than allowed", arguments: [0, 0.01, 0.25, 0.5, 1])
  func threshold(rate: Double) throws {
    let impostor = (0..<100).map { Double($0 / 2) }
    let limit = try ErrorRates.threshold(impostor: impostor, falseAcceptance: rate)
    let accepted = impostor.count { $0 >= limit }
    #expect(Double(accepted) <= rate * 100)
    #expect(Double(impostor.count { $0 >= limit.nextDown }) > rate * 100 || accepted == 100)
  }
}

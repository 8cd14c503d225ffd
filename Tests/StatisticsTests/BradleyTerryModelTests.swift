import Foundation
import Statistics
import Testing

@Suite("Bradley-Terry model")
struct BradleyTerryModelTests {
  @Test("reproduces the golden votes", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("bradley_terry")
    let model = try BradleyTerryModel(wins: try Golden.rows("wins"))
    #expect(golden.agrees(model.strengths, try golden.list("theta")))
    #expect(golden.agrees(model.elo, try golden.list("elo")))
    #expect(golden.agrees(model.standardErrors, try golden.list("se_theta")))
    #expect(golden.agrees(model.logLikelihood, try golden.number("loglik")))
  }

  @Test("two systems at 3:1 differ by ln 3")
  func two() throws {
    let model = try BradleyTerryModel(wins: [[0, 30], [10, 0]])
    #expect(abs(model.strengths[0] - model.strengths[1] - log(3)) < 1e-12)
    // Information of the difference is 40·¾·¼ = 7.5; θ is half of it.
    #expect(abs(model.standardErrors[0] - 0.5 / 7.5.squareRoot()) < 1e-12)
  }

  @Test(
    "refuses unbeaten and winless systems and islands",
    arguments: [
      [[0, 5, 5], [0, 0, 2], [0, 2, 0]], [[0, 2, 5], [2, 0, 5], [0, 0, 0]],
      [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]],
    ] as [[[Double]]])
  func disconnected(wins: [[Double]]) {
    let error = #expect(throws: StatisticsError.self) { try BradleyTerryModel(wins: wins) }
    guard case .notConnected = error else {
      Issue.record("refused for another reason")
      return
    }
  }

  @Test(
    "refuses tables that are none",
    arguments: [[], [[0]], [[0, 1], [1]], [[0, -1], [1, 0]], [[0, Double.nan], [1, 0]]] as [[[Double]]])
  func refuses(wins: [[Double]]) {
    #expect(throws: StatisticsError.self) { try BradleyTerryModel(wins: wins) }
  }
}

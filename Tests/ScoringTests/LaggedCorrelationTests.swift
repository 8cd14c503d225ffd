import Foundation
import Testing

@testable import Scoring

@Suite struct LaggedCorrelationTests {
  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func agreesWithTheGoldenLag() throws {
    let fit = try #require(
      LaggedCorrelation(
        try GoldenVectors.columns("lip_ref")[0], try GoldenVectors.columns("lip_test")[0], largestLag: 10))
    #expect(Double(fit.lag) == (try GoldenVectors.number("xcorr_lag", "lag_frames")))
    #expect(agree(fit.peak, try GoldenVectors.number("xcorr_lag", "r"), 1e-9))
    #expect(agree(fit.refinedLag * 1000 / 30, try GoldenVectors.number("xcorr_lag", "lag_ms"), 1e-9))
  }

  @Test func onlyTheChosenSamplesCount() throws {
    let x: [Double] = [0, 1, 0, 2, 9, 9, 9, 0, 1, 3]
    let y: [Double] = [0, 2, 0, 4, -9, 5, -9, 0, 2, 6]
    let fit = try #require(LaggedCorrelation(x, y, samples: [0, 1, 2, 3, 7, 8, 9], largestLag: 0))
    #expect(abs(fit.atZero - 1) < 1e-12)
    let all = try #require(LaggedCorrelation(x, y, largestLag: 0))
    #expect(all.atZero < 0.5)
  }

  @Test func aPeakAtTheEdgeIsNotRefined() throws {
    let x = (0..<30).map { Double($0 % 17) }
    let late = (0..<30).map { $0 >= 4 ? x[$0 - 4] : 0 }
    let fit = try #require(LaggedCorrelation(x, late, largestLag: 4))
    #expect(fit.lag == 4)
    #expect(fit.refinedLag == 4)
  }

  @Test func aConstantHasNoCorrelation() {
    #expect(LaggedCorrelation([1, 2, 3, 4], [0.3, 0.3, 0.3, 0.3], largestLag: 1) == nil)
  }
}

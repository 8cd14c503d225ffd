import Testing

@testable import Scoring

@Suite struct GaussianSmoothingTests {
  @Test func aConstantStaysConstantUpToItsEnds() {
    for value in GaussianSmoothing.smooth([Double](repeating: 3, count: 50), deviation: 2.4) {
      #expect(abs(value - 3) < 1e-12)
    }
  }

  @Test func anImpulseBecomesABellOfTheSameSum() {
    var impulse = [Double](repeating: 0, count: 41)
    impulse[20] = 1
    let bell = GaussianSmoothing.smooth(impulse, deviation: 2)
    #expect(abs(bell.reduce(0, +) - 1) < 1e-12)
    #expect(bell[18] == bell[22])
    #expect(abs(bell[22] / bell[20] - 0.6065306597126334) < 1e-12)
    #expect(bell[11] == 0)
  }

  @Test func noDeviationNoChange() {
    #expect(GaussianSmoothing.smooth([1, 2], deviation: 0) == [1, 2])
    #expect(GaussianSmoothing.smooth([], deviation: 3).isEmpty)
  }
}

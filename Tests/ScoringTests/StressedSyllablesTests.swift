import Testing

@testable import Scoring

@Suite struct StressedSyllablesTests {
  @Test func peaksNeedThreeDecibelsOnBothSides() {
    #expect(StressedSyllables.peaks(of: [0, 4, 0, 2, 0, 5, 3, 6, 0]) == [1, 7])
    #expect(StressedSyllables.peaks(of: [0, 4, 0, 3, 0, 5, 2, 6, 0]) == [1, 3, 5, 7])
  }

  @Test func aPlateauIsOnePeakInItsMiddle() {
    #expect(StressedSyllables.peaks(of: [0, 5, 5, 5, 0]) == [2])
    #expect(StressedSyllables.peaks(of: [5, 5, 5]).isEmpty)
  }

  @Test func peaksFarBelowTheLoudestAreNoise() {
    #expect(StressedSyllables.peaks(of: [-90, -20, -90, -60, -90]) == [1])
    #expect(StressedSyllables.peaks(of: []).isEmpty)
  }
}

import Testing

@testable import Scoring

@Suite struct ShiftedBeatsTests {
  static let onsets = [0.4, 1.1, 2.5, 3.0, 4.7, 6.2, 7.7, 8.1]

  @Test func beatsOnOnsetsStandOutFromTheirShifts() throws {
    let on = ShiftedBeats(onsets: Self.onsets, beats: Self.onsets, sigma: 0.1, duration: 10, shifts: 20)
    #expect(abs(on.score - 1) < 1e-12)
    #expect(abs(try #require(on.corrected) - 1) < 1e-12)
    let late = ShiftedBeats(
      onsets: Self.onsets, beats: Self.onsets.map { $0 + 0.3 }, sigma: 0.1, duration: 10, shifts: 20)
    #expect(try #require(late.corrected) < 0.3)
  }

  @Test func noBeatsScoreZero() {
    let none = ShiftedBeats(onsets: Self.onsets, beats: [], sigma: 0.1, duration: 10, shifts: 20)
    #expect(none.score == 0 && none.corrected == 0)
  }
}

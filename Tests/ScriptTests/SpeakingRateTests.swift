import Script
import Testing

@Suite("Times of speech that nobody timed")
struct SpeakingRateTests {
  @Test("words last by syllables, marks pause, offsets count bytes")
  func words() {
    let words = SpeakingRate().words(of: "  Ja, wäre – banana. 77")
    #expect(words.map(\.text) == ["Ja,", "wäre", "banana.", "77"])
    #expect(words.map(\.offset) == [2, 6, 16, 24])
    #expect(words.map { Int(($0.end - $0.start) * 1000 + 0.5) } == [250, 250, 590, 760])
    #expect(words.map { Int($0.start * 1000 + 0.5) } == [0, 430, 680, 1720])
  }

  @Test("another rate scales lengths and pauses, to whole milliseconds")
  func rate() {
    let words = SpeakingRate(wordsPerMinute: 85).words(of: "Ja, ja")
    #expect(words.map { Int($0.start * 1000 + 0.5) } == [0, 860])
    #expect(SpeakingRate(wordsPerMinute: .infinity).wordsPerMinute == 1000)
    #expect(SpeakingRate(wordsPerMinute: 0).wordsPerMinute == 20)
  }

  @Test("syllables: groups of vowels, a silent e, digits one by one, at least one")
  func syllables() {
    #expect(
      ["cake", "the", "idea", "mmh", "1917", "東京"].map { SpeakingRate.syllables(of: $0) } == [
        1, 1, 2, 1, 5, 2,
      ])
  }

  @Test("a text without words has none")
  func empty() { #expect(SpeakingRate().words(of: " – … ").isEmpty) }
}

import Testing

@testable import Speech

@Suite struct FeatureColumnsTests {
  @Test("strategies bind by name, and the first sixteen stay where they were")
  func order() {
    #expect(
      SpeechFeatures.columns.prefix(16) == [
        "level", "level300", "level700", "level1200", "level2000", "ratio", "floor", "floor700", "peak",
        "openness", "activity", "rounding", "spread", "closing", "pitch", "voiced",
      ])
    #expect(Set(SpeechFeatures.columns).count == SpeechFeatures.columns.count)
    #expect(SpeechFeatures.column("mfcc12") == SpeechFeatures.columns.count - 1)
    #expect(SpeechFeatures.column("nobody") == nil)
  }

  @Test("every column says what it is, how it is made and how late it is")
  func words() {
    for column in SpeechFeatures.all {
      #expect(
        !column.summary.isEmpty && !column.method.isEmpty && column.delayMilliseconds >= 12.5,
        "\(column.name)")
    }
  }

  @Test("a row has a number for every column")
  func width() {
    let matrix = SpeechFeatures.analyse(SpeechSamples.syllables(seconds: 1))
    #expect(matrix.columnCount == SpeechFeatures.all.count)
    #expect(matrix.rows.count == 100 * SpeechFeatures.all.count)
  }
}

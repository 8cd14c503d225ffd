/// The streaming features of speech audio that strategies and metrics share: names, delays, analysis.
///
/// Everything is causal: row r rests on samples before (r + 1) · 160 alone, and analysis in any chunking
/// gives the same bits (``SpeechAnalyser``).
public enum SpeechFeatures {
  /// What a column is.
  public struct Column: Hashable, Sendable {
    /// Name, as in `features/1`.
    public let name: String
    /// Unit, empty for numbers 0…1.
    public let unit: String
    /// One line of meaning.
    public let summary: String
    /// Delay of the number behind the sound, beyond the end of its frame, in milliseconds: half the window plus
    /// smoothing.
    public let delayMilliseconds: Double

    init(_ name: String, _ unit: String, _ summary: String, delay: Double) {
      self.name = name
      self.unit = unit
      self.summary = summary
      delayMilliseconds = delay
    }
  }

  /// Rows per second.
  public static let rowsPerSecond = 100
  /// Samples between rows.
  public static let hop = 160
  /// Samples per second that are analysed.
  public static let sampleRate = Waveform.speechRate

  /// The columns in order.
  public static let all: [Column] = [
    Column("level", "dB", "A-weighted level", delay: 12.5),
    Column("level300", "dB", "level of 300–700 Hz", delay: 12.5),
    Column("level700", "dB", "level of 700–1200 Hz", delay: 12.5),
    Column("level1200", "dB", "level of 1200–2000 Hz", delay: 12.5),
    Column("level2000", "dB", "level of 2000–3500 Hz", delay: 12.5),
    Column("ratio", "dB", "600–1400 Hz against 1700–3200 Hz: high for rounded and back vowels", delay: 12.5),
    Column("floor", "dB", "adaptive noise floor of level", delay: 112.5),
    Column("floor700", "dB", "adaptive noise floor of level700", delay: 112.5),
    Column("peak", "dB", "adaptive speech peak of level", delay: 112.5),
    Column("openness", "", "how far the mouth is open by the sound", delay: 22.5),
    Column("activity", "", "how surely there is speech", delay: 12.5),
    Column("rounding", "", "how far the lips are rounded by the sound", delay: 72.5),
    Column("spread", "", "how far the lips are spread by the sound", delay: 72.5),
    Column("closing", "", "dips in which the lips may be closed", delay: 12.5),
    Column("pitch", "Hz", "fundamental frequency, 0 where there is none", delay: 20),
    Column("voiced", "", "1 where there is a pitch", delay: 20),
  ]

  /// Names of the columns in order.
  public static let columns: [String] = all.map(\.name)

  /// Position of a column; `nil` for another name.
  public static func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// Analyses speech at 16 kHz: floor(samples / 160) rows. See ``Waveform/resampledForSpeech()``.
  public static func analyse(_ samples16k: [Float]) -> FeatureMatrix {
    var analyser = SpeechAnalyser()
    return FeatureMatrix(columnCount: all.count, rows: analyser.push(samples16k))
  }
}

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
    /// How it is made, with the publication it follows where there is one.
    public let method: String

    init(_ name: String, _ unit: String, _ summary: String, delay: Double, by method: String) {
      self.name = name
      self.unit = unit
      self.summary = summary
      delayMilliseconds = delay
      self.method = method
    }
  }

  /// Revision of the numbers: raised whenever resampling or analysis of any sound gives another number, so that
  /// kept features of an older revision are not taken for those of this one.
  public static let version = 4
  /// Rows per second.
  public static let rowsPerSecond = 100
  /// Samples between rows.
  public static let hop = 160
  /// Samples per second that are analysed.
  public static let sampleRate = Waveform.speechRate

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

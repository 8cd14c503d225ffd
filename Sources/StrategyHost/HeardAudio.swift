/// One participant's speech as strategies may read it: features and samples from session time 0.
public struct HeardAudio: Sendable {
  /// Names of the feature columns.
  public var columns: [String]
  /// Row-major features, 100 rows a second; row r describes the frame that ends at (r + 1)/100 s.
  public var rows: [Float]
  /// Mono samples at 16 kHz, full scale 1.
  public var samples: [Float]

  /// Rows a second.
  public static let rowsPerSecond = 100
  /// Samples a second.
  public static let samplesPerSecond = 16_000

  /// Wraps features and the samples they were made from.
  public init(columns: [String], rows: [Float], samples: [Float]) {
    self.columns = columns
    self.rows = rows
    self.samples = samples
  }
}

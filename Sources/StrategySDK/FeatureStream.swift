public import StrategyABI

/// A participant's speech audio as features and samples (`features/1`), readable as far as it is known.
///
/// Reading neither allocates nor locks. How much is known grows between spans.
public struct FeatureStream {
  private let stream: UnsafePointer<mien_feature_stream>

  /// Wraps a host's stream, for as long as the host lives.
  ///
  /// - Precondition: it holds at least the fields of `features/1` as that first came out.
  public init(_ stream: UnsafePointer<mien_feature_stream>) { self.stream = stream }

  /// Wraps a host's stream; `nil` when it holds less than `features/1` has.
  init?(checking stream: UnsafePointer<mien_feature_stream>?) {
    guard let stream, Int(stream.pointee.size) >= MIEN_FEATURE_STREAM_SIZE_1 else { return nil }
    self.stream = stream
  }

  /// Rows per second; row r describes the frame that ends at (r + 1) / `rowsPerSecond`.
  public var rowsPerSecond: Int { Int(stream.pointee.rows_per_second) }
  /// Samples per second.
  public var samplesPerSecond: Int { Int(stream.pointee.samples_per_second) }
  /// Rows known so far.
  public var knownRows: Int { Int(clamping: stream.pointee.known_rows) }
  /// Samples known so far.
  public var knownSamples: Int { Int(clamping: stream.pointee.known_samples) }
  /// Number of columns.
  public var columnCount: Int { Int(stream.pointee.column_count) }

  /// Names of the columns. Allocates: bind in `prepare`.
  public var columns: [String] {
    guard let names = stream.pointee.columns else { return [] }
    return (0..<columnCount).map { names[$0].map { String(cString: $0) } ?? "" }
  }

  /// Position of a column. Allocates: bind in `prepare`.
  public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// A number of a known row.
  ///
  /// - Precondition: `row < knownRows`, `column < columnCount`.
  public subscript(row: Int, column: Int) -> Float {
    precondition(row >= 0 && row < knownRows && column >= 0 && column < columnCount, "not known")
    return stream.pointee.rows?[row * columnCount + column] ?? 0
  }

  /// The known samples: mono, full scale ±1, from session time 0. Valid until `render` returns.
  public var samples: UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(
      start: stream.pointee.samples, count: stream.pointee.samples == nil ? 0 : knownSamples)
  }
}

public import StrategyABI

/// One participant's audio for one take: the whole of it on the host's side, and on the plugin's side
/// buffers that hold only what is known at the frame being rendered.
public final class AudioTape {
  private let columnNames: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let nameBytes: [UnsafeMutablePointer<CChar>]
  private let rows: [Float]
  private let samples: [Float]
  private let columnCount: Int
  private var knownRows: [Int] = []
  private var knownSamples: [Int] = []
  private let publishedRows: UnsafeMutablePointer<Float>
  private let publishedSamples: UnsafeMutablePointer<Float>
  private let streamPointer: UnsafeMutablePointer<mien_feature_stream>

  /// The stream that the plugin reads.
  public var stream: UnsafePointer<mien_feature_stream> { UnsafePointer(streamPointer) }

  /// Wraps a participant's audio.
  ///
  /// - Parameters:
  ///   - columns: names of the feature columns.
  ///   - rows: row-major features, `columns.count` to a row, `rowsPerSecond` rows a second.
  ///   - samples: mono samples, `samplesPerSecond` a second.
  public init(
    columns: [String], rows: [Float], rowsPerSecond: Int, samples: [Float], samplesPerSecond: Int
  ) {
    precondition(columns.isEmpty ? rows.isEmpty : rows.count % columns.count == 0, "rows are not whole")
    columnCount = columns.count
    self.rows = rows
    self.samples = samples
    nameBytes = columns.map { name in
      let bytes = Array(name.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      return copy
    }
    columnNames = .allocate(capacity: max(1, columns.count))
    for (index, bytes) in nameBytes.enumerated() {
      (columnNames + index).initialize(to: UnsafePointer(bytes))
    }
    publishedRows = .allocate(capacity: max(1, rows.count))
    publishedRows.initialize(repeating: 0, count: max(1, rows.count))
    publishedSamples = .allocate(capacity: max(1, samples.count))
    publishedSamples.initialize(repeating: 0, count: max(1, samples.count))
    streamPointer = .allocate(capacity: 1)
    streamPointer.initialize(
      to: mien_feature_stream(
        size: UInt32(MemoryLayout<mien_feature_stream>.size), column_count: UInt32(columns.count),
        rows_per_second: UInt32(rowsPerSecond), samples_per_second: UInt32(samplesPerSecond),
        columns: UnsafePointer(columnNames), rows: UnsafePointer(publishedRows),
        samples: UnsafePointer(publishedSamples), known_rows: 0, known_samples: 0))
  }

  deinit {
    for bytes in nameBytes { bytes.deallocate() }
    columnNames.deallocate()
    publishedRows.deallocate()
    publishedSamples.deallocate()
    streamPointer.deallocate()
  }

  /// Says what is known at each frame; counts that fall or exceed what there is are held at the bound.
  ///
  /// The stream itself exists from the start, so that a plugin finds it in `prepare`, where the lookahead
  /// on which these counts depend is still being settled.
  public func schedule(knownRows: [Int], knownSamples: [Int]) {
    precondition(knownRows.count == knownSamples.count, "one count of rows and samples per frame")
    self.knownRows = Self.rising(knownRows, limit: columnCount > 0 ? rows.count / columnCount : 0)
    self.knownSamples = Self.rising(knownSamples, limit: samples.count)
  }

  /// Lets the plugin read what is known at a frame.
  func publish(frame: Int) {
    guard frame < knownRows.count else { return }
    let oldRows = Int(streamPointer.pointee.known_rows)
    let newRows = knownRows[frame]
    if newRows > oldRows {
      rows.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        (publishedRows + oldRows * columnCount).update(
          from: base + oldRows * columnCount, count: (newRows - oldRows) * columnCount)
      }
      streamPointer.pointee.known_rows = UInt64(newRows)
    }
    let oldSamples = Int(streamPointer.pointee.known_samples)
    let newSamples = knownSamples[frame]
    if newSamples > oldSamples {
      samples.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        (publishedSamples + oldSamples).update(from: base + oldSamples, count: newSamples - oldSamples)
      }
      streamPointer.pointee.known_samples = UInt64(newSamples)
    }
  }

  /// The first frame after `frame`, up to `limit`, at which more is known than at `frame`.
  func nextChange(after frame: Int, limit: Int) -> Int {
    guard frame < knownSamples.count else { return limit }
    let end = min(limit, knownSamples.count)
    var next = frame + 1
    while next < end, knownRows[next] == knownRows[frame], knownSamples[next] == knownSamples[frame] {
      next += 1
    }
    return next < end ? next : limit
  }

  private static func rising(_ counts: [Int], limit: Int) -> [Int] {
    var highest = 0
    return counts.map { count in
      highest = max(highest, min(max(0, count), limit))
      return highest
    }
  }
}

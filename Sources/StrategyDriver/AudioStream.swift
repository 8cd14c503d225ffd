import StrategyABI

#if canImport(Glibc)
  import Glibc
#endif

/// One participant's audio as a plugin reads it: buffers that hold what is known at the frame being rendered
/// and nothing else. What was fed ahead of that waits beside them.
final class AudioStream {
  private let columnNames: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let columnCount: Int
  private let rowCapacity: Int
  private let sampleCapacity: Int
  private let rows: UnsafeMutablePointer<Float>
  private let samples: UnsafeMutablePointer<Float>
  private let streamPointer: UnsafeMutablePointer<mien_feature_stream>
  private var waitingRows: ContiguousArray<Float> = []
  private var waitingSamples: ContiguousArray<Float> = []
  private var takenRows = 0
  private var takenSamples = 0
  private var knownFrom = 0
  private var known: ContiguousArray<(rows: Int, samples: Int)> = []

  /// The stream that the plugin reads.
  var stream: UnsafePointer<mien_feature_stream> { UnsafePointer(streamPointer) }

  init(_ brief: SessionBrief.Stream) throws(StrategyDriverError) {
    columnCount = brief.columns.count
    rowCapacity = max(0, brief.rows)
    sampleCapacity = max(0, brief.samples)
    // Room for all that may come is reserved at once, so that the plugin's pointers stay; pages are only
    // taken as audio becomes known.
    guard let rows = Self.reserve(rowCapacity * columnCount), let samples = Self.reserve(sampleCapacity)
    else {
      throw .protocolBreach("no address space for \(sampleCapacity) samples")
    }
    self.rows = rows
    self.samples = samples
    columnNames = .allocate(capacity: max(1, columnCount))
    for (index, name) in brief.columns.enumerated() {
      (columnNames + index).initialize(to: UnsafePointer(strdup(name)))
    }
    streamPointer = .allocate(capacity: 1)
    streamPointer.initialize(
      to: mien_feature_stream(
        size: UInt32(MemoryLayout<mien_feature_stream>.size), column_count: UInt32(columnCount),
        rows_per_second: UInt32(clamping: brief.rowsPerSecond),
        samples_per_second: UInt32(clamping: brief.samplesPerSecond), columns: UnsafePointer(columnNames),
        rows: UnsafePointer(rows), samples: UnsafePointer(samples), known_rows: 0, known_samples: 0))
  }

  deinit {
    for index in 0..<columnCount { free(UnsafeMutablePointer(mutating: columnNames[index])) }
    columnNames.deallocate()
    munmap(rows, Self.bytes(rowCapacity * columnCount))
    munmap(samples, Self.bytes(sampleCapacity))
    streamPointer.deallocate()
  }

  /// Takes audio that continues what was fed before.
  func append(_ chunk: inout FeedReader.Payload, columns: UInt32) throws(StrategyDriverError) {
    let rowCount = try chunk.take(UInt64.self)
    let sampleCount = try chunk.take(UInt64.self)
    guard columns == columnCount else { throw .protocolBreach("audio of \(columns) columns") }
    let rows = try chunk.take(count: rowCount, stride: 4 * max(1, columnCount))
    let samples = try chunk.take(count: sampleCount, stride: 4)
    waitingRows.append(contentsOf: rows.bindMemory(to: Float.self))
    waitingSamples.append(contentsOf: samples.bindMemory(to: Float.self))
  }

  /// Takes how much is known at frames from `first` on.
  func schedule(_ chunk: inout FeedReader.Payload, frames: UInt32) throws(StrategyDriverError) {
    let first = Int(try chunk.take(Int64.self))
    if first != knownFrom + known.count {
      known.removeAll(keepingCapacity: true)
      knownFrom = first
    }
    for _ in 0..<frames {
      let rows = Int(clamping: try chunk.take(UInt64.self))
      let samples = Int(clamping: try chunk.take(UInt64.self))
      known.append((rows, samples))
    }
  }

  /// Lets the plugin read what is known at a frame.
  func publish(frame: Int) {
    guard frame >= knownFrom, frame - knownFrom < known.count else { return }
    let target = known[frame - knownFrom]
    let oldRows = Int(streamPointer.pointee.known_rows)
    let newRows = min(target.rows, rowCapacity, oldRows + waitingRows.count / max(1, columnCount) - takenRows)
    if newRows > oldRows {
      move(
        &waitingRows, from: takenRows * columnCount, to: rows + oldRows * columnCount,
        count: (newRows - oldRows) * columnCount)
      takenRows += newRows - oldRows
      if takenRows * columnCount == waitingRows.count {
        waitingRows.removeAll(keepingCapacity: true)
        takenRows = 0
      }
      streamPointer.pointee.known_rows = UInt64(newRows)
    }
    let oldSamples = Int(streamPointer.pointee.known_samples)
    let newSamples = min(target.samples, sampleCapacity, oldSamples + waitingSamples.count - takenSamples)
    if newSamples > oldSamples {
      move(&waitingSamples, from: takenSamples, to: samples + oldSamples, count: newSamples - oldSamples)
      takenSamples += newSamples - oldSamples
      if takenSamples == waitingSamples.count {
        waitingSamples.removeAll(keepingCapacity: true)
        takenSamples = 0
      }
      streamPointer.pointee.known_samples = UInt64(newSamples)
    }
  }

  /// The first frame after `frame`, up to `limit`, at which more is known than at `frame`.
  func nextChange(after frame: Int, limit: Int) -> Int {
    guard frame >= knownFrom, frame - knownFrom < known.count else { return limit }
    let end = min(limit, knownFrom + known.count)
    let now = known[frame - knownFrom]
    var next = frame + 1
    while next < end, known[next - knownFrom] == now { next += 1 }
    return next < end ? next : limit
  }

  /// Forgets what frames before `frame` knew.
  func forget(before frame: Int) {
    guard frame >= knownFrom + known.count else { return }
    known.removeAll(keepingCapacity: true)
    knownFrom = frame
  }

  private func move(
    _ source: inout ContiguousArray<Float>, from: Int, to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    source.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      target.update(from: base + from, count: count)
    }
  }

  private static func bytes(_ floats: Int) -> Int { max(4096, floats * 4) }

  private static func reserve(_ floats: Int) -> UnsafeMutablePointer<Float>? {
    let start = mmap(
      nil, bytes(floats), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let start, start != MAP_FAILED else { return nil }
    return start.bindMemory(to: Float.self, capacity: floats)
  }
}

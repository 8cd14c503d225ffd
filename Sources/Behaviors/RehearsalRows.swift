import Motion
public import StrategySDK

/// The character's rehearsal sessions in the rows of ``BehaviorChannels``, at the session's rate.
///
/// Channels that a recording lacks rest, arms hanging. Allocates when it is made and never after.
public final class RehearsalRows {
  /// Numbers in a row.
  public static let width = BehaviorChannels.all.reduce(0) { $0 + $1.kind.width }

  /// Frames of each session, one after the other in ``row(_:)``; sessions of less than two frames are left out.
  public let sessions: [Range<Int>]
  private let rows: UnsafeMutableBufferPointer<Float>

  /// Number of all frames; 1 where there is no session, the pose at rest.
  public var count: Int { rows.count / Self.width }

  /// Reads the sessions that a strategy was given.
  public init(_ session: StrategySession) {
    let rest = Self.restingRow(session)
    var floats: [Float] = []
    var sessions: [Range<Int>] = []
    for recorded in session.rehearsal where recorded.frameCount > 1 {
      let first = floats.count / Self.width
      Self.append(recorded, at: session.rate, over: rest, to: &floats)
      sessions.append(first..<floats.count / Self.width)
    }
    if sessions.isEmpty {
      floats = rest
      sessions = [0..<1]
    }
    self.sessions = sessions
    rows = .allocate(capacity: floats.count)
    _ = rows.initialize(from: floats)
  }

  deinit { rows.deallocate() }

  /// A frame.
  ///
  /// - Precondition: `frame` lies in 0 ..< ``count``.
  public func row(_ frame: Int) -> UnsafePointer<Float> {
    precondition(frame >= 0 && frame < count, "no such frame")
    return UnsafePointer(rows.baseAddress.unsafelyUnwrapped + frame * Self.width)
  }

  /// Mean and deviation (n - 1) of every column over all frames.
  public func moments() -> (mean: [Double], deviation: [Double]) {
    var mean = [Double](repeating: 0, count: Self.width)
    var squares = mean
    for frame in 0..<count {
      let row = row(frame)
      for column in 0..<Self.width {
        let distance = Double(row[column]) - mean[column]
        mean[column] += distance / Double(frame + 1)
        squares[column] += distance * (Double(row[column]) - mean[column])
      }
    }
    let divisor = Double(max(1, count - 1))
    return (mean, squares.map { ($0 / divisor).squareRoot() })
  }

  /// Brings a row to what a rig can take: weights in 0…1, rotations of unit length.
  public static func settle(_ row: UnsafeMutablePointer<Float>) {
    var column = 0
    for channel in BehaviorChannels.all {
      switch channel.kind {
      case .weight: row[column] = row[column] > 0 ? min(row[column], 1) : 0
      case .rotation:
        let q = Quaternion(x: row[column], y: row[column + 1], z: row[column + 2], w: row[column + 3])
          .normalized
        for lane in 0..<4 { row[column + lane] = q.vector[lane] }
      case .angle, .translation: break
      }
      column += channel.kind.width
    }
  }

  /// Writes a row between two others, 0 ≤ `share` ≤ 1; rotations take the short way.
  public static func blend(
    _ old: UnsafePointer<Float>, _ new: UnsafePointer<Float>, _ share: Float,
    into row: UnsafeMutablePointer<Float>
  ) {
    var column = 0
    for channel in BehaviorChannels.all {
      var sign: Float = 1
      if channel.kind == .rotation {
        var product: Float = 0
        for lane in column..<column + 4 { product += old[lane] * new[lane] }
        if product < 0 { sign = -1 }
      }
      for lane in column..<column + channel.kind.width {
        row[lane] = old[lane] * (1 - share) + new[lane] * (sign * share)
      }
      column += channel.kind.width
    }
    settle(row)
  }

  /// The row of a character at rest, arms hanging.
  private static func restingRow(_ session: StrategySession) -> [Float] {
    var row = [Float](repeating: 0, count: width)
    row.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { RowWriter(session).write(PerformanceFrame(), to: start) }
    }
    return row
  }

  /// Adds a session, brought to a rate by straight lines between its frames.
  private static func append(
    _ recorded: RecordedSession, at rate: FrameRate, over rest: [Float], to floats: inout [Float]
  ) {
    var pairs: [(from: Int, to: Int, width: Int)] = []
    var column = 0
    for channel in BehaviorChannels.all {
      if let from = recorded.layout.offset(of: channel.name),
        recorded.layout[channel.name]?.kind == channel.kind
      {
        pairs.append((from, column, channel.kind.width))
      }
      column += channel.kind.width
    }
    let ratio = recorded.rate.framesPerSecond / rate.framesPerSecond
    let frames = max(1, Int((Double(recorded.frameCount) / ratio).rounded(.down)))
    var row = rest
    for frame in 0..<frames {
      let place = min(Double(frame) * ratio, Double(recorded.frameCount - 1))
      let before = Int(place)
      let share = Float(place - Double(before))
      let first = recorded.row(before)
      let second = recorded.row(min(before + 1, recorded.frameCount - 1))
      for pair in pairs {
        for lane in 0..<pair.width {
          let value = first[pair.from + lane]
          row[pair.to + lane] = value + (second[pair.from + lane] - value) * share
        }
      }
      row.withUnsafeMutableBufferPointer { if share > 0, let start = $0.baseAddress { settle(start) } }
      floats.append(contentsOf: row)
    }
  }
}

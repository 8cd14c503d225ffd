public import Motion

/// How much and how fast a character moves in its reference sessions: plain numbers that scores are held against.
///
/// Every figure is measured per session and then averaged (deviations are pooled), so that sessions count alike.
public struct ReferenceStatistics: Hashable, Sendable, Codable {
  /// Figures of one channel. Channels of several columns have one figure per column where it says so.
  public struct Curve: Hashable, Sendable, Codable {
    /// Mean of each column.
    public var mean: [Double]
    /// Standard deviation of each column about its session's mean (n − 1), pooled over sessions.
    public var deviation: [Double]
    /// Mean |Δ| between frames times the rate, all columns together (Euclidean), per second.
    public var speed: Double
    /// 95th percentile of the speed.
    public var fastSpeed: Double
    /// Mean |Δ³| between frames (Euclidean), not scaled by the rate: compare at equal frame rates only.
    public var jerk: Double
    /// L1 diversity: mean over frames of Σ over columns |x − session mean|.
    public var spread: Double
    /// Median over 1 s windows of the mean |Δ| between frames.
    public var activity: Double
  }

  /// Frames per second of the sessions.
  public var framesPerSecond: Double
  /// Seconds in all sessions together.
  public var seconds: Double
  /// Number of sessions.
  public var sessionCount: Int
  /// Figures by channel name.
  public var curves: [String: Curve]

  /// Measures tracks of one frame rate. Channels that not every track has are left out.
  ///
  /// - Returns: `nil` when there is no track, when the frame rates differ, or when a track has fewer than 4 frames.
  public init?(tracks: [Track]) {
    guard let first = tracks.first, tracks.allSatisfy({ $0.rate == first.rate && $0.frameCount >= 4 }) else {
      return nil
    }
    framesPerSecond = first.rate.framesPerSecond
    seconds = tracks.reduce(0) { $0 + $1.duration.seconds }
    sessionCount = tracks.count
    curves = [:]
    for channel in first.layout.channels {
      let columns = tracks.compactMap { track in
        track.layout[channel.name] == channel ? track.layout.offset(of: channel.name) : nil
      }
      guard columns.count == tracks.count else { continue }
      let parts = zip(tracks, columns).map { Measured($0, column: $1, width: channel.kind.width) }
      let n = Double(parts.count)
      var deviation: [Double] = []
      for k in 0..<channel.kind.width {
        let squares = parts.reduce(0) { $0 + $1.squares[k] }
        deviation.append((squares / Double(parts.reduce(0) { $0 + $1.frames - 1 })).squareRoot())
      }
      curves[channel.name] = Curve(
        mean: (0..<channel.kind.width).map { k in parts.reduce(0) { $0 + $1.mean[k] } / n },
        deviation: deviation,
        speed: parts.reduce(0) { $0 + $1.speed } / n * framesPerSecond,
        fastSpeed: parts.reduce(0) { $0 + $1.fastSpeed } / n * framesPerSecond,
        jerk: parts.reduce(0) { $0 + $1.jerk } / n,
        spread: parts.reduce(0) { $0 + $1.spread } / n,
        activity: parts.reduce(0) { $0 + $1.activity } / n)
    }
  }
}

/// One channel of one session.
private struct Measured {
  let frames: Int
  let mean: [Double]
  let squares: [Double]
  let speed: Double
  let fastSpeed: Double
  let jerk: Double
  let spread: Double
  let activity: Double

  init(_ track: Track, column: Int, width: Int) {
    let frames = track.frameCount
    self.frames = frames
    let rows = (0..<frames).map { frame in (0..<width).map { Double(track[frame, column + $0]) } }
    let mean = (0..<width).map { k in rows.reduce(0) { $0 + $1[k] } / Double(frames) }
    self.mean = mean
    var squares = Array(repeating: 0.0, count: width)
    var distance = 0.0
    for row in rows {
      for k in 0..<width {
        let d = row[k] - mean[k]
        squares[k] += d * d
        distance += abs(d)
      }
    }
    self.squares = squares
    spread = distance / Double(frames)
    func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let steps = (1..<frames).map { f in norm((0..<width).map { rows[f][$0] - rows[f - 1][$0] }) }
    speed = steps.reduce(0, +) / Double(steps.count)
    fastSpeed = Self.quantile(steps, 0.95)
    let thirds = (3..<frames).map { f in
      norm(
        (0..<width).map { k -> Double in
          let inner = rows[f - 1][k] - rows[f - 2][k]
          return rows[f][k] - rows[f - 3][k] - 3 * inner
        })
    }
    jerk = thirds.reduce(0, +) / Double(thirds.count)
    // The steps of one second; a shorter track is one window.
    let window = min(steps.count, max(1, Int(track.rate.framesPerSecond.rounded())))
    let windows = stride(from: 0, through: steps.count - window, by: window).map { start in
      steps[start..<(start + window)].reduce(0, +) / Double(window)
    }
    activity = Self.quantile(windows, 0.5)
  }

  /// Type-7 quantile of values.
  static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }
}

import Statistics

extension ScoringReference {
  /// What explains a character's signature channels, and how they wander by themselves.
  public struct Drift: Hashable, Sendable, Codable {
    /// One channel.
    public struct Channel: Hashable, Sendable, Codable {
      /// Mean over the reference windows.
      public var mean: Double
      /// Effect of each condition in the order of the drift windows.
      public var coefficients: [Double]
      /// Correlation of neighbouring residuals, 0…0.95.
      public var memory: Double
      /// Standard deviation of what is left after conditions and memory.
      public var deviation: Double
      /// Root mean square of the sessions' own trend z, at least 1.
      public var restlessness: Double

      /// Makes a channel.
      public init(
        mean: Double, coefficients: [Double], memory: Double, deviation: Double, restlessness: Double
      ) {
        self.mean = mean
        self.coefficients = coefficients
        self.memory = memory
        self.deviation = deviation
        self.restlessness = restlessness
      }
    }

    /// Channels by name.
    public var channels: [String: Channel]

    /// Makes a drift reference.
    public init(channels: [String: Channel]) { self.channels = channels }
  }

  /// Fits conditions and memory on sessions. `nil` for fewer than 3 sessions of at least 8 windows, or fewer than five
  /// windows per condition.
  static func drift(of sessions: [TakeEvidence]) -> Drift? {
    let cut = sessions.compactMap { DriftWindows($0) }
      .filter { $0.stretch == 1 && $0.count >= DriftTrend.leastWindows }
    guard cut.count >= Signature.leastSessions,
      cut.reduce(0, { $0 + $1.count }) >= 5 * DriftWindows.conditions.count
    else { return nil }
    var result = Drift(channels: [:])
    for channel in DriftWindows.channels {
      let usable = cut.filter { $0.values[channel.name] != nil }
      guard usable.count >= Signature.leastSessions else { continue }
      result.channels[channel.name] = self.channel(channel.name, floor: channel.floor, usable)
    }
    return result.channels.isEmpty ? nil : result
  }

  private static func channel(
    _ name: String, floor: Double, _ sessions: [DriftWindows]
  ) -> Drift.Channel? {
    // Each session less its own mean: what differs between sessions says nothing about what moves inside one.
    var x: [[Double]] = []
    var y: [Double] = []
    for session in sessions {
      let columns = DriftWindows.conditions.indices.map { index in
        centered(session.conditions.map { $0[index] })
      }
      x += (0..<session.count).map { window in columns.map { $0[window] } }
      y += centered(session.values[name] ?? [])
    }
    guard let coefficients = Residuals.coefficients(x: x, y: [y])?.first else { return nil }
    var result = Drift.Channel(
      mean: 0, coefficients: coefficients, memory: 0, deviation: floor, restlessness: 1)
    let residuals = sessions.map { DriftTrend.residuals(name, $0, result) }
    let all = residuals.flatMap { $0 }
    result.mean = all.reduce(0, +) / Double(all.count)
    // Detrended, or the memory of a session that drifts by chance would hide drift in others.
    let level = residuals.map { centered(DriftTrend.detrended($0)) }
    var own = 0.0
    var next = 0.0
    for series in level {
      for index in series.indices.dropLast() {
        own += series[index] * series[index]
        next += series[index] * series[index + 1]
      }
    }
    if own > 1e-12 { result.memory = min(0.95, max(0, next / own)) }
    var squares = 0.0
    var count = 0
    var trends: [Double] = []
    for series in residuals {
      let fresh = DriftTrend.whitened(series, memory: result.memory)
      let center = (1 - result.memory) * result.mean
      squares += fresh.reduce(0) { $0 + ($1 - center) * ($1 - center) }
      count += fresh.count
      if let trend = try? MannKendallTest(fresh), case .value(let z) = trend.z { trends.append(z) }
    }
    result.deviation = max(floor, (squares / Double(max(1, count - 1))).squareRoot())
    if !trends.isEmpty {
      let mean = trends.reduce(0) { $0 + $1 * $1 } / Double(trends.count)
      result.restlessness = max(1, mean.squareRoot())
    }
    return result
  }

  private static func centered(_ series: [Double]) -> [Double] {
    let mean = series.reduce(0, +) / Double(max(1, series.count))
    return series.map { $0 - mean }
  }
}

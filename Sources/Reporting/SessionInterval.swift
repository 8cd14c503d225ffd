import Scoring
import Statistics

/// The interval of the style distance: conversations are drawn anew, and with them the character's held-out sessions.
///
/// Every take keeps what it would score under the same draws of sessions; draw by draw, conversations are drawn and their
/// values under that draw averaged. Type-7 quantiles; seed 1.
enum SessionInterval {
  /// The score that keeps such draws.
  static let score = "envelope.distance/1"

  private static let draws = 2000
  private static let seed: UInt64 = 1

  /// The 95 % interval of a run's records; `nil` for fewer than two conversations with draws.
  static func of(_ records: [MeasurementRecord]) -> ConfidenceInterval? {
    let own = records.filter {
      $0.measurement[score].number != nil && !($0.measurement.series[StyleDistance.resampled] ?? []).isEmpty
    }.sorted { $0.key < $1.key }
    var conversations: [[Double]] = []
    var last: String?
    var count = 0
    func close() {
      guard count > 1, let place = conversations.indices.last else { return }
      for index in conversations[place].indices { conversations[place][index] /= Double(count) }
    }
    for record in own {
      let values = record.measurement.series[StyleDistance.resampled] ?? []
      if record.key.recording == last, conversations[conversations.count - 1].count == values.count {
        for index in values.indices { conversations[conversations.count - 1][index] += values[index] }
        count += 1
      } else {
        close()
        conversations.append(values)
        last = record.key.recording
        count = 1
      }
    }
    close()
    let length = conversations.map(\.count).min() ?? 0
    guard conversations.count >= 2, length > 0 else { return nil }
    var generator = SplitMix64(seed: seed)
    let n = conversations.count
    let means = (0..<draws).map { draw in
      var sum = 0.0
      for _ in 0..<n { sum += conversations[Int(generator.next() % UInt64(n))][draw % length] }
      return sum / Double(n)
    }
    guard let sample = try? Sample(means, named: "resampled style distances"),
      let low = try? sample.quantile(0.025), let high = try? sample.quantile(0.975)
    else { return nil }
    return ConfidenceInterval(
      low: low, high: high, level: 0.95, method: .sampledPercentile, resamples: draws)
  }
}

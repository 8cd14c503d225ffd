import Motion

/// The natural range of each channel.
enum EnvelopeLearning {
  static func envelope(_ tracks: [Track]) -> [String: NaturalRange] {
    var result: [String: NaturalRange] = [:]
    for channel in LimitLearning.channels(of: tracks) {
      let values = ChannelValues(channel, in: tracks)
      guard let sorted = values.columns.last, let low = sorted.first, let high = sorted.last else { continue }
      let least = channel.kind == .rotation ? LimitLearning.leastTurn : LimitLearning.leastWeight
      guard high - low >= least else { continue }
      func share(_ q: Double) -> Double { (ChannelValues.quantile(sorted, q) * 10_000).rounded() / 10_000 }
      result[channel.name] = NaturalRange(low: share(0.05), middle: share(0.5), high: share(0.95))
    }
    return result
  }
}

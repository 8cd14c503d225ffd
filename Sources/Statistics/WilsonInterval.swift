/// Wilson's score interval (1927) of a share: what hits in so many trials say about the rate behind them.
public struct WilsonInterval: Sendable, Equatable {
  /// Share of hits, in 0...1.
  public let share: Double
  /// Lower bound, in 0...1; 0 for no hits.
  public let low: Double
  /// Upper bound, in 0...1; 1 where all hit.
  public let high: Double
  /// Coverage aimed at, such as 0.95.
  public let level: Double

  /// The interval of `hits` in `trials` independent trials.
  ///
  /// Throws for no trials, hits outside 0...trials, or a level that is not strictly between 0 and 1.
  public init(hits: Int, trials: Int, level: Double = 0.95) throws(StatisticsError) {
    guard trials >= 1 else { throw .tooFew(what: "trials", needed: 1, given: trials) }
    guard (0...trials).contains(hits) else {
      throw .outOfRange(what: "hits", range: "0...\(trials)", given: "\(hits)")
    }
    guard level > 0, level < 1 else {
      throw .outOfRange(what: "confidence level", range: "0..<1 without 0", given: "\(level)")
    }
    let z = try NormalDistribution.quantile((1 + level) / 2)
    let n = Double(trials)
    let p = Double(hits) / n
    let center = p + z * z / (2 * n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let divisor = 1 + z * z / n
    share = p
    low = hits == 0 ? 0 : max(0, (center - reach) / divisor)
    high = hits == trials ? 1 : min(1, (center + reach) / divisor)
    self.level = level
  }
}

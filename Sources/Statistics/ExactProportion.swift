import Foundation

/// What a count of failures says about their rate, by the exact binomial tails (Clopper and Pearson 1934).
public enum ExactProportion {
  /// The largest failure rate that still gives `failures` or fewer of `trials` with probability 1 - `level`.
  ///
  /// One-sided. For no failures it is 1 - (1 - level)^(1/n): none in 20 leaves rates up to 13.9 % open.
  /// Throws for no trials, more than 10,000,000, and failures outside 0…trials.
  public static func upperBound(
    failures: Int, of trials: Int, level: Double = 0.95
  ) throws(StatisticsError) -> Double {
    guard (1...10_000_000).contains(trials) else {
      throw .outOfRange(what: "trials", range: "1...10000000", given: "\(trials)")
    }
    guard (0...trials).contains(failures) else {
      throw .outOfRange(what: "failures", range: "0...\(trials)", given: "\(failures)")
    }
    guard level > 0, level < 1 else {
      throw .outOfRange(what: "level", range: "0..<1 without 0", given: "\(level)")
    }
    if failures == trials { return 1 }
    if failures == 0 { return -expm1(log1p(-level) / Double(trials)) }
    var low = Double(failures) / Double(trials)
    var high = 1.0
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if lowerTail(failures, trials, middle) > 1 - level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// P(X ≤ k) for n trials of rate p in 0…1, summed by the ratio of neighbouring terms in logarithms.
  private static func lowerTail(_ k: Int, _ n: Int, _ p: Double) -> Double {
    guard p > 0 else { return 1 }
    guard p < 1 else { return 0 }
    let odds = log(p) - log1p(-p)
    var term = Double(n) * log1p(-p)
    var logs = [term]
    for i in 0..<k {
      term += log(Double(n - i)) - log(Double(i + 1)) + odds
      logs.append(term)
    }
    let largest = logs.max() ?? 0
    return exp(largest + log(logs.reduce(0) { $0 + exp($1 - largest) }))
  }
}

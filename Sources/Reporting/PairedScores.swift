import Runs
import Scoring
import Statistics

/// The values of one score in two runs, put side by side.
///
/// Takes are paired by recording, participant and seed where both runs have the same seeds, else by
/// recording and participant with the mean over a run's defined seeds. A conversation's value is the mean over its
/// pairs, as in the score itself, so the n of every statistic is the number of conversations.
struct PairedScores {
  /// Value of run A by conversation, folded; only conversations with a pair in which both sides have a value.
  let a: [Double]
  /// Value of run B, in the same order.
  let b: [Double]
  /// Mean of A over those conversations as measured; `nil` without any.
  let meanA: Double?
  /// Mean of B.
  let meanB: Double?
  /// Pairs of takes in which both sides have a value.
  let pairs: Int
  /// Pairs in which one has none.
  let dropped: Int
  /// Whether every pair has the same value on both sides.
  let isEqual: Bool

  /// Pairs takes.
  ///
  /// - Parameter fold: what is compared of each take's value, such as its distance from zero.
  init(
    metric: String, a: [TakeScore], b: [TakeScore], bySeed: Bool, fold: (Double) -> Double = { $0 }
  ) {
    let left = Self.values(a, metric, bySeed, fold)
    let right = Self.values(b, metric, bySeed, fold)
    let keys = Set(left.keys).union(right.keys).sorted()
    var units: [(recording: String, pairs: [(a: Value, b: Value)])] = []
    for key in keys {
      guard let first = left[key] ?? nil, let second = right[key] ?? nil else { continue }
      if units.last?.recording == key.recording {
        units[units.count - 1].pairs.append((first, second))
      } else {
        units.append((key.recording, [(first, second)]))
      }
    }
    func means(_ value: ((a: Value, b: Value)) -> Double) -> [Double] {
      units.map { unit in unit.pairs.reduce(0) { $0 + value($1) } / Double(unit.pairs.count) }
    }
    self.a = means { $0.a.folded }
    self.b = means { $0.b.folded }
    meanA = Self.mean(means { $0.a.measured })
    meanB = Self.mean(means { $0.b.measured })
    pairs = units.reduce(0) { $0 + $1.pairs.count }
    dropped = keys.count - pairs
    isEqual = units.allSatisfy { unit in unit.pairs.allSatisfy { $0.a.measured == $0.b.measured } }
    isEmpty = keys.isEmpty
  }

  /// Whether neither run has takes with this score.
  let isEmpty: Bool

  /// Standard deviation over conversations of their difference; `nil` below 2 conversations.
  var deviation: Double? {
    (try? Sample(zip(a, b).map { $1 - $0 }, named: "differences")).flatMap { try? $0.standardDeviation() }
  }

  /// The mean; `nil` without values.
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private struct Value {
    let measured: Double
    let folded: Double
  }

  private static func values(
    _ scores: [TakeScore], _ metric: String, _ bySeed: Bool, _ fold: (Double) -> Double
  ) -> [TakeKey: Value?] {
    var groups: [TakeKey: [TakeScore]] = [:]
    for score in scores where score.metric == metric {
      var key = score.key
      if !bySeed { key.seed = 0 }
      groups[key, default: []].append(score)
    }
    return groups.mapValues { group in
      let numbers = group.sorted { $0.key < $1.key }.compactMap(\.value.number)
      return mean(numbers).map { Value(measured: $0, folded: mean(numbers.map(fold)) ?? $0) }
    }
  }
}

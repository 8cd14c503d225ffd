/// How well scores tell genuine trials from impostors: equal error rate, area under the curve, d'.
///
/// A trial is accepted when its score is at least the threshold.
public struct ErrorRates: Sendable, Equatable {
  /// Where false acceptance equals false rejection, in 0...1.
  ///
  /// Thresholds are the sorted distinct scores and then +∞; both rates are read linearly where their difference changes
  /// its sign.
  public let equalErrorRate: Double
  /// Share of (genuine, impostor) pairs in which the genuine score is higher, ties counted ½.
  public let areaUnderCurve: Double
  /// (mean genuine - mean impostor) / sqrt of the mean of both variances (n - 1); undefined for fewer than 2 scores on
  /// a side and where no score varies.
  public let sensitivity: Estimate<Double>

  /// Compares scores. Throws for an empty list and for scores that are not finite.
  public init(genuine: [Double], impostor: [Double]) throws(StatisticsError) {
    let own = try Sample(genuine, named: "genuine scores")
    let other = try Sample(impostor, named: "impostor scores")
    let accepted = genuine.sorted()
    let attacks = impostor.sorted()
    var below = (own: 0, other: 0)
    var previous = (far: 1.0, frr: 0.0)
    var found: Double?
    var wins = 0.0
    for threshold in Self.distinct(accepted, attacks) + [.infinity] {
      while below.own < accepted.count, accepted[below.own] < threshold { below.own += 1 }
      while below.other < attacks.count, attacks[below.other] < threshold { below.other += 1 }
      let far = Double(attacks.count - below.other) / Double(attacks.count)
      let frr = Double(below.own) / Double(accepted.count)
      if found == nil, far - frr <= 0 {
        let before = previous.far - previous.frr
        let share = before / (before - (far - frr))
        found = previous.far + share * (far - previous.far)
      }
      previous = (far, frr)
    }
    equalErrorRate = found ?? previous.far
    var lower = 0
    var notHigher = 0
    for score in accepted {
      while lower < attacks.count, attacks[lower] < score { lower += 1 }
      while notHigher < attacks.count, attacks[notHigher] <= score { notHigher += 1 }
      wins += Double(lower + notHigher) / 2
    }
    areaUnderCurve = wins / (Double(accepted.count) * Double(attacks.count))
    sensitivity = Estimate { () throws(StatisticsError) in
      let variance = (try own.variance() + (try other.variance())) / 2
      let scale = max(own.largest, other.largest)
      guard variance.squareRoot() > roundingShare * scale, variance > 0 else {
        throw .zeroVariance(what: "genuine and impostor scores")
      }
      return (own.mean - other.mean) / variance.squareRoot()
    }
  }

  /// The lowest threshold at which at most `rate` of the impostors are accepted: one of the distinct scores, or +∞
  /// where even the highest impostor must be refused. Throws as the initialiser does, and for a rate outside 0...1.
  public static func threshold(impostor: [Double], falseAcceptance rate: Double) throws(StatisticsError)
    -> Double
  {
    _ = try Sample(impostor, named: "impostor scores")
    guard rate >= 0, rate <= 1 else {
      throw .outOfRange(what: "false acceptance", range: "0...1", given: "\(rate)")
    }
    let sorted = impostor.sorted()
    let allowed = Int((rate * Double(sorted.count) + 1e-9).rounded(.down))
    guard allowed < sorted.count else { return sorted[0] }
    // One above the largest score that must be refused.
    return sorted[sorted.count - 1 - allowed].nextUp
  }

  private static func distinct(_ a: [Double], _ b: [Double]) -> [Double] {
    var result: [Double] = []
    for score in (a + b).sorted() where result.last != score { result.append(score) }
    return result
  }
}

/// What a comparison allows to be said, as a case and as a sentence.
///
/// With a margin the interval decides first: wholly inside ±margin, the difference is too small to matter whatever p
/// says; "no worse" when no loss as large as the margin lies in it. Else a difference is claimed for n ≥ 6 when the 95 %
/// interval excludes 0 and p < .05. Sides that are equal in every unit are called that, not compared.
public struct Verdict: Sendable, Equatable, CustomStringConvertible {
  /// The decision about B against A.
  public enum Outcome: String, Sendable, Equatable, CaseIterable {
    /// Fewer than 2 independent pairs.
    case undefined
    /// Fewer than 6 independent pairs: no p below .05 is possible.
    case noClaim
    /// B differs from A in the good direction.
    case better
    /// B differs from A in the bad direction.
    case worse
    /// B is above A, on a metric without a good direction.
    case higher
    /// B is below A, on a metric without a good direction.
    case lower
    /// A loss as large as the margin is ruled out.
    case noWorse
    /// A difference as large as the margin is ruled out to either side.
    case equivalent
    /// Both sides have the same value in every unit.
    case equal
    /// None of the above could be shown.
    case noDifferenceShown
  }

  /// Fewest independent pairs for a claim: 2/2^6 is the first smallest p below .05.
  public static let fewestPairs = 6
  /// p must lie below it.
  public static let significance = 0.05

  /// The decision.
  public let outcome: Outcome
  /// The decision in words, without its numbers.
  public let claim: String
  /// Difference, interval, p and n in words; the reason where undefined.
  public let numbers: String

  /// The decision with its numbers, one line.
  public var description: String {
    outcome == .undefined ? "\(claim) (\(numbers))" : "\(claim): \(numbers)"
  }

  init(
    pairs: Int, n: Int, meanDifference: Estimate<Double>, interval: Estimate<ConfidenceInterval>,
    p: Estimate<Double>, direction: PairedComparison.Direction, margin: Double?,
    names: (a: String, b: String), isEqual: Bool
  ) {
    guard n >= 2, let mean = meanDifference.value, let bounds = interval.value, let p = p.value else {
      outcome = .undefined
      claim = "undefined"
      numbers = interval.reason ?? p.reason ?? meanDifference.reason ?? "no pairs"
      return
    }
    let decided =
      isEqual ? .equal : Self.decide(n: n, bounds: bounds, p: p, direction: direction, margin: margin)
    outcome = decided
    let words = DifferenceWords(mean: mean, interval: bounds)
    let size = pairs == n ? "n = \(n)" : "n = \(n) clusters of \(pairs) pairs"
    if decided == .noClaim {
      claim = "no significance claim (n = \(n) < \(Self.fewestPairs))"
      numbers = "\(names.b) - \(names.a) = \(words.text)"
      return
    }
    claim = Self.claim(
      decided, bounds: bounds, direction: direction, margin: margin, difference: words, name: names.b)
    numbers = "\(words.text), \(DifferenceWords.text(p: p)), \(size)"
  }

  private static func decide(
    n: Int, bounds: ConfidenceInterval, p: Double, direction: PairedComparison.Direction, margin: Double?
  ) -> Outcome {
    guard n >= fewestPairs else { return .noClaim }
    if let margin, bounds.low > -margin, bounds.high < margin { return .equivalent }
    let differs = bounds.excludesZero && p < significance
    let gain: ConfidenceInterval
    switch direction {
    case .higherIsBetter: gain = bounds
    case .lowerIsBetter, .closerToZeroIsBetter: gain = bounds.negated
    case .neutral:
      if differs { return bounds.low > 0 ? .higher : .lower }
      return .noDifferenceShown
    }
    if differs, gain.low > 0 { return .better }
    if let margin, gain.low > -margin { return .noWorse }
    if differs { return .worse }
    return .noDifferenceShown
  }

  private static func claim(
    _ outcome: Outcome, bounds: ConfidenceInterval, direction: PairedComparison.Direction, margin: Double?,
    difference: DifferenceWords, name: String
  ) -> String {
    let side: String
    switch direction {
    case .closerToZeroIsBetter: side = bounds.low > 0 ? "farther from zero" : "closer to zero"
    case .higherIsBetter, .lowerIsBetter, .neutral: side = bounds.low > 0 ? "higher" : "lower"
    }
    let limit = margin.map { "the margin \(difference.plain($0))" } ?? "any margin"
    let smallest = min(bounds.low.magnitude, bounds.high.magnitude)
    let beyond = margin.map { bounds.excludesZero && smallest > $0 } ?? false
    let excess = beyond ? " by more than \(limit)" : ""
    switch outcome {
    case .better: return "\(name) is better (\(side))\(excess)"
    case .worse: return "\(name) is worse (\(side))\(excess)"
    case .higher, .lower: return "\(name) is \(side)\(excess)"
    case .noWorse: return "\(name) is no worse (a loss of \(limit) is ruled out)"
    case .equivalent: return "equivalent (a difference of \(limit) is ruled out)"
    case .equal: return "equal in every unit"
    case .noDifferenceShown, .undefined, .noClaim:
      guard margin != nil else { return "no difference shown" }
      let open = direction == .neutral ? "a difference" : "a loss"
      return "no difference shown (\(open) of \(limit) is not ruled out)"
    }
  }
}

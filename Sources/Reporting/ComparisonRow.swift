public import Scoring
public import Statistics

extension ComparisonReport {
  /// One score.
  public struct Row: Sendable {
    /// The score.
    public var descriptor: MetricDescriptor
    /// The comparison of B against A.
    public var comparison: ScoreComparison
    /// p after Holm's adjustment over the headline scores, or Benjamini and Hochberg's over the diagnostics; `nil`
    /// where undefined or refused.
    public var adjustedP: Double?
    /// On what the values rest.
    public var evidence: String
    /// Why A has no value in any take; `nil` where it has one.
    public var reasonA: String?
    /// Why B has no value in any take; `nil` where it has one.
    public var reasonB: String?
    /// Share of A's takes with a value.
    public var coverageA: Double?
    /// Share of B's takes with a value.
    public var coverageB: Double?

    /// The score of A; `nil` without any.
    public var meanA: Double? { comparison.valueA }
    /// The score of B; `nil` without any.
    public var meanB: Double? { comparison.valueB }

    /// Decimals for its values.
    var digits: Int {
      NumberText.digits(
        for: [meanA, meanB, comparison.comparedA, comparison.comparedB].compactMap { $0?.magnitude }.max()
          ?? 0)
    }

    /// Why nothing is claimed though numbers are there; `nil` where the data carry a claim.
    public var refusal: String? {
      guard comparison.verdict.outcome != .undefined, comparison.n >= Verdict.fewestPairs else { return nil }
      let sides = [("A", coverageA), ("B", coverageB)].compactMap { name, coverage in
        coverage.flatMap {
          $0 < ComparisonReport.leastCoverage
            ? "\(name) has a value in \(Self.percent($0)) of its takes" : nil
        }
      }
      return sides.isEmpty ? nil : sides.joined(separator: ", ")
    }

    /// The verdict in a few words.
    public var verdict: String {
      if comparison.verdict.outcome == .undefined { return absence }
      if let refusal { return "no claim (\(refusal))" }
      if comparison.verdict.outcome == .equal { return sameness }
      let words = Self.words[comparison.verdict.outcome] ?? comparison.verdict.outcome.rawValue
      return words + (reservation.map { ", \($0)" } ?? "")
    }

    /// The verdict with its numbers, one line.
    public var sentence: String {
      if let refusal { return "no claim: \(refusal)" }
      let verdict = comparison.verdict
      if verdict.outcome == .equal { return "\(sameness): \(verdict.numbers)" }
      guard let reservation, let adjustedP else { return verdict.description }
      return
        "\(verdict.claim), \(reservation) (\(adjusted) = \(Self.probability(adjustedP))): \(verdict.numbers)"
    }

    /// That a claim does not survive the family of tests; `nil` where it does or there is none.
    private var reservation: String? {
      let claims: [Verdict.Outcome] = [.better, .worse, .higher, .lower]
      guard claims.contains(comparison.verdict.outcome), let adjustedP, adjustedP >= Verdict.significance
      else { return nil }
      return descriptor.headline == nil ? "not after BH" : "not after Holm"
    }

    private var adjusted: String { descriptor.headline == nil ? "p (BH)" : "p (Holm)" }

    private static func probability(_ p: Double) -> String { NumberText.fixed(p, digits: 3) ?? "\(p)" }

    private var sameness: String {
      if descriptor.reduction == .set { return "equal in every resample" }
      return comparison.isEqual ? "equal in every conversation" : "equally far off in every conversation"
    }

    /// The decision for programs: the refused ones make no claim.
    public var outcome: Verdict.Outcome { refusal == nil ? comparison.verdict.outcome : .noClaim }

    /// Whose values are missing.
    private var absence: String {
      switch (reasonA, reasonB) {
      case (.some, .some): "undefined in both"
      case (.some, nil): "undefined in A"
      case (nil, .some): "undefined in B"
      case (nil, nil): comparison.n == 1 ? "undefined (n = 1)" : "undefined: no pair has both values"
      }
    }

    private static func percent(_ share: Double) -> String {
      "\(Int((share * 100).rounded(.down))) % < \(Int(ComparisonReport.leastCoverage * 100)) %"
    }

    private static let words: [Verdict.Outcome: String] = [
      .noClaim: "no claim (n < \(Verdict.fewestPairs))", .better: "B is better",
      .worse: "B is worse", .higher: "B is higher", .lower: "B is lower", .noWorse: "B is no worse",
      .equivalent: "equivalent", .noDifferenceShown: "no difference shown",
    ]
  }
}

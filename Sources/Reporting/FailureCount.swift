public import Runs
import Scoring
public import Statistics

/// In how many conversations a run failed, and how many it may fail in.
///
/// None in n is not never: beside the count stands the upper bound of the 95 % interval, 1 - 0.05^(1/n) for none.
public struct FailureCount: Sendable, Equatable {
  /// What failed.
  public let what: String
  /// Conversations in which it did.
  public let failures: Int
  /// Conversations looked at.
  public let n: Int

  /// Upper bound of the rate; undefined without conversations.
  public var bound: Estimate<Double> {
    Estimate { () throws(StatisticsError) in try ExactProportion.upperBound(failures: failures, of: n) }
  }

  /// `takes that failed: 0 of 12 conversations, at most 22.1 % (95 % bound)`.
  public var sentence: String {
    let limit =
      bound.value.flatMap { NumberText.fixed($0 * 100, digits: 1) }
      .map { ", rate at most \($0) % (95 % bound)" } ?? ""
    return "\(what): \(failures) of \(n) conversations\(limit)"
  }

  /// Conversations with a take that was not made.
  public static func ofTakes(_ takes: [TakeSummary]) -> FailureCount {
    FailureCount(
      what: "failed takes",
      failures: Set(takes.filter { $0.failure != nil }.map(\.key.recording)).count,
      n: Set(takes.map(\.key.recording)).count)
  }

  /// Conversations in which a gate, of which the worst take decides, is below its pass of 1.
  static func ofGates(_ run: MeasuredRun) -> [FailureCount] {
    Metrics.descriptors.filter { $0.reduction == .minimum && $0.headline == 1 }.compactMap { descriptor in
      let own = run.scores.filter { $0.metric == descriptor.id }
      let defined = own.filter { $0.value.number != nil }
      guard !defined.isEmpty else { return nil }
      return FailureCount(
        what: "\(descriptor.title) below 1",
        failures: Set(defined.filter { ($0.value.number ?? 1) < 1 }.map(\.key.recording)).count,
        n: Set(defined.map(\.key.recording)).count)
    }
  }
}

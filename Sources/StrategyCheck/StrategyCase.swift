/// One thing that is tried with a strategy, in processes of its own.
public struct StrategyCase: Sendable {
  /// Id in kebab-case, as in `--only`.
  public let id: String
  /// What it tries, in one line.
  public let summary: String
  /// Whether it has more rendered than a strategy that is too slow for a live session gets through soon.
  public let rendersMuch: Bool
  let run: @Sendable (CaseStand) throws -> CaseStatus

  init(
    _ id: String, _ summary: String, rendersMuch: Bool = true,
    run: @escaping @Sendable (CaseStand) throws -> CaseStatus
  ) {
    self.id = id
    self.summary = summary
    self.rendersMuch = rendersMuch
    self.run = run
  }
}

/// The cases, in the order in which they are run and shown.
public enum StrategyCases {
  /// Every case.
  public static let all: [StrategyCase] = [
    .descriptor, .frameTime, .channelsMove, .needsUsed, .repeatable, .processes, .order, .blocks, .causality,
    .reaction,
    .range, .frameRates, .emptyTimeline, .singleRecord, .crowd, .overlap, .oddSpans, .storm, .twoHours,
    .allocations, .growth, .parameterEnds, .parametersRunning, .state, .createDestroy,
  ]

  /// The case of an id.
  public static func named(_ id: String) -> StrategyCase? { all.first { $0.id == id } }
}

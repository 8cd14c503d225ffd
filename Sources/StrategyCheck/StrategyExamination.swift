public import StrategyHost

/// A strategy put through the cases: each in fresh processes, so that a crash in one is its own only.
public struct StrategyExamination {
  /// The strategy.
  public let bundle: StrategyBundle
  /// How much is tried.
  public let settings: CheckSettings
  let ground: WorkerGround

  /// Names what is examined.
  ///
  /// - Parameter ground: what processes are started from; its `measures` is set where a case needs it.
  public init(_ bundle: StrategyBundle, ground: WorkerGround, settings: CheckSettings = CheckSettings()) {
    self.bundle = bundle
    self.ground = ground
    self.settings = settings
  }

  /// Runs cases, one after the other.
  ///
  /// - Parameters:
  ///   - cases: which ones.
  ///   - shouldStop: asked before each block of frames.
  ///   - starting: told of each case before it is run.
  ///   - report: given each result as it is there.
  /// - Returns: the results in order, one for each case. A strategy that cannot be loaded fails the first
  ///   case, and the others are skipped.
  /// - Throws: ``CheckStopped``.
  public func run(
    _ cases: [StrategyCase] = StrategyCases.all, shouldStop: @escaping () -> Bool = { false },
    starting: (StrategyCase) -> Void = { _ in }, report: (CaseResult) -> Void = { _ in }
  ) throws -> [CaseResult] {
    let card: StrategyCard
    var results: [CaseResult] = []
    do { card = try load() } catch {
      for (index, one) in cases.enumerated() {
        let status =
          index == 0 ? CaseStatus(judging: error) : .skipped("the strategy could not be loaded")
        results.append(CaseResult(id: one.id, summary: one.summary, status: status, facts: []))
        report(results[index])
      }
      return results
    }
    let scenes = SceneShelf(needs: Set(card.needs), settings: settings)
    for one in cases {
      if shouldStop() { throw CheckStopped() }
      starting(one)
      let stand = CaseStand(
        bundle, card: card, ground: ground, settings: settings, scenes: scenes, shouldStop: shouldStop)
      let status: CaseStatus
      do { status = try one.run(stand) } catch {
        // What was ended because the user asked for it says nothing of the strategy.
        if shouldStop() { throw CheckStopped() }
        status = CaseStatus(judging: error)
      }
      let result = CaseResult(id: one.id, summary: one.summary, status: status, facts: stand.facts)
      results.append(result)
      report(result)
    }
    return results
  }

  /// What the strategy says of itself, asked of a fresh process.
  func load() throws -> StrategyCard {
    try TakeRenderer(bundle, execution: .isolated(ground)).card
  }
}

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
  ///   - evenIfSlow: whether cases that have much rendered are run though `frame-time` has failed.
  ///   - shouldStop: asked before each block of frames.
  ///   - starting: told of each case before it is run.
  ///   - report: given each result as it is there.
  /// - Returns: the results in order, one for each case. A strategy that cannot be loaded fails the first
  ///   case, and the others are skipped; so are those that are left when its processes had to be ended for
  ///   the time they took in ``patience`` cases, and those that have much rendered when it is too slow.
  /// - Throws: ``CheckStopped``.
  public func run(
    _ cases: [StrategyCase] = StrategyCases.all, evenIfSlow: Bool = false,
    shouldStop: @escaping () -> Bool = { false },
    starting: (StrategyCase) -> Void = { _ in }, report: (CaseResult) -> Void = { _ in }
  ) throws -> [CaseResult] {
    let card: StrategyCard
    var results: [CaseResult] = []
    do { card = try load() } catch {
      for (index, one) in cases.enumerated() {
        let status =
          index == 0 ? CaseStatus(judging: error) : .skipped("the strategy could not be loaded")
        results.append(CaseResult(id: one.id, summary: one.summary, status: status))
        report(results[index])
      }
      return results
    }
    let scenes = SceneShelf(needs: Set(card.needs), settings: settings)
    var waits = 0
    var isSlow = false
    for one in cases {
      if shouldStop() { throw CheckStopped() }
      if let reason = Self.reasonToSkip(one, waits: waits, isSlow: isSlow && !evenIfSlow) {
        results.append(CaseResult(id: one.id, summary: one.summary, status: .skipped(reason)))
        report(results[results.count - 1])
        continue
      }
      starting(one)
      let stand = CaseStand(
        bundle, card: card, ground: ground, settings: settings, scenes: scenes, shouldStop: shouldStop)
      let status: CaseStatus
      do { status = try one.run(stand) } catch {
        // What was ended because the user asked for it says nothing of the strategy.
        if shouldStop() { throw CheckStopped() }
        if Self.tookTooLong(error) { waits += 1 }
        status = CaseStatus(judging: error)
      }
      if one.id == StrategyCase.frameTime.id, case .failed = status { isSlow = true }
      let result = CaseResult(id: one.id, summary: one.summary, status: status, facts: stand.facts)
      results.append(result)
      report(result)
    }
    return results
  }

  /// Cases in which a strategy may take too long before no further ones are run.
  public static let patience = 3

  private static func reasonToSkip(_ one: StrategyCase, waits: Int, isSlow: Bool) -> String? {
    if isSlow, one.rendersMuch {
      return "frame-time failed: rendering is too slow for this case; ask for it with --only NAME"
    }
    guard waits >= patience else { return nil }
    return "its processes had to be ended in \(waits) cases for the time they took"
  }

  private static func tookTooLong(_ error: any Error) -> Bool {
    guard case StrategyHostError.died(_, _, _, let reason) = error else { return false }
    switch reason {
    case .busy, .hung: return true
    default: return false
    }
  }

  /// What the strategy says of itself, asked of a fresh process.
  func load() throws -> StrategyCard {
    try TakeRenderer(bundle, execution: .isolated(ground)).card
  }
}

import Conversation
public import Provenance
import StrategyHost

/// A random timeline on which a strategy failed.
public struct FuzzFailure: Sendable, Hashable {
  /// Seed of the timelines.
  public var seed: UInt64
  /// Number of this one.
  public var index: Int
  /// What the strategy did.
  public var status: CaseStatus
  /// Records of the timeline.
  public var records: Int
  /// Records of it that were found to be enough.
  public var sufficient: Int

  /// `SEED:INDEX`, as in `--fuzz-case`.
  public var name: String { "\(seed):\(index)" }
}

extension StrategyExamination {
  /// Tries random timelines, each in a fresh process, until one fails or it is time to end.
  ///
  /// The timelines follow from the seed and their number alone; the clock only says how many there are.
  ///
  /// - Parameters:
  ///   - isOver: asked before each timeline.
  ///   - shouldStop: asked before each block of frames.
  ///   - tried: told after each timeline how many there were.
  /// - Throws: ``CheckStopped``; `StrategyHostError` when the strategy cannot be loaded.
  public func fuzz(
    seed: Seed, isOver: () -> Bool, shouldStop: @escaping () -> Bool = { false },
    tried: (Int) -> Void = { _ in }
  ) throws -> (tried: Int, failure: FuzzFailure?) {
    let card = try load()
    var index = 0
    while !isOver() {
      let failure = try fuzz(seed: seed, index: index, card: card, shouldStop: shouldStop)
      index += 1
      tried(index)
      if let failure { return (index, failure) }
    }
    return (index, nil)
  }

  /// Tries one random timeline; `nil` when the strategy keeps the contract on it.
  ///
  /// - Throws: ``CheckStopped``; `StrategyHostError` when the strategy cannot be loaded.
  public func fuzz(
    seed: Seed, index: Int, shouldStop: @escaping () -> Bool = { false }
  ) throws -> FuzzFailure? {
    try fuzz(seed: seed, index: index, card: load(), shouldStop: shouldStop)
  }

  private func fuzz(
    seed: Seed, index: Int, card: StrategyCard, shouldStop: @escaping () -> Bool
  ) throws -> FuzzFailure? {
    let scenes = SceneShelf(needs: Set(card.needs), settings: settings)
    func fault(_ timeline: FuzzTimeline) throws -> (trial: FuzzTimeline.Trial, status: CaseStatus)? {
      if shouldStop() { throw CheckStopped() }
      let stand = CaseStand(
        bundle, card: card, ground: ground, settings: settings, scenes: scenes, shouldStop: shouldStop)
      return try timeline.fault(on: stand)
    }
    var timeline = FuzzTimeline(seed: seed, index: index, card: card)
    guard let (trial, status) = try fault(timeline) else { return nil }
    let all = timeline.scene.schedule.entries.map { (arrival: $0.arrival, record: $0.record) }
    var kept = all
    // Drops halves, then quarters and so on, as long as it still goes wrong in the same manner.
    var tries = 40
    var size = max(1, kept.count / 2)
    while size > 0, !kept.isEmpty, tries > 0 {
      var at = 0
      while at < kept.count, tries > 0 {
        let fewer = Array(kept[..<at] + kept[min(kept.count, at + size)...])
        timeline.scene = timeline.scene.with(fewer)
        tries -= 1
        let found = try fault(timeline)
        if found?.trial == trial, found?.status.word == status.word { kept = fewer } else { at += size }
      }
      size /= 2
    }
    return FuzzFailure(
      seed: seed.value, index: index, status: status, records: all.count, sufficient: kept.count)
  }
}

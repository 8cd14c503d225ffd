import Conversation
import Foundation
import Motion
import Provenance
import StrategyHost

/// What a case has at hand: processes of its own, conversations, a place for what it measures.
///
/// Used by one thread at a time.
final class CaseStand {
  let bundle: StrategyBundle
  let card: StrategyCard
  let settings: CheckSettings
  let scenes: SceneShelf
  /// What was measured so far.
  private(set) var facts: [CaseFact] = []
  private let ground: WorkerGround
  private let shouldStop: () -> Bool

  /// Frames of a block unless a case asks for something else.
  static let block = 60

  init(
    _ bundle: StrategyBundle, card: StrategyCard, ground: WorkerGround, settings: CheckSettings,
    scenes: SceneShelf, shouldStop: @escaping () -> Bool
  ) {
    self.bundle = bundle
    self.card = card
    self.ground = ground
    self.settings = settings
    self.scenes = scenes
    self.shouldStop = shouldStop
  }

  /// Notes a number.
  func note(_ key: String, _ value: Double, _ unit: String = "") { facts.append(CaseFact(key, value, unit)) }

  /// Notes that there is no number, and why.
  func note(_ key: String, absent reason: String) { facts.append(CaseFact(key, absent: reason)) }

  /// Notes a count.
  func note(_ key: String, _ value: Int, _ unit: String = "") { note(key, Double(value), unit) }

  /// A seed of the case's own.
  func seed(_ label: String) -> Seed { settings.seed.derive("take", label) }

  /// The strategy in a fresh process.
  ///
  /// - Parameter measures: whether calls of `render` are timed and their allocations counted.
  func audition(
    parameters: [String: Double] = [:], block: Int = CaseStand.block, measures: Bool = false
  ) throws -> Audition {
    var ground = self.ground
    ground.measures = measures
    if !measures { ground.allocationCounter = nil }
    let audition = Audition(
      try TakeRenderer(bundle, parameters: parameters, execution: .isolated(ground)), block: block)
    audition.shouldStop = shouldStop
    return audition
  }

  /// Whether allocations can be counted.
  var countsAllocations: Bool {
    guard let counter = ground.allocationCounter, !bundle.isScript else { return false }
    return (try? counter.checkResourceIsReachable()) ?? false
  }

  /// Makes a take, all of it unless `look` says that the rest is not wanted.
  ///
  /// - Parameter look: is given every block with its first frame; false ends the take there.
  func perform(
    _ scene: TakeRenderer.Scene, _ audition: Audition, seed: Seed, rate: FrameRate = .fps60,
    block: Int = CaseStand.block, look: (Audition.Block, Int) throws -> Bool
  ) throws -> Int {
    let frames = rate.frameCount(covering: scene.recording.duration)
    let lookahead = try audition.begin(scene, seed: seed, rate: rate)
    var frame = 0
    while frame < frames {
      try check()
      let count = min(block, frames - frame)
      guard try look(audition.next(count), frame) else { break }
      frame += count
    }
    try audition.end()
    return lookahead
  }

  /// Makes a take and keeps it.
  func take(
    _ scene: TakeRenderer.Scene, _ audition: Audition, seed: Seed, rate: FrameRate = .fps60,
    block: Int = CaseStand.block
  ) throws -> ShownTake {
    var rows: [Float] = []
    var activity: [Float] = []
    let lookahead = try perform(scene, audition, seed: seed, rate: rate, block: block) { made, _ in
      rows += made.rows
      activity += made.activity
      return true
    }
    var take = ShownTake(layout: audition.strategy.layout, rate: rate, lookahead: lookahead)
    take.rows = rows
    take.activity = activity
    return take
  }

  /// Makes a take and refuses what the contract does not allow.
  @discardableResult
  func takeInRange(
    _ scene: TakeRenderer.Scene, _ audition: Audition, seed: Seed, rate: FrameRate = .fps60, what: String
  ) throws -> ShownTake {
    let made = try take(scene, audition, seed: seed, rate: rate)
    if let fault = RangeRule(made.layout).fault(in: made) { throw Refutation("\(what): \(fault)") }
    return made
  }

  /// Refuses takes that should be the same and are not.
  func mustEqual(_ first: ShownTake, _ second: ShownTake, what: String) throws {
    guard first.lookahead == second.lookahead else {
      throw Refutation(
        "\(what): it declares a lookahead of \(second.lookahead) frames, and \(first.lookahead) before")
    }
    if let difference = second.firstDifference(from: first, tolerance: card.tolerance) {
      throw Refutation("\(what): \(difference.description)")
    }
  }

  /// Ends the case when the user asked to stop.
  func check() throws { if shouldStop() { throw CheckStopped() } }
}

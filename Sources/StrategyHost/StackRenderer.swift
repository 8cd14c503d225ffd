import Characters
public import Motion
public import Provenance
import StrategyDriver

/// A stack ready to make takes: a strategy like any other to whoever runs it.
///
/// Every layer makes its take as it would alone, with the same seed and its own lookahead; then they are laid
/// over each other and, where the stack asks for it, guarded. Layers do not see each other.
public struct StackRenderer: TakeSource {
  /// What the stack says of itself: channels of all layers, parameters as `layer.parameter`.
  public let card: StrategyCard
  /// Channels of its takes.
  public let layout: ChannelLayout
  /// Values of all parameters as they will be in a take, by `layer.parameter`.
  public let settings: [String: Double]
  private let stack: StackDescription
  private let layers: [TakeRenderer]
  private let channels: [[Channel]]

  /// Puts loaded layers together.
  ///
  /// - Parameters:
  ///   - stack: how they are laid over each other.
  ///   - layers: one for each of the stack's layers, in its order.
  /// - Throws: ``StackError`` when masks or channels do not fit.
  public init(_ stack: StackDescription, layers: [TakeRenderer]) throws(StackError) {
    self.stack = stack
    self.layers = layers
    channels = layers.map(\.layout.channels)
    layout = try StackPlan(stack, channels: channels, rate: .fps60).layout
    let labels = stack.labels
    card = StrategyCard(stack, layers: layers.map(\.card), channels: layout.channels)
    var settings: [String: Double] = [:]
    for (label, layer) in zip(labels, layers) {
      for (id, value) in layer.settings { settings["\(label).\(id)"] = value }
    }
    self.settings = settings
  }

  /// Makes a take.
  ///
  /// - Throws: ``StrategyHostError`` naming the layer that failed; `StrategyDriverError.stopped`.
  public func render(
    _ scene: TakeRenderer.Scene, seed: Seed, rate: FrameRate, block: Int, shouldStop: () -> Bool
  ) throws -> RenderedTake {
    let plan = try StackPlan(stack, channels: channels, rate: rate)
    let labels = stack.labels
    var performed: [PerformedTake] = []
    for (index, layer) in layers.enumerated() {
      // A strategy that occurs again shall not repeat itself.
      let own = labels[index] == layer.card.id ? seed : seed.derive(labels[index])
      performed.append(try layer.perform(scene, seed: own, rate: rate, block: block, shouldStop: shouldStop))
    }
    let watch = stack.guarding.map {
      Guard(Guard.limits(scene.casting.limits, with: $0), layout: plan.layout, rate: rate)
    }
    let made = plan.blend(
      tracks: performed.map(\.track), activities: performed.map(\.activity), guarding: watch)
    return RenderedTake(
      track: made.track, lookahead: StackPlan.lookahead(of: performed.map(\.lookahead)),
      notes: performed.flatMap(\.notes), guardReport: made.guardReport)
  }
}

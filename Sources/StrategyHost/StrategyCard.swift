public import Motion
import StrategyDriver

/// What a strategy says of itself, in the house's own terms.
public struct StrategyCard: Sendable, Hashable {
  /// A number that a user may turn.
  public struct Parameter: Sendable, Hashable {
    /// Id, as in `--set id=value`.
    public var id: String
    /// What it does.
    public var title: String
    /// Unit, empty when there is none.
    public var unit: String
    /// Values allowed.
    public var range: ClosedRange<Double>
    /// Value unless set.
    public var initial: Double
  }

  /// Id of the strategy.
  public var id: String
  /// Semantic version of its behavior.
  public var version: String
  /// Title for lists.
  public var title: String
  /// One sentence.
  public var summary: String
  /// Who made it.
  public var vendor: String
  /// `words`, `phones`, `own-audio`, `partner-audio`: what it needs.
  public var needs: [String]
  /// Channels that it writes.
  public var channels: [Channel]
  /// 0 when same inputs give same bytes, else the largest difference to expect.
  public var tolerance: Float
  /// Its parameters.
  public var parameters: [Parameter]

  /// Whether it reads anybody's speech audio.
  public var needsAudio: Bool { needs.contains("own-audio") || needs.contains("partner-audio") }

  /// What a stack says of itself.
  init(_ stack: StackDescription, layers: [StrategyCard], channels: [Channel]) {
    id = stack.id
    version = layers.map(\.version).joined(separator: "+")
    title = layers.map(\.title).joined(separator: " over ")
    summary =
      "Layers, topmost first: \((stack.labels + (stack.guarding == nil ? [] : ["guard"])).joined(separator: ", "))."
    vendor = Set(layers.map(\.vendor)).sorted().joined(separator: ", ")
    needs = Set(layers.flatMap(\.needs)).sorted()
    self.channels = channels
    tolerance = layers.map(\.tolerance).max() ?? 0
    parameters = zip(stack.labels, layers).flatMap { label, card in
      card.parameters.map { parameter in
        var named = parameter
        named.id = "\(label).\(parameter.id)"
        return named
      }
    }
  }

  init(_ descriptor: StrategyDescriptor) {
    id = descriptor.id
    version = descriptor.version
    title = descriptor.title
    summary = descriptor.summary
    vendor = descriptor.vendor
    needs = descriptor.needs
    channels = descriptor.channels.map { Channel($0.name, kind: Channel.Kind(rawValue: $0.kind) ?? .weight) }
    tolerance = descriptor.tolerance
    parameters = descriptor.parameters.map {
      Parameter(
        id: $0.id, title: $0.title, unit: $0.unit, range: $0.minimum...max($0.minimum, $0.maximum),
        initial: $0.initial)
    }
  }
}

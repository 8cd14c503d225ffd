public import Characters
public import Motion

/// Who writes which channel of a stack: the table behind `strategy show STACK`.
///
/// A channel has one owner: the topmost `override` layer that holds it. Where only additive layers hold it, the
/// topmost of them is the owner and works upon rest.
public struct StackOwnership: Hashable, Sendable {
  /// One channel.
  public struct Row: Hashable, Sendable {
    /// The channel.
    public var channel: Channel
    /// Label of the layer that owns it.
    public var owner: String
    /// How the owner is laid over those below.
    public var mode: StackDescription.Mode
    /// Additive layers above the owner, topmost first: they add to it.
    public var added: [String]
    /// Layers below the owner, topmost first: they show where it lets go.
    public var below: [String]
    /// Rules of the guard that bear upon the channel, in words; empty without guard.
    public var rules: [String]
  }

  /// The channels in the order of the stack's layout.
  public let rows: [Row]

  /// Tells who owns what.
  ///
  /// - Parameters:
  ///   - plan: the stack.
  ///   - limits: what the guard holds, if there is one, the stack's own `never` included
  ///     (``Guard/limits(_:with:)``).
  public init(_ plan: StackPlan, limits: CharacterLimits? = nil) {
    rows = plan.layout.channels.map { channel in
      let holders = plan.layers.filter { $0.holds(channel) }
      let owner = holders.firstIndex { $0.mode == .override } ?? holders.startIndex
      return Row(
        channel: channel, owner: holders[owner].label, mode: holders[owner].mode,
        added: holders[..<owner].map(\.label), below: holders[(owner + 1)...].map(\.label),
        rules: limits.map { Guard.rules(for: channel, in: $0) } ?? [])
    }
  }
}

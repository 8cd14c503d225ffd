/// A strategy whose session can go on in another process (`state/1`).
///
/// The host finds the extension where a type conforms. Everything that shapes later frames belongs into the
/// state: decisions made, streams of ``StrategyRandom``, and parameters that records have changed
/// (``ParameterValues/numbers``). What `prepare` sets need not.
public protocol StatefulStrategy: Strategy {
  /// The state between two frames, as bytes that ``load(_:)`` of the same build can read. Saving changes nothing
  /// of what is rendered afterwards. May allocate and throw.
  func save() throws -> [UInt8]

  /// Takes on a state, in place of what was received and rendered before: called after `prepare` on an
  /// instance that has received and rendered nothing. Must throw on bytes that it cannot read, and never trust
  /// them.
  func load(_ state: [UInt8]) throws
}

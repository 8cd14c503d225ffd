import Motion
public import StrategySDK

/// A character that does nothing: face at rest, eyes on the partner, arms down. The floor of every scale.
public final class StillBehavior: StatefulStrategy {
  /// Id `still`.
  public static let descriptor = StrategyDescriptor(
    id: "still", version: "1.0.0", title: "Still",
    summary: "Rest pose, eyes on the partner, arms hanging: what no behavior looks like.",
    channels: BehaviorChannels.all)

  private let frame = PerformanceFrame()
  private var writer: RowWriter?

  /// Makes an instance.
  public init() {}

  /// Needs no lookahead.
  public func prepare(_ session: StrategySession) throws -> Int {
    writer = RowWriter(session)
    return 0
  }

  /// Pays no heed to anything.
  public func receive(_ record: KnownRecord) throws {}

  /// Writes the same row into every frame.
  public func render(_ span: FrameSpan, into rows: FrameRows) {
    guard let writer else { return }
    frame.clear()
    for index in 0..<span.frameCount { writer.write(frame, to: rows.row(index)) }
  }

  /// Nothing: every frame is like every other.
  public func save() throws -> [UInt8] { [] }

  /// Takes on nothing.
  public func load(_ state: [UInt8]) throws {
    guard state.isEmpty else {
      throw StrategyError.failed("a state of \(state.count) bytes is not of this build")
    }
  }
}

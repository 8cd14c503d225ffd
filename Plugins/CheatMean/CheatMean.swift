import Behaviors
import Motion
public import StrategyABI
import StrategySDK

/// The symbol that a host looks up.
@c(mien_strategy_entry)
public func mienStrategyEntry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<mien_entry>? {
  StrategyExport.entry(for: [MeanBehavior.self], major: major, minor: minor)
}

/// Holds the mean pose of the character's rehearsal: least error against anything, and no life. What distances
/// to a recording reward and scores of motion must catch.
final class MeanBehavior: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "cheat-mean", version: "1.0.0", title: "Cheat: mean (adversarial baseline)",
    summary: "The mean pose of rehearsal in every frame: must lose on everything that asks for motion.",
    channels: BehaviorChannels.all, needs: [.rehearsal])

  private var row: [Float] = []

  func prepare(_ session: StrategySession) throws -> Int {
    row = RehearsalRows(session).moments().mean.map(Float.init)
    row.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { RehearsalRows.settle(start) } }
    return 0
  }

  func receive(_ record: KnownRecord) throws {}

  func render(_ span: FrameSpan, into target: FrameRows) {
    row.withUnsafeBufferPointer { row in
      guard let start = row.baseAddress else { return }
      for index in 0..<span.frameCount { target.row(index).update(from: start, count: row.count) }
    }
  }
}

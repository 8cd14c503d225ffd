import Behaviors
import Motion
public import StrategyABI
import StrategySDK

/// The symbol that a host looks up.
@c(mien_strategy_entry)
public func mienStrategyEntry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<mien_entry>? {
  StrategyExport.entry(for: [NoiseBehavior.self], major: major, minor: minor)
}

/// White noise with mean and deviation of the character's rehearsal: as much motion as the character makes, in no
/// order. What scores of amount and of beats reward and scores of smoothness must catch.
final class NoiseBehavior: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "cheat-noise", version: "1.0.0", title: "Cheat: noise (adversarial baseline)",
    summary: "White noise with mean and deviation of rehearsal: must lose on smoothness and on fit.",
    channels: BehaviorChannels.all, needs: [.rehearsal])

  private var mean: [Double] = []
  private var deviation: [Double] = []
  private var noise = StrategyRandom(seed: 0, stream: "noise")

  func prepare(_ session: StrategySession) throws -> Int {
    (mean, deviation) = RehearsalRows(session).moments()
    noise = StrategyRandom(seed: session.seed, stream: "noise")
    return 0
  }

  func receive(_ record: KnownRecord) throws {}

  func render(_ span: FrameSpan, into target: FrameRows) {
    for index in 0..<span.frameCount {
      let row = target.row(index)
      for column in 0..<RehearsalRows.width {
        row[column] = Float(mean[column] + deviation[column] * noise.normal())
      }
      RehearsalRows.settle(row)
    }
  }
}

public import StrategySDK

/// Whether the own sound speaks, for conversations of which neither words nor turns are given.
///
/// Reads `speaking` of `features/1` as far ahead as it lags behind the sound, where that is known already.
public struct SpeechHearing {
  /// Seconds by which `speaking` tells of a beginning.
  private static let lag = 0.04

  private let stream: FeatureStream
  private let speaking: Int

  /// Binds the column; `nil` when the stream lacks it.
  public init?(_ stream: FeatureStream) {
    guard let speaking = stream.column("speaking") else { return nil }
    self.stream = stream
    self.speaking = speaking
  }

  /// Whether somebody speaks at a time; not where the sound is not known.
  public func hears(at time: Double) -> Bool {
    let rate = Double(stream.rowsPerSecond)
    guard rate > 0, time >= 0 else { return false }
    let row = min(Int((time + Self.lag) * rate + 1e-6) - 1, stream.knownRows - 1)
    guard row >= 0, Double(row + 1) / rate > time - 0.15 else { return false }
    return stream[row, speaking] > 0.5
  }
}

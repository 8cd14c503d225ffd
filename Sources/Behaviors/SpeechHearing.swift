public import StrategySDK

/// What the own sound tells where neither words nor turns are given: whether it speaks, and where it stresses.
///
/// Reads `speaking`, `nucleus` and `stress` of `features/1` as far ahead as is known already.
public struct SpeechHearing {
  /// Seconds by which `speaking` tells of a beginning.
  private static let lag = 0.04

  /// Seconds from the middle of a vowel to the row that tells of it.
  private static let nucleusLag = 0.0925
  /// Seconds ahead at which vowels are looked for.
  private static let reach = 0.15

  private let stream: FeatureStream?
  private let speaking, nucleus, stress: Int
  private var nextRow = 0

  /// Binds the columns; hears nothing where there is no stream or it lacks one.
  public init(_ stream: FeatureStream?) {
    speaking = stream?.column("speaking") ?? -1
    nucleus = stream?.column("nucleus") ?? -1
    stress = stream?.column("stress") ?? -1
    self.stream = min(speaking, nucleus, stress) < 0 ? nil : stream
  }

  /// The middle of a stressed vowel that came to be known since the last call, 58 ms ahead at best. To be called
  /// once per frame.
  public mutating func stressedVowel(at time: Double) -> Double? {
    guard let stream else { return nil }
    let rate = Double(stream.rowsPerSecond)
    guard rate > 0, time >= 0, time < 1e7 else { return nil }
    let end = min(Int((time + Self.reach) * rate + 1e-6), stream.knownRows)
    // What lies far back is no news.
    nextRow = max(nextRow, end - Int(rate))
    var vowel: Double?
    while nextRow < end {
      if stream[nextRow, nucleus] > 0.5, stream[nextRow, stress] > 0.7 {
        vowel = Double(nextRow + 1) / rate - Self.nucleusLag
      }
      nextRow += 1
    }
    return vowel
  }

  /// Whether somebody speaks at a time; not where the sound is not known.
  public func hears(at time: Double) -> Bool {
    guard let stream else { return false }
    let rate = Double(stream.rowsPerSecond)
    guard rate > 0, time >= 0 else { return false }
    let row = min(Int((time + Self.lag) * rate + 1e-6) - 1, stream.knownRows - 1)
    guard row >= 0, Double(row + 1) / rate > time - 0.15 else { return false }
    return stream[row, speaking] > 0.5
  }
}

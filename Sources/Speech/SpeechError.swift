/// What can be wrong with sound from outside.
public enum SpeechError: Error, Equatable, CustomStringConvertible {
  /// Samples per second that no speech recording has.
  case unusableRate(Int)
  /// A number of channels that cannot be mixed down.
  case unusableChannelCount(Int)

  /// What is wrong, and how to cure it.
  public var description: String {
    switch self {
    case .unusableRate(let rate):
      """
      audio with \(rate) samples per second cannot be used: give a file between \
      \(Waveform.rates.lowerBound) and \(Waveform.rates.upperBound)
      """
    case .unusableChannelCount(let count):
      "audio with \(count) channels cannot be mixed down: give a file with 1 to 64 channels"
    }
  }
}

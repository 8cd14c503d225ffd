/// How a synthesised voice sounds.
public struct VoiceSettings: Hashable, Sendable {
  /// Name of an espeak-ng voice, with its variant.
  public var name: String
  /// Speaking rate in words a minute (80…450).
  public var rate: Int
  /// Loudness (0…200, 100 is espeak-ng's usual one; 45 comes near −26 dB of full scale, the active speech
  /// level that ITU-T P.56 names as nominal).
  public var volume: Int
  /// Pitch (0…99, 50 is the voice's own).
  public var pitch: Int
  /// Pitch range (0…99, 50 is the voice's own).
  public var range: Int

  /// Rates that espeak-ng speaks at, in words a minute.
  public static let rates = 80...450

  /// Makes settings; the defaults are the house character's.
  public init(
    name: String = "en-us+f1", rate: Int = 165, volume: Int = 45, pitch: Int = 50, range: Int = 60
  ) {
    self.name = name
    self.rate = rate
    self.volume = volume
    self.pitch = pitch
    self.range = range
  }
}

extension Screenplay {
  /// What is wrong with the voices together; `nil` when nothing is.
  var voiceFault: String? {
    guard let voice = partnerVoice, !VoiceSettings.rates.contains(voice.rate) else { return nil }
    let rates = VoiceSettings.rates
    return "the partner speaks at \(voice.rate) words a minute and has a voice, which takes "
      + "\(rates.lowerBound) to \(rates.upperBound)"
  }
}

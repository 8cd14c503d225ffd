/// Whether somebody speaks, with hysteresis and hangover, and for how long nobody has.
///
/// A row is loud when the A-weighted level stands above its threshold: the noise floor + 6 dB or the speech peak
/// − 25 dB, whichever is higher. Speech begins when three rows in a row are loud by 3 dB more; it ends when
/// no row was loud for 200 ms.
struct VoiceActivity {
  /// Whether somebody speaks.
  private(set) var isSpeaking = false
  /// Seconds since the last loud row of the speech that ended, or since the beginning; 0 while somebody speaks.
  private(set) var pause: Float = 0

  private static let margin: Float = 3
  private static let attack = 3
  private static let hangover = 20

  private var loudRows = 0
  private var quietRows = 0

  /// Takes a row: the level, the noise floor and the speech peak in dB.
  mutating func step(level: Float, floor: Float, peak: Float) {
    let threshold = max(peak - 25, floor + 6)
    loudRows = level > threshold + Self.margin ? min(loudRows + 1, Self.attack) : 0
    quietRows = isSpeaking && level > threshold ? 0 : min(quietRows + 1, 100_000_000)
    if loudRows == Self.attack {
      isSpeaking = true
      quietRows = 0
    } else if quietRows > Self.hangover {
      isSpeaking = false
    }
    pause = isSpeaking ? 0 : Float(quietRows) / 100
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Trackers and mouth features of `mouth-audio/1`, one step per 10 ms.
struct MouthTracker {
  private(set) var floor: Float = -50
  private(set) var floor700: Float = -60
  private(set) var peak: Float = -27
  private(set) var openness: Float = 0
  private(set) var activity: Float = 0
  private(set) var rounding: Float = 0
  private(set) var spread: Float = 0
  private(set) var closing: Float = 0
  private var jaw: Float = 0

  /// Steps of one-pole smoothers at 10 ms.
  private static let tenth = 1 - expf(-0.1)
  private static let attack = 1 - expf(-1)
  private static let release = 1 - expf(-1 / 3)
  private static let slow = 1 - expf(-1 / 6)

  mutating func step(_ levels: SpectralLevels.Levels) {
    let a = levels.weighted
    let b = levels.bands[1]
    track(a, b)

    let p = peak
    let floorA = max(p - 35, min(floor + 6, p - 25))
    let floorB = max(p - 35, min(floor700 + 6, p - 28))
    let levelA = Self.clip((a - floorA) / (p - floorA), 1.2)
    let levelB = Self.clip((b - floorB) / (p - 10 - floorB), 1.2)
    let raw = 0.5 * levelA + 0.5 * levelB
    jaw += (raw - jaw) * (raw > jaw ? Self.attack : Self.release)
    openness = Self.clip((jaw - 0.15) / 0.85, 1)

    activity = Self.clip((a - max(p - 25, floor + 6)) / 15, 1)
    let round = activity * (0.3 + Self.clip((levels.ratio - 5) / 20, 1)) / 1.3
    rounding += (round - rounding) * Self.slow
    let wide = activity * Self.clip((10 - levels.ratio) / 20, 1)
    spread += (wide - spread) * Self.slow

    let loudest = max(
      max(levels.bands[0] - p, b - p + 12), max(levels.bands[2] - p + 12, levels.bands[3] - p + 8))
    let dip = Self.clip((-12 - loudest) / 6, 1)
    closing = dip > closing ? dip : closing + (dip - closing) * Self.release
  }

  private mutating func track(_ a: Float, _ b: Float) {
    // Digital silence says nothing about the room.
    guard a >= -88 else { return }
    floor = max(-80, a < floor ? floor + (a - floor) * Self.tenth : min(a, floor + 0.03))
    floor700 = max(-80, b < floor700 ? floor700 + (b - floor700) * Self.tenth : min(b, floor700 + 0.03))
    if a > peak {
      peak += (a - peak) * Self.tenth
    } else if a > floor + 10 {
      peak -= a > peak - 20 ? 0.015 : 0.08
    }
    peak = max(peak, max(-60, floor + 15))
  }

  @inline(__always)
  private static func clip(_ value: Float, _ high: Float) -> Float { max(0, min(high, value)) }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Trackers and mouth features of `mouth-audio/2`, one step per 10 ms.
///
/// A rule (levels in dB against an adaptive speech peak) and a small network over the same levels, 26 mel bands and
/// the rule's own numbers are averaged: the rule keeps what is general, the network adds which vowels open, round
/// and spread.
struct MouthTracker {
  private(set) var floor: Float = -50
  private(set) var floor700: Float = -60
  private(set) var peak: Float = -27
  private(set) var openness: Float = 0
  private(set) var activity: Float = 0
  private(set) var rounding: Float = 0
  private(set) var spread: Float = 0
  private(set) var closing: Float = 0
  /// Openness, rounding and spread of the rule alone, and its smoothed opening.
  private var rule = SIMD3<Float>.zero
  private var jaw: Float = 0
  /// Whether the level ever reached the peak: until then the peak is a guess that a soft voice corrects faster.
  private var isPeakHeard = false
  /// Whether the network is heard: 0 in the noise of the room.
  private var gate: Float = 0
  private var network = MouthNetwork()

  /// Steps of one-pole smoothers at 10 ms.
  private static let tenth = 1 - expf(-0.1)
  private static let attack = 1 - expf(-1)
  private static let release = 1 - expf(-1 / 3)
  private static let slow = 1 - expf(-1 / 6)
  private static let brief = 1 - expf(-2 / 3)
  /// dB per unit of the natural logarithm of power, for the mean of two bands.
  private static let half: Float = 0.5 * 4.3429448
  /// Range of the bands that the network sees, down from the peak.
  private static let range: Float = 45
  private static let pairs = MelCepstrum.bandCount / 2

  /// Takes a row: levels, and ln E of the mel bands in one lane.
  mutating func step(_ levels: SpectralLevels.Levels, bands: UnsafePointer<SIMD8<Float>>, lane: Int) {
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
    rule.x = Self.clip((jaw - 0.15) / 0.85, 1)

    activity = Self.clip((a - max(p - 25, floor + 6)) / 15, 1)
    let round = activity * (0.3 + Self.clip((levels.ratio - 5) / 20, 1)) / 1.3
    rule.y += (round - rule.y) * Self.slow
    let wide = activity * Self.clip((10 - levels.ratio) / 20, 1)
    rule.z += (wide - rule.z) * Self.slow

    let loudest = max(
      max(levels.bands[0] - p, b - p + 12), max(levels.bands[2] - p + 12, levels.bands[3] - p + 8))
    let dip = Self.clip((-12 - loudest) / 6, 1)
    closing = dip > closing ? dip : closing + (dip - closing) * Self.release

    for pair in 0..<Self.pairs {
      let level = Self.half * (bands[2 * pair][lane] + bands[2 * pair + 1][lane])
      let above = Self.clip((level - p + Self.range) / Self.range, 1.3)
      network[pair] += (above - network[pair]) * Self.brief
    }
    network[Self.pairs] = rule.x
    network[Self.pairs + 1] = activity
    network[Self.pairs + 2] = levelA
    network[Self.pairs + 3] = levelB
    network[Self.pairs + 4] = max(-1, min(1.5, levels.ratio / 20)) * activity
    network[Self.pairs + 5] = closing
    blend(a)
  }

  /// Mean of rule and network; the network falls silent with the voice.
  private mutating func blend(_ a: Float) {
    let heard = Self.clip((a - max(peak - 35, min(floor + 3, peak - 15))) / 4, 1)
    gate = heard > gate ? heard : gate + (heard - gate) * Self.release
    if gate < 1e-4 { gate = 0 }
    var shape = SIMD3<Float>.zero
    if gate > 0 {
      shape = network.measure()
      shape = shape.replacing(with: 0, where: shape .< 0)
    }
    let open = Self.clip((shape.x * gate - 0.08) / 0.6, 1.2)
    openness = Self.clip(0.6 * open + 0.4 * rule.x, 1)
    rounding = Self.clip(0.6 * min(1.2, shape.y) * gate + 0.5 * rule.y, 1)
    spread = Self.clip(0.65 * min(1.2, shape.z) * gate + 0.5 * rule.z, 1)
  }

  private mutating func track(_ a: Float, _ b: Float) {
    // Digital silence says nothing about the room.
    guard a >= -88 else { return }
    floor = max(-80, a < floor ? floor + (a - floor) * Self.tenth : min(a, floor + 0.03))
    floor700 = max(-80, b < floor700 ? floor700 + (b - floor700) * Self.tenth : min(b, floor700 + 0.03))
    if a > peak {
      peak += (a - peak) * Self.tenth
      isPeakHeard = true
    } else if a > floor + 10 {
      peak -= a > peak - 20 ? 0.015 : isPeakHeard ? 0.08 : 0.25
    }
    peak = max(peak, max(-60, floor + 15))
  }

  @inline(__always)
  private static func clip(_ value: Float, _ high: Float) -> Float { max(0, min(high, value)) }
}

import StrategySDK

/// Accents of speech in head and brows: nods on stressed vowels, brows a little ahead of them. Each vowel is
/// decided once, when it comes within reach.
public struct SpeechAccents: Sendable {
  /// One accent.
  public struct Accent: Sendable {
    /// Lowest point of the head.
    public var peak = -Double.infinity
    /// Degrees of pitch.
    public var size: Float = 0
    /// Seconds down.
    public var down: Float = 0.14
    /// Seconds back.
    public var back: Float = 0.24
    /// Degrees carried into yaw and roll.
    public var carry = SIMD2<Float>(0, 0)
    /// Size of the brow accent, 0 without one.
    public var brow: Float = 0
    /// Seconds of the brow accent.
    public var browLength: Float = 0.35
    /// Whether it is the last of its phrase.
    public var isNuclear = false
    /// Degrees of the small rise before the way down.
    public var rise: Float = 0.8
    /// Seconds by which the brows come later than 60 ms ahead of the head.
    public var browDelay: Float = 0
  }

  /// Seconds ahead at which a vowel is decided on.
  static let reach = 0.55
  private static let capacity = 12

  private var random: StrategyRandom
  private let style: CharacterStyle
  private var ring = [Accent](repeating: Accent(), count: SpeechAccents.capacity)
  private var written = 0
  private var decidedUntil = -Double.infinity
  private var lastPeak = -Double.infinity
  /// Size and number of accents against the ordinary.
  public var level: Float
  /// The accent that was decided on in the last frame, for hands to follow.
  public private(set) var fresh: Accent?

  /// No accents yet.
  public init(seed: UInt64, style: CharacterStyle, level: Float) {
    random = StrategyRandom(seed: seed, stream: "accents")
    self.style = style
    self.level = level
  }

  /// Speech fell silent at a time: what was to come does not.
  public mutating func cancel(after time: Double) {
    for index in ring.indices where ring[index].peak > time { ring[index].size = 0 }
  }

  /// Decides on the vowels that come within reach.
  public mutating func plan(_ phones: PhonePlan, at time: Double) {
    fresh = nil
    phones.items.withUnsafeBufferPointer { items in
      var index = Self.firstIndex(items, after: decidedUntil)
      while index < items.count, items[index].start - time < Self.reach {
        let phone = items[index]
        decidedUntil = phone.start
        index += 1
        guard phone.code.symbol.isVowel, phone.code.stress == 1, !phone.isFunctionWord else { continue }
        let peak = phone.start + 0.4 * (phone.end - phone.start) + random.within(0...0.06)
        let chance = (phone.isPhraseFinal ? 0.85 : 0.55) * Double(style.accentRate * min(level, 1.4))
        let size = Float(phone.isPhraseFinal ? random.within(4...6) : random.within(2...4))
        let sign = Float(random.sign())
        let toYaw = random.happens(0.5)
        let hasBrow = random.happens(0.3 * Double(style.browAccents))
        let brow = Float(random.within(0.12...0.3))
        let lengths = (Float(random.within(0.12...0.16)), Float(random.within(0.2...0.28)))
        guard random.happens(chance), peak - lastPeak >= 0.35, peak - Double(lengths.0) - 0.12 > time else {
          continue
        }
        let carry = 0.25 * size * sign * style.accentSize * level
        let accent = Accent(
          peak: peak, size: size * style.accentSize * level, down: lengths.0, back: lengths.1,
          carry: toYaw ? SIMD2(carry, 0) : SIMD2(0, carry), brow: hasBrow ? brow * level : 0,
          browLength: Float(random.within(0.3...0.4)), isNuclear: phone.isPhraseFinal)
        lastPeak = peak
        ring[written % Self.capacity] = accent
        written += 1
        fresh = accent
      }
    }
  }

  /// Decides on a stressed vowel of which sound alone told, once it came: there is no time for a rise before, and
  /// the head comes down 60 ms after the middle of the vowel or as soon as it can.
  public mutating func hear(_ vowel: Double, at time: Double) {
    let down = Float(random.within(0.13...0.16))
    let peak = max(vowel + 0.06, time + Double(down))
    let size = Float(random.within(2...4)) * style.accentSize * level
    let sign = Float(random.sign())
    let toYaw = random.happens(0.5)
    let hasBrow = random.happens(0.3 * Double(style.browAccents))
    let brow = Float(random.within(0.12...0.3)) * level
    let chance = 0.55 * Double(style.accentRate * min(level, 1.4))
    guard random.happens(chance), peak - lastPeak >= 0.5, peak - vowel < 0.25 else { return }
    let carry = 0.25 * size * sign
    lastPeak = peak
    ring[written % Self.capacity] = Accent(
      peak: peak, size: size, down: down, back: Float(random.within(0.2...0.28)),
      carry: toYaw ? SIMD2(carry, 0) : SIMD2(0, carry), brow: hasBrow ? brow : 0, rise: 0, browDelay: 0.12)
    written += 1
  }

  /// Adds the accents of a frame.
  public func add(to frame: PerformanceFrame, at time: Double) {
    ring.withUnsafeBufferPointer { ring in
      for accent in ring where accent.size > 0 && abs(time - accent.peak) < 0.6 {
        let t = Float(time - accent.peak)
        // A small rise before, down to the peak, back.
        let rise = Curve.envelope(t + accent.down + 0.12, attack: 0.12, hold: 0, release: accent.down)
        let fall = Curve.envelope(t + accent.down, attack: accent.down, hold: 0, release: accent.back)
        frame.head.x += accent.size * fall - accent.rise * rise
        frame.head.y += accent.carry.x * fall
        frame.head.z += accent.carry.y * fall
        if accent.brow > 0 {
          let half = accent.browLength * 0.5
          let up =
            accent.brow
            * Curve.envelope(
              t + 0.06 + half - accent.browDelay, attack: half, hold: 0.04, release: half)
          frame[.browInnerUp] += up
          frame.add(up, .browOuterUpLeft, .browOuterUpRight)
        }
      }
    }
  }

  private static func firstIndex(_ items: UnsafeBufferPointer<PhonePlan.Item>, after time: Double) -> Int {
    var low = 0
    var high = items.count
    while low < high {
      let middle = (low + high) / 2
      if items[middle].start > time { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

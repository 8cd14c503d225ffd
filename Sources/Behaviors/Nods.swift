import StrategySDK

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Nods: the listener's own, at the partner's pauses and now and then, and those asked for by cues.
public struct Nods: Sendable {
  /// A decaying series of nods or shakes.
  public struct Series: Sendable {
    /// When it begins, seconds.
    public var start = -Double.infinity
    /// First amplitude in degrees.
    public var amplitude: Float = 0
    /// Amplitude of each next one against the one before.
    public var decay: Float = 0.65
    /// How many.
    public var count: Float = 0
    /// How many a second.
    public var frequency: Float = 2.3
    /// Whether the head turns from side to side instead.
    public var isShake = false

    /// Makes a series.
    public init(
      start: Double = -.infinity, amplitude: Float = 0, decay: Float = 0.65, count: Int = 0,
      frequency: Float = 2.3, isShake: Bool = false
    ) {
      self.start = start
      self.amplitude = amplitude
      self.decay = decay
      self.count = Float(count)
      self.frequency = frequency
      self.isShake = isShake
    }
  }

  private var random: StrategyRandom
  private let rate: Float
  private var listening = Series()
  private var asked = Series()
  private var refractory = 0.0
  private var interval: Float = 1
  private var progress: Float = 0
  /// Whether a listening nod began in the last frame advanced.
  public private(set) var began = false

  /// `rate` scales how often the listener nods.
  public init(seed: UInt64, rate: Float) {
    random = StrategyRandom(seed: seed, stream: "nods")
    self.rate = rate
    interval = Float(random.logNormal(median: 1, sigma: 0.5))
  }

  /// Nods or shakes as asked, from a time on.
  public mutating func ask(_ series: Series) { asked = series }

  /// Adds the nods of a frame to the head.
  public mutating func add(to frame: PerformanceFrame, _ now: Situation) {
    began = false
    if now.partnerPaused, now.time > refractory, random.happens(Double(min(1, 0.45 * rate))) {
      begin(at: now.time + random.within(0.0...0.25))
    } else if now.state == .listening, now.stateAge > 1.2 {
      progress += now.step * rate / 9.5
      if progress >= interval, now.time > refractory { begin(at: now.time) }
    }
    frame.head += Self.angles(listening, now.time) + Self.angles(asked, now.time)
  }

  private mutating func begin(at time: Double) {
    began = true
    progress = 0
    interval = Float(random.logNormal(median: 1, sigma: 0.5))
    refractory = time + 2.5
    let draw = random.unit()
    if random.happens(0.25) {
      listening = Series(
        start: time, amplitude: Float(random.within(0.6...1.2)), decay: 0.9, count: 3,
        frequency: Float(random.within(3...4)))
    } else {
      listening = Series(
        start: time, amplitude: Float(random.within(3...5)), count: draw < 0.4 ? 1 : draw < 0.85 ? 2 : 3,
        frequency: Float(random.within(2.2...3)))
    }
  }

  private static func angles(_ series: Series, _ time: Double) -> SIMD3<Float> {
    guard series.count > 0 else { return .zero }
    let cycles = Float(time - series.start) * series.frequency
    guard cycles >= 0, cycles < series.count else { return .zero }
    let number = cycles.rounded(.down)
    let amplitude = series.amplitude * powf(series.decay, number)
    let phase = cycles - number
    if series.isShake {
      let swing = sinf(2 * .pi * phase) * min(1, cycles * 4) * min(1, (series.count - cycles) * 4)
      return SIMD3(0, amplitude * swing, 0)
    }
    return SIMD3(amplitude * 0.5 * (1 - cosf(2 * .pi * phase)), 0, 0)
  }
}

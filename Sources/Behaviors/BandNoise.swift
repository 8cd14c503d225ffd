public import StrategySDK

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Smooth noise within a frequency band, of a stated RMS: movement of a living body without a period.
public struct BandNoise: Sendable {
  private var random: StrategyRandom
  private let high: Float
  private let low: Float
  private var scale: Float = 1
  private var first: Float = 0
  private var second: Float = 0
  private var slow: Float = 0

  /// Noise between `low` and `high` Hz whose RMS is `rms`, advanced `rate` times a second.
  public init(random: StrategyRandom, low: Float, high: Float, rms: Float, rate: Float) {
    self.random = random
    self.high = 1 - expf(-2 * .pi * high / rate)
    self.low = 1 - expf(-2 * .pi * low / rate)
    scale = 1
    // The energy of the impulse response gives the gain for white noise of variance 1/12.
    var energy: Float = 0
    for index in 0..<max(64, Int(3 * rate / (2 * .pi * low))) {
      let y = step(index == 0 ? 1 : 0)
      energy += y * y
    }
    scale = rms * (12 / max(energy, 1e-12)).squareRoot()
    (first, second, slow) = (0, 0, 0)
    for _ in 0..<max(64, Int(rate / (2 * .pi * low))) { _ = next() }
  }

  /// The next value.
  @inline(__always)
  public mutating func next() -> Float {
    scale * step(Float(random.next() >> 40) * 0x1p-24 - 0.5)
  }

  @inline(__always)
  private mutating func step(_ input: Float) -> Float {
    first += high * (input - first)
    second += high * (first - second)
    slow += low * (second - slow)
    return second - slow
  }
}

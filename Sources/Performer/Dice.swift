#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random numbers for one part of a performance: the parts draw from dice of their own, so that a change in one
/// leaves the others as they were.
struct Dice {
  private var state: UInt64

  /// Dice for a part, named by a label (FNV-1a of its bytes mixed into the seed).
  init(seed: UInt64, _ label: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = seed ^ hash
  }

  /// 64 random bits (xorshift64* of Marsaglia and Vigna over a Weyl sequence).
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var x = state
    x ^= x >> 12
    x ^= x << 25
    x ^= x >> 27
    x = x &* 0x2545_f491_4f6c_dd1d
    x ^= x >> 32
    x = x &* 0xd6e8_feb8_6659_fd93
    return x ^ (x >> 32)
  }

  /// A number in 0 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number between two others.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// −1 or 1.
  mutating func sign() -> Double { unit() < 0.5 ? -1 : 1 }

  /// A standard normal number (Box and Muller).
  mutating func normal() -> Double {
    let u = max(unit(), 1e-12)
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * unit())
  }

  /// A log-normal number with the median given; the exponent is held to ±2 deviations.
  mutating func logNormal(median: Double, sigma: Double) -> Double {
    median * exp(sigma * min(2, max(-2, normal())))
  }

  /// The index of one of several weights.
  mutating func pick(_ weights: [Double]) -> Int {
    var rest = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}

/// A trait's scale: `low` at 0, 1 at ½, `high` at 1, log-linear on each side.
func scale(_ trait: Double, _ low: Double, _ high: Double) -> Double {
  trait < 0.5 ? exp(log(low) * (1 - 2 * trait)) : exp(log(high) * (2 * trait - 1))
}

/// Minimum-jerk ramp from 0 to 1 (Flash and Hogan 1985), held outside 0…1.
func minimumJerk(_ x: Double) -> Double {
  let t = min(1, max(0, x))
  return t * t * t * (10 - 15 * t + 6 * t * t)
}

/// x raised to a power, for x above 0.
func realPower(_ x: Double, _ exponent: Double) -> Double { exp(exponent * log(x)) }

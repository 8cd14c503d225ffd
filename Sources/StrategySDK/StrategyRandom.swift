#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Seeded randomness: SplitMix64 (Steele, Lea and Flood 2014), with streams by label.
///
/// Draw decisions per event or per frame from a stream of their own, never per call of `render`, so that a
/// take does not depend on how frames are grouped.
/// Encoding one keeps its place in the stream, as a saved state needs it.
public struct StrategyRandom: RandomNumberGenerator, Hashable, Codable, Sendable {
  private var state: UInt64

  /// The stream of a label within a session's seed.
  public init(seed: UInt64, stream label: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = seed ^ hash
    state = next()
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in 0 ..< 1 with 53 random bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in the given range.
  public mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// Whether an event of probability `p` happens.
  public mutating func happens(_ p: Double) -> Bool { unit() < p }

  /// −1 or 1.
  public mutating func sign() -> Double { next() & 1 == 0 ? 1 : -1 }

  /// A standard normal number (Box and Muller 1958; two draws each).
  public mutating func normal() -> Double {
    let u = max(unit(), 0x1p-53)
    let v = unit()
    return (-2 * log(u)).squareRoot() * cos(2 * Double.pi * v)
  }

  /// A log-normal number of the given median; sigma of the logarithm.
  public mutating func logNormal(median: Double, sigma: Double) -> Double { median * exp(sigma * normal()) }
}

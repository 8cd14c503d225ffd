/// The generator behind every sampled interval and test: SplitMix64 (Steele, Lea and Flood 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed; the same seed gives the same numbers everywhere.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension RandomNumberGenerator {
  /// A number in 0 ..< 1 made of the upper 53 bits.
  mutating func drawUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// floor(u·n), an index below `n`.
  mutating func drawIndex(below n: Int) -> Int { min(Int(drawUnit() * Double(n)), n - 1) }
}

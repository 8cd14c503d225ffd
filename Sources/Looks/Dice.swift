/// Numbers that look random and are the same each time (SplitMix64, Steele, Lea and Flood 2014).
struct Dice {
  private var state: UInt64

  init(_ seed: Int) {
    // Seeds one apart must not give the same row one step further: take a step of another length first.
    state = UInt64(bitPattern: Int64(seed)) &* 0xD134_2543_DE82_EF95 &+ 1
    state ^= state >> 29
  }

  /// A number in 0..<1.
  mutating func share() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
  }

  /// A number within `reach` of 0.
  mutating func spread(_ reach: Double) -> Double { (share() * 2 - 1) * reach }

  /// A number from a range.
  mutating func draw(_ range: ClosedRange<Double>) -> Double {
    mix(range.lowerBound, range.upperBound, share())
  }
}

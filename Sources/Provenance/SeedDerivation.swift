/// A 64-bit seed and the rule by which seeds for parts of a run are derived from it.
///
/// `derive` hashes the labels with FNV-1a over their UTF-8 bytes (each label closed by a zero byte) and
/// mixes the result with the parent by SplitMix64 (Steele, Lea and Flood 2014), so that a take's seed
/// depends on run seed, recording and participant only, never on order or thread.
public struct Seed: Hashable, Sendable {
  /// The value.
  public let value: UInt64

  /// Wraps a value.
  public init(_ value: UInt64) { self.value = value }

  /// The seed of a part, named by labels from the outside in.
  public func derive(_ labels: String...) -> Seed {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for label in labels {
      for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    var generator = SeededGenerator(seed: Seed(value ^ hash))
    return Seed(generator.next())
  }
}

/// SplitMix64, seeded by a ``Seed``: what the host leaves to chance. Strategies and `Statistics` have their own.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed.
  public init(seed: Seed) { state = seed.value }

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
}

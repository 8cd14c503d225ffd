import Foundation

/// The generator of the golden vectors: x ← 6364136223846793005·x + 1442695040888963407 mod 2^64
/// (Knuth's MMIX constants), of which the upper 53 bits are used. For reproducing published vectors only.
public struct LinearCongruentialGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64
  private var kept: Double?

  /// Starts from a seed.
  public init(seed: UInt64) { state = seed }

  /// The next state.
  public mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }

  /// A number in 0 ..< 1.
  public mutating func unit() -> Double { drawUnit() }

  /// floor(u·n), an index below `n`; `n` at least 1.
  public mutating func index(below n: Int) -> Int {
    precondition(n > 0, "an index needs at least one place")
    return drawIndex(below: n)
  }

  /// A standard normal number (Box and Muller 1958): the cosine branch, then the sine branch kept from it.
  public mutating func normal() -> Double {
    if let value = kept {
      kept = nil
      return value
    }
    let radius = (-2 * log(max(unit(), 0x1p-53))).squareRoot()
    let angle = 2 * Double.pi * unit()
    kept = radius * sin(angle)
    return radius * cos(angle)
  }
}

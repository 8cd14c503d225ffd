public import Provenance

/// How much is tried.
public struct CheckSettings: Sendable {
  /// Share of the full lengths and counts, 0…1. Less than 1 finds less; it is for builds without optimisation.
  public var scale: Double
  /// Where all conversations and attacks come from.
  public var seed: Seed

  /// Full lengths unless told otherwise.
  public init(scale: Double = 1, seed: Seed = Seed(1)) {
    self.scale = scale
    self.seed = seed
  }

  /// A length in seconds, scaled, but not below `least`.
  func seconds(_ full: Double, least: Double) -> Double { max(min(full, least), full * scale) }

  /// A count, scaled, but not below `least`.
  func count(_ full: Int, least: Int) -> Int { max(min(full, least), Int(Double(full) * scale)) }
}

import Foundation

/// One number from many: a gated, weighted geometric mean of components that are 0 for the best cheat and 1 for
/// the character's own sessions. Never to be shown without its components.
///
/// S = 100 · gate · Π max(c, 0.01)^w. The mean is geometric so that no component can be bought with another.
public struct GatedComposite: Sendable, Equatable {
  /// What a component counts at least, so that one of 0 does not hide all others.
  public static let least = 0.01

  /// S, 0…100.
  public let value: Double

  /// clip((x - cheat)/(reference - cheat), 0, 1): where a value lies between cheat and reference, more being better.
  ///
  /// Throws for values that are not finite, and where the reference is not better than the cheat, since such a
  /// score cannot tell them apart.
  public static func component(
    _ value: Double, cheat: Double, reference: Double
  ) throws(StatisticsError) -> Double {
    _ = try Sample([value, cheat, reference], named: "value, cheat and reference")
    guard reference > cheat else {
      throw .outOfRange(
        what: "reference of a component", range: "above the cheat's \(cheat)", given: "\(reference)")
    }
    return min(1, max(0, (value - cheat) / (reference - cheat)))
  }

  /// Combines components.
  ///
  /// Throws for no components, unlike lengths, components or a gate outside 0…1, and weights that are negative or
  /// do not add up to 1 (within 1e-9).
  public init(components: [Double], weights: [Double], gate: Double) throws(StatisticsError) {
    try Self.require(components, weights)
    guard gate >= 0, gate <= 1 else {
      throw .outOfRange(what: "gate", range: "0...1", given: "\(gate)")
    }
    value = 100 * gate * exp(Self.logarithm(components, weights))
  }

  static func require(_ components: [Double], _ weights: [Double]) throws(StatisticsError) {
    try requireSameLength("components and weights", components.count, weights.count)
    _ = try Sample(components, named: "components")
    _ = try Sample(weights, named: "weights")
    if let place = components.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
      throw .outOfRange(what: "component \(place)", range: "0...1", given: "\(components[place])")
    }
    let sum = weights.reduce(0, +)
    guard weights.allSatisfy({ $0 >= 0 }), (sum - 1).magnitude < 1e-9 else {
      throw .outOfRange(what: "weights", range: "0 or more with sum 1", given: "sum \(sum)")
    }
  }

  /// Σ w · ln max(c, least).
  static func logarithm(_ components: [Double], _ weights: [Double]) -> Double {
    zip(components, weights).reduce(0) { $0 + $1.1 * log(max(least, $1.0)) }
  }
}

/// How much the order of systems owes to the choice of weights.
///
/// Weightings are drawn evenly from all that add up to 1 (Dirichlet with every parameter 1).
public struct WeightStability: Sendable, Equatable {
  /// Share of the draws that keep the whole order, equal values in either order.
  public let keepsOrder: Double
  /// By system: share of the draws in which it is first, alone or with equals.
  public let first: [Double]
  /// Weightings drawn.
  public let draws: Int

  /// Draws weightings over the systems' components (a row per system) and gates.
  ///
  /// Throws as ``GatedComposite`` does, for no systems, and for draws outside 1…1,000,000.
  public init(
    components rows: [[Double]], gates: [Double], weights: [Double], seed: UInt64, draws: Int = 1000
  ) throws(StatisticsError) {
    guard !rows.isEmpty else { throw .tooFew(what: "systems", needed: 1, given: 0) }
    guard (1...1_000_000).contains(draws) else {
      throw .outOfRange(what: "weightings", range: "1...1000000", given: "\(draws)")
    }
    try requireSameLength("components and gates", rows.count, gates.count)
    var stated: [Double] = []
    for (row, gate) in zip(rows, gates) {
      stated.append(try GatedComposite(components: row, weights: weights, gate: gate).value)
    }
    let pairs = stated.indices.flatMap { i in
      stated.indices.filter { stated[i] > stated[$0] }.map { (i, $0) }
    }
    var generator = SplitMix64(seed: seed)
    var kept = 0
    var first = [Int](repeating: 0, count: rows.count)
    for _ in 0..<draws {
      let raw = weights.map { _ in -log(1 - generator.drawUnit()) }
      let sum = raw.reduce(0, +)
      let drawn = raw.map { sum > 0 ? $0 / sum : 1 / Double(raw.count) }
      let values = zip(rows, gates).map { $1 * exp(GatedComposite.logarithm($0, drawn)) }
      if pairs.allSatisfy({ values[$0.0] >= values[$0.1] }) { kept += 1 }
      let best = values.max() ?? 0
      for system in values.indices where values[system] == best { first[system] += 1 }
    }
    keepsOrder = Double(kept) / Double(draws)
    self.first = first.map { Double($0) / Double(draws) }
    self.draws = draws
  }
}

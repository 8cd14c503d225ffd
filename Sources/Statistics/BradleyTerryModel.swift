import Foundation

/// Strengths of systems from paired votes: P(i beats j) = 1/(1 + exp(θj - θi)) (Bradley and Terry 1952).
///
/// Fitted by minorise-maximise (Hunter 2004); the order of the votes does not matter.
public struct BradleyTerryModel: Sendable, Equatable {
  /// Largest number of systems accepted.
  public static let mostSystems = 200

  /// Log-strength θ per system, mean 0.
  public let strengths: [Double]
  /// Standard error of each θ, from the pseudo-inverse of the information matrix.
  public let standardErrors: [Double]
  /// Σ wins·ln P at the fitted strengths.
  public let logLikelihood: Double

  /// Elo scale: 1500 + 400/ln 10 · θ.
  public var elo: [Double] { strengths.map(Self.elo) }

  /// A log-strength on the Elo scale.
  public static func elo(_ strength: Double) -> Double { 1500 + 400 / log(10) * strength }

  /// Fits a square table: `wins[i][j]` = votes for i over j, a tie counting ½ on both sides.
  ///
  /// The diagonal is ignored. Throws for fewer than 2 systems, a table that is not square, counts that are
  /// negative or not finite, and when some system is not linked to every other by wins and by losses (a
  /// disconnected table, an unbeaten or a winless system), since then a strength has no finite value.
  public init(wins: [[Double]]) throws(StatisticsError) {
    let n = wins.count
    guard n >= 2 else { throw .tooFew(what: "compared systems", needed: 2, given: n) }
    guard n <= Self.mostSystems else {
      throw .tooMany(what: "compared systems", allowed: Self.mostSystems, given: n)
    }
    for (i, row) in wins.enumerated() {
      try requireSameLength("table of wins, row \(i)", row.count, n)
      let sample = try Sample(row, named: "wins of system \(i)")
      guard sample.values.allSatisfy({ $0 >= 0 && $0 <= 1e9 }) else {
        throw .outOfRange(what: sample.name, range: "0...1e9", given: "\(row)")
      }
    }
    for (name, transposed) in [("wins", false), ("losses", true)] {
      if let system = Self.unreached(wins, transposed: transposed) {
        throw .notConnected(what: "system 0 and system \(system) are not linked by \(name)")
      }
    }
    let theta = try Self.fit(wins)
    strengths = theta
    var likelihood = 0.0
    for i in 0..<n {
      for j in 0..<n where i != j && wins[i][j] > 0 {
        likelihood -= wins[i][j] * log1p(exp(theta[j] - theta[i]))
      }
    }
    logLikelihood = likelihood
    standardErrors = try Self.standardErrors(wins, theta)
  }

  /// A system that no chain of wins (or of losses) leads to from system 0.
  private static func unreached(_ wins: [[Double]], transposed: Bool) -> Int? {
    var reached = [Bool](repeating: false, count: wins.count)
    var open = [0]
    reached[0] = true
    while let i = open.popLast() {
      for j in wins.indices where !reached[j] && i != j {
        if (transposed ? wins[j][i] : wins[i][j]) > 0 {
          reached[j] = true
          open.append(j)
        }
      }
    }
    return reached.firstIndex(of: false)
  }

  /// θi ← ln(wins of i / Σj games(i, j)/(e^θi + e^θj)), one system after the other, until nothing moves.
  private static func fit(_ wins: [[Double]]) throws(StatisticsError) -> [Double] {
    let n = wins.count
    var theta = [Double](repeating: 0, count: n)
    var largestStep = 0.0
    for _ in 0..<20_000 {
      largestStep = 0
      for i in 0..<n {
        var won = 0.0
        var expected = 0.0
        for j in 0..<n where j != i {
          won += wins[i][j]
          expected += (wins[i][j] + wins[j][i]) / (1 + exp(theta[j] - theta[i]))
        }
        let step = log(won / expected)
        theta[i] += step
        largestStep = max(largestStep, step.magnitude)
      }
      let mean = theta.reduce(0, +) / Double(n)
      for i in 0..<n { theta[i] -= mean }
      if largestStep < 1e-13 { break }
    }
    guard largestStep < 1e-9, theta.allSatisfy(\.isFinite) else {
      throw .notConnected(what: "the systems are linked too weakly for a fit")
    }
    return theta
  }

  /// The information matrix has the vector of ones as its null space, so its pseudo-inverse is
  /// (I + J/n)⁻¹ - J/n with J all ones.
  private static func standardErrors(
    _ wins: [[Double]], _ theta: [Double]
  ) throws(StatisticsError) -> [Double] {
    let n = wins.count
    let share = 1 / Double(n)
    var rows = [[Double]](repeating: [Double](repeating: share, count: n), count: n)
    for i in 0..<n {
      for j in 0..<n where j != i {
        let p = 1 / (1 + exp(theta[j] - theta[i]))
        let weight = (wins[i][j] + wins[j][i]) * p * (1 - p)
        rows[i][i] += weight
        rows[i][j] -= weight
      }
    }
    // Gauss-Jordan in place: the matrix is symmetric and positive definite, so no pivoting is needed.
    for k in 0..<n {
      let pivot = rows[k][k]
      guard pivot > 0, pivot.isFinite else {
        throw .notConnected(what: "the comparisons of system \(k) hold too little information")
      }
      for j in 0..<n { rows[k][j] = (j == k ? 1 : rows[k][j]) / pivot }
      for i in 0..<n where i != k {
        let factor = rows[i][k]
        for j in 0..<n { rows[i][j] = (j == k ? 0 : rows[i][j]) - factor * rows[k][j] }
      }
    }
    return (0..<n).map { max(0, rows[$0][$0] - share).squareRoot() }
  }
}

/// Fréchet distance of two normal distributions (Dowson and Landau 1982): |μA - μB|² +
/// tr(ΣA + ΣB - 2(ΣA^½ ΣB ΣA^½)^½).
///
/// The trace of the root is Σ√λ over the eigenvalues of ΣA^½ ΣB ΣA^½, those at or below rounding counted as 0. No
/// ridge is added, so singular covariances work and values are comparable with exact code only.
public struct FrechetDistance: Sendable, Equatable {
  /// |μA - μB|², in the squared unit of the features.
  public let meanTerm: Double
  /// tr ΣA + tr ΣB - 2·Σ√λ, at least 0 but for rounding.
  public let covarianceTerm: Double

  /// The distance: sum of both terms, in the squared unit of the features.
  public var value: Double { meanTerm + covarianceTerm }

  /// Compares two sets of sums. Throws for unlike dimensions and fewer than 2 points on a side.
  ///
  /// Fewer than 10 points per dimension make the number unreliable though it is defined: the caller has to say so.
  public init(_ a: Covariance, _ b: Covariance) throws(StatisticsError) {
    try self.init(
      means: (a.mean, b.mean), covariances: (try a.matrix(), try b.matrix()))
  }

  /// Compares two clouds. Throws as ``init(_:_:)`` does.
  ///
  /// Where a cloud has fewer points than dimensions, Σ√λ is taken on that side: as the sum of the singular values of
  /// XA·XBᵀ/√((nA - 1)(nB - 1)), of the centred points as rows, which are the same numbers.
  public init(_ a: PointCloud, _ b: PointCloud) throws(StatisticsError) {
    try requireSameDimensions(a, b)
    guard min(a.count, b.count) < a.dimensions else {
      try self.init(Covariance(of: a), Covariance(of: b))
      return
    }
    for cloud in [a, b] where cloud.count < 2 {
      throw .tooFew(what: "points of a covariance", needed: 2, given: cloud.count)
    }
    let (few, many) =
      a.count <= b.count ? (CentredPoints(a), CentredPoints(b)) : (CentredPoints(b), CentredPoints(a))
    let product = try SymmetricEigen(few.gram(through: many), order: few.count)
    let limit = product.roundingLimit
    var cross = 0.0
    for value in product.values where value > limit { cross += value.squareRoot() }
    let square = zip(few.mean, many.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let trace = few.trace + many.trace
    guard square.isFinite, trace.isFinite, cross.isFinite else {
      throw .outOfRange(what: "Fréchet distance", range: "what a Float64 holds", given: "larger")
    }
    self.init(meanTerm: square, covarianceTerm: trace - 2 * cross)
  }

  private init(meanTerm: Double, covarianceTerm: Double) {
    self.meanTerm = meanTerm
    self.covarianceTerm = covarianceTerm
  }

  /// Order of the matrices whose eigenvalues the distance of two clouds takes: time grows with its cube.
  public static func order(_ a: PointCloud, _ b: PointCloud) -> Int { min(a.dimensions, a.count, b.count) }

  /// Compares means and covariance matrices (d × d, row-major). Throws for unlike sizes and numbers that are not
  /// finite.
  public init(
    means: (a: [Double], b: [Double]), covariances: (a: [Double], b: [Double])
  ) throws(StatisticsError) {
    let d = means.a.count
    try requireSameLength("dimensions of the two means", d, means.b.count)
    try SymmetricEigen.admit(covariances.b, order: d, named: "second covariance")
    let first = try SymmetricEigen(covariances.a, order: d)
    let firstLimit = first.roundingLimit
    let root = first.matrix { $0 > firstLimit ? $0.squareRoot() : 0 }
    let inner = Self.product(Self.product(root, covariances.b, d), root, d)
    let symmetric = (0..<d * d).map { (inner[$0] + inner[$0 % d * d + $0 / d]) / 2 }
    let product = try SymmetricEigen(symmetric, order: d)
    let limit = product.roundingLimit
    var cross = 0.0
    for value in product.values where value > limit { cross += value.squareRoot() }
    var trace = 0.0
    var square = 0.0
    for i in 0..<d {
      trace += covariances.a[i * d + i] + covariances.b[i * d + i]
      square += (means.a[i] - means.b[i]) * (means.a[i] - means.b[i])
    }
    guard square.isFinite, trace.isFinite, cross.isFinite else {
      throw .outOfRange(what: "Fréchet distance", range: "what a Float64 holds", given: "larger")
    }
    self.init(meanTerm: square, covarianceTerm: trace - 2 * cross)
  }

  private static func product(_ a: [Double], _ b: [Double], _ d: Int) -> [Double] {
    var result = [Double](repeating: 0, count: d * d)
    for i in 0..<d {
      for k in 0..<d {
        let factor = a[i * d + k]
        guard factor != 0 else { continue }
        for j in 0..<d { result[i * d + j] += factor * b[k * d + j] }
      }
    }
    return result
  }
}

internal import CLapack

/// Linear equations with a symmetric positive definite matrix, solved by Cholesky's factorisation (LAPACK's
/// dposv).
public enum PositiveDefiniteSystem {
  /// Solves A·x = b for every right side.
  ///
  /// - Parameters:
  ///   - matrix: A, order × order; the upper triangle (row ≤ column) is read.
  ///   - order: rows of A.
  ///   - rightSides: the vectors b, one after the other.
  /// - Returns: the vectors x in the same order.
  ///
  /// Throws for an order outside 1...4000, wrong counts, numbers that are not finite, and a matrix that is not
  /// positive definite.
  public static func solve(
    _ matrix: [Double], order: Int, rightSides: [Double]
  ) throws(StatisticsError) -> [Double] {
    try SymmetricEigen.admit(matrix, order: order, named: "positive definite matrix")
    guard !rightSides.isEmpty, rightSides.count % order == 0 else {
      throw .unequalLengths(what: "right sides", first: rightSides.count, second: order)
    }
    if let index = rightSides.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(what: "right sides", index: index)
    }
    var a = matrix
    var x = rightSides
    var n = Int32(order)
    guard var sides = Int32(exactly: rightSides.count / order) else {
      throw .tooMany(what: "right sides", allowed: Int(Int32.max), given: rightSides.count / order)
    }
    var info: Int32 = 0
    dposv_("L", &n, &sides, &a, &n, &x, &n, &info, 1)
    guard info == 0, x.allSatisfy(\.isFinite) else {
      throw .noSolution(what: "equations with a matrix that is not positive definite")
    }
    return x
  }
}

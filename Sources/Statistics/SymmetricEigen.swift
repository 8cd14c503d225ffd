internal import CLapack

/// Eigenvalues and eigenvectors of a real symmetric matrix, by divide and conquer (LAPACK's dsyevd).
public struct SymmetricEigen: Sendable {
  /// Largest order accepted.
  public static let largestOrder = 4_000

  /// Number of rows.
  public let order: Int
  /// Eigenvalues in ascending order.
  public let values: [Double]
  /// Unit eigenvectors, one row per eigenvalue: `vectors[k * order + i]` is component i of vector k.
  ///
  /// The sign is fixed by rule: the component of largest magnitude (the first of those within 1e-9 of it) is
  /// positive. Vectors of equal eigenvalues span a space of which any basis may be given.
  public let vectors: [Double]

  /// Decomposes a matrix of order × order numbers, of which the upper triangle (row ≤ column) is read.
  ///
  /// Throws for an order outside 1...4000, a wrong count of numbers, numbers that are not finite, and when
  /// LAPACK finds no solution.
  public init(_ matrix: [Double], order: Int) throws(StatisticsError) {
    try Self.admit(matrix, order: order, named: "symmetric matrix")
    var a = matrix
    var w = [Double](repeating: 0, count: order)
    var n = Int32(order)
    var info: Int32 = 0
    var workSize = Int32(-1)
    var integerSize = Int32(-1)
    var workWanted = 0.0
    var integersWanted: Int32 = 0
    // LAPACK counts columns first: our upper triangle is its lower one.
    dsyevd_("V", "L", &n, &a, &n, &w, &workWanted, &workSize, &integersWanted, &integerSize, &info, 1, 1)
    guard info == 0, workWanted.isFinite else { throw .noSolution(what: "eigenvalues of order \(order)") }
    workSize = Int32(workWanted)
    integerSize = integersWanted
    var work = [Double](repeating: 0, count: max(1, Int(workSize)))
    var integers = [Int32](repeating: 0, count: max(1, Int(integerSize)))
    dsyevd_("V", "L", &n, &a, &n, &w, &work, &workSize, &integers, &integerSize, &info, 1, 1)
    guard info == 0, w.allSatisfy(\.isFinite) else {
      throw .noSolution(what: "eigenvalues of order \(order)")
    }
    self.order = order
    values = w
    for vector in 0..<order { Self.fixSign(&a, from: vector * order, count: order) }
    vectors = a
  }

  /// Eigenvalues below this are rounding: order·8·2⁻⁵²·the largest magnitude.
  public var roundingLimit: Double {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    return Double(order) * 8 * Double.ulpOfOne * largest
  }

  /// Σ f(λ)·v·vᵀ, row-major: the matrix with the same vectors and changed values.
  public func matrix(_ function: (Double) -> Double) -> [Double] {
    var result = [Double](repeating: 0, count: order * order)
    for (k, value) in values.enumerated() {
      let factor = function(value)
      guard factor != 0 else { continue }
      let vector = vectors[k * order..<(k + 1) * order]
      for (i, component) in vector.enumerated() {
        let scaled = factor * component
        for (j, other) in vector.enumerated() { result[i * order + j] += scaled * other }
      }
    }
    return result
  }

  private static func fixSign(_ a: inout [Double], from start: Int, count: Int) {
    var largest = 0.0
    for index in start..<start + count { largest = max(largest, a[index].magnitude) }
    guard let lead = (start..<start + count).first(where: { a[$0].magnitude >= largest * (1 - 1e-9) }),
      a[lead] < 0
    else { return }
    for index in start..<start + count { a[index] = 0 - a[index] }
  }

  /// Refuses what is no square matrix of finite numbers.
  static func admit(_ matrix: [Double], order: Int, named name: String) throws(StatisticsError) {
    guard (1...largestOrder).contains(order) else {
      throw .outOfRange(what: "order of \(name)", range: "1...\(largestOrder)", given: "\(order)")
    }
    try requireSameLength(name, matrix.count, order * order)
    if let index = matrix.firstIndex(where: { !$0.isFinite }) { throw .notFinite(what: name, index: index) }
  }
}

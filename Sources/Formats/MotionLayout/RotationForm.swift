import Motion

/// How an array writes a rotation.
public enum RotationForm: Sendable, Hashable {
  /// Axis times angle in radians.
  case axisAngle
  /// The first two columns of the matrix, one behind the other (Zhou et al. 2019).
  case sixColumns
  /// The first two rows, one behind the other.
  case sixRows
  /// The first two columns, row after row.
  case sixInterleaved
  /// All nine numbers, row after row.
  case matrix
  /// A quaternion, w first.
  case quaternionWXYZ
  /// A quaternion, w last.
  case quaternionXYZW
  /// Angles about the axes 0 to 2, whose matrices are multiplied as `order` says; the numbers stand as `columns` says.
  case euler(order: [Int], columns: [Int], isDegrees: Bool)

  /// Numbers of one rotation.
  public var width: Int {
    switch self {
    case .axisAngle, .euler: 3
    case .sixColumns, .sixRows, .sixInterleaved: 6
    case .matrix: 9
    case .quaternionWXYZ, .quaternionXYZW: 4
    }
  }

  /// The form in words.
  public var summary: String {
    switch self {
    case .axisAngle: "axis-angle"
    case .sixColumns: "6D (two columns)"
    case .sixRows: "6D (two rows)"
    case .sixInterleaved: "6D (two columns, interleaved)"
    case .matrix: "matrix"
    case .quaternionWXYZ: "quaternion wxyz"
    case .quaternionXYZW: "quaternion xyzw"
    case .euler(let order, _, let isDegrees):
      "Euler \(order.map { ["X", "Y", "Z"][$0] }.joined()) in \(isDegrees ? "degrees" : "radians")"
    }
  }

  /// The rotation whose numbers begin at `at`; `nil` where they are not finite or mean none.
  func rotation(_ values: [Float], at: Int) -> Quaternion? {
    for index in at..<(at + width) where !values[index].isFinite { return nil }
    func vector(_ start: Int, step: Int = 1) -> SIMD3<Float> {
      SIMD3(values[at + start], values[at + start + step], values[at + start + 2 * step])
    }
    switch self {
    case .axisAngle: return Self.turn(about: vector(0))
    case .sixColumns: return Self.orthonormal(vector(0), vector(3))
    case .sixRows: return Self.orthonormal(vector(0), vector(3))?.conjugate
    case .sixInterleaved: return Self.orthonormal(vector(0, step: 2), vector(1, step: 2))
    case .matrix: return Self.orthonormal(vector(0, step: 3), vector(1, step: 3))
    case .quaternionWXYZ:
      return Self.unit(
        Quaternion(x: values[at + 1], y: values[at + 2], z: values[at + 3], w: values[at]))
    case .quaternionXYZW:
      return Self.unit(
        Quaternion(x: values[at], y: values[at + 1], z: values[at + 2], w: values[at + 3]))
    case .euler(let order, let columns, let isDegrees):
      var turn = Quaternion.identity
      for axis in order {
        let place = columns.firstIndex(of: axis) ?? axis
        let angle = values[at + place] * (isDegrees ? .pi / 180 : 1)
        guard angle.magnitude < 1e6 else { return nil }
        var direction = SIMD3<Float>.zero
        direction[axis] = 1
        turn = turn * Quaternion(axis: direction, angle: angle)
      }
      return turn
    }
  }

  /// Whether the nine numbers of a matrix are far from a rotation's: a column longer or shorter than 1 by a fifth, or
  /// a determinant as far from 1.
  static func isAstray(_ values: [Float], at: Int) -> Bool {
    let columns = (0..<3).map { SIMD3(values[at + $0], values[at + $0 + 3], values[at + $0 + 6]) }
    let determinant = dot(cross(columns[0], columns[1]), columns[2])
    let lengths = columns.map { dot($0, $0).squareRoot() }
    return !((lengths + [determinant]).allSatisfy { abs($0 - 1) <= 0.2 })
  }

  /// A rotation from axis times angle; none below 10⁻⁸ rad.
  static func turn(about v: SIMD3<Float>) -> Quaternion? {
    let angle = (v * v).sum().squareRoot()
    guard angle.isFinite else { return nil }
    return angle > 1e-8 ? Quaternion(axis: v / angle, angle: angle) : .identity
  }

  private static func unit(_ turn: Quaternion) -> Quaternion? {
    let length = turn.length
    return length > 1e-4 && length.isFinite ? turn.normalized : nil
  }

  /// The rotation whose first two columns are nearest to these (Gram-Schmidt).
  private static func orthonormal(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Quaternion? {
    let length = dot(a, a).squareRoot()
    guard length > 1e-4, length.isFinite else { return nil }
    let x = a / length
    let rest = b - x * dot(x, b)
    let breadth = dot(rest, rest).squareRoot()
    guard breadth > 1e-4, breadth.isFinite else { return nil }
    let y = rest / breadth
    return quaternion(columns: x, y, cross(x, y))
  }

  /// The quaternion of a rotation matrix, by the largest of its components (Shepperd 1978).
  static func quaternion(columns x: SIMD3<Float>, _ y: SIMD3<Float>, _ z: SIMD3<Float>) -> Quaternion {
    let squares = SIMD4<Float>(
      1 + x.x - y.y - z.z, 1 - x.x + y.y - z.z, 1 - x.x - y.y + z.z, 1 + x.x + y.y + z.z)
    let largest = squares.max()
    let turn: Quaternion
    if squares.w == largest {
      turn = Quaternion(x: y.z - z.y, y: z.x - x.z, z: x.y - y.x, w: squares.w)
    } else if squares.x == largest {
      turn = Quaternion(x: squares.x, y: x.y + y.x, z: x.z + z.x, w: y.z - z.y)
    } else if squares.y == largest {
      turn = Quaternion(x: x.y + y.x, y: squares.y, z: y.z + z.y, w: z.x - x.z)
    } else {
      turn = Quaternion(x: x.z + z.x, y: y.z + z.y, z: squares.z, w: x.y - y.x)
    }
    return turn.normalized
  }
}

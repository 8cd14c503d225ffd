import Motion

/// The axes that a file counts in, as a turn or mirroring into ours: right-handed, +Y up, the character facing +Z.
public struct SourceAxes: Sendable, Hashable {
  /// Ours.
  public static let own = SourceAxes(up: SIMD3(0, 1, 0), forward: SIMD3(0, 0, 1), isRightHanded: true)

  /// The direction that is up.
  public let up: SIMD3<Float>
  /// The direction that the character faces at rest.
  public let forward: SIMD3<Float>
  /// Whether x × y = z.
  public let isRightHanded: Bool

  private init(up: SIMD3<Float>, forward: SIMD3<Float>, isRightHanded: Bool) {
    self.up = up
    self.forward = forward
    self.isRightHanded = isRightHanded
  }

  /// Axes from `+Y`, `-z` and the like; `nil` where they are no two different axes.
  public init?(up: String, forward: String, isRightHanded: Bool) {
    guard let up = Self.direction(up), let forward = Self.direction(forward), abs(dot(up, forward)) < 0.5
    else { return nil }
    self.init(up: up, forward: forward, isRightHanded: isRightHanded)
  }

  private static func direction(_ text: String) -> SIMD3<Float>? {
    var letters = Substring(text.lowercased())
    var sign: Float = 1
    if let first = letters.first, "+-".contains(first) {
      sign = first == "-" ? -1 : 1
      letters = letters.dropFirst()
    }
    switch letters {
    case "x": return SIMD3(sign, 0, 0)
    case "y": return SIMD3(0, sign, 0)
    case "z": return SIMD3(0, 0, sign)
    default: return nil
    }
  }

  /// The direction of the character's left hand.
  var left: SIMD3<Float> { isRightHanded ? cross(up, forward) : -cross(up, forward) }

  /// A place or direction in our axes.
  func vector(_ v: SIMD3<Float>) -> SIMD3<Float> { SIMD3(dot(left, v), dot(up, v), dot(forward, v)) }

  /// A rotation in our axes: its axis is mirrored where the axes are left-handed, for a mirrored turn runs the other way.
  func rotation(_ turn: Quaternion) -> Quaternion {
    let axis = vector(SIMD3(turn.x, turn.y, turn.z)) * (isRightHanded ? 1 : -1)
    return Quaternion(x: axis.x, y: axis.y, z: axis.z, w: turn.w)
  }

  /// The turn of something that was brought from the axes of `body` as if they were these.
  func correction(from body: SourceAxes) -> Quaternion {
    // Columns of the rotation matrix: where our axes, counted in the body's, come to lie.
    let columns = [body.left, body.up, body.forward].map { vector($0) }
    return RotationForm.quaternion(columns: columns[0], columns[1], columns[2])
  }
}

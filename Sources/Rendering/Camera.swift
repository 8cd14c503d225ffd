import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A perspective camera: where it stands, what it looks at and how much it sees.
public struct Camera: Sendable, Equatable {
  /// 17° upright, the portrait lens that pictures of characters are taken with, in radians.
  public static let portraitFieldOfView: Float = 0.296_705_97

  /// Where it stands, in metres.
  public var position: SIMD3<Float>
  /// The point in the middle of the picture.
  public var target: SIMD3<Float>
  /// Height of the view as an angle in radians, above 0 and below π.
  public var fieldOfView: Float

  /// Makes a camera at a place.
  public init(
    position: SIMD3<Float>, target: SIMD3<Float>, fieldOfView: Float = Camera.portraitFieldOfView
  ) {
    self.position = position
    self.target = target
    self.fieldOfView = fieldOfView
  }

  /// Makes a camera that circles its target.
  ///
  /// - Parameters:
  ///   - target: The point in the middle of the picture.
  ///   - distance: Metres between the two.
  ///   - yaw: Radians towards the character's left (+X); 0 stands before its face (+Z).
  ///   - pitch: Radians above the horizon.
  ///   - fieldOfView: Height of the view in radians.
  public init(
    target: SIMD3<Float>, distance: Float, yaw: Float, pitch: Float,
    fieldOfView: Float = Camera.portraitFieldOfView
  ) {
    let around = SIMD3(sinf(yaw) * cosf(pitch), sinf(pitch), cosf(yaw) * cosf(pitch))
    self.init(position: target + around * distance, target: target, fieldOfView: fieldOfView)
  }

  /// Metres between camera and target.
  public var distance: Float { length(position - target) }

  /// Metres that the picture shows from top to bottom at the target.
  public var visibleHeight: Float { 2 * distance * tanf(fieldOfView / 2) }

  /// Right, up and forward of the camera as unit vectors.
  var axes: (right: SIMD3<Float>, up: SIMD3<Float>, forward: SIMD3<Float>) {
    let forward = unit(target - position, orElse: SIMD3(0, 0, -1))
    let right = unit(cross(forward, SIMD3(0, 1, 0)), orElse: SIMD3(1, 0, 0))
    return (right, cross(right, forward), forward)
  }
}

/// Length of a vector.
func length(_ v: SIMD3<Float>) -> Float { dot(v, v).squareRoot() }

/// The vector made unit, or a stand-in when it has no direction.
func unit(_ v: SIMD3<Float>, orElse standIn: SIMD3<Float>) -> SIMD3<Float> {
  let l = length(v)
  return l > 0 && l.isFinite ? v / l : standIn
}

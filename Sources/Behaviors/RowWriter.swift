import Motion
public import StrategySDK

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns a composed frame into a row of ``BehaviorChannels``: splits the body's angles over the bones that the
/// character has, turns the eyes against the head so that gaze stays (VOR), derives `eyeLook…`, clamps.
public struct RowWriter {
  private let hasUpperChest: Bool
  private let hasNeck: Bool
  private let hasShoulders: Bool

  /// Eye angles at which `eyeLook…` weights are full: 30° aside, 25° up, 30° down.
  private static let full = SIMD3<Float>(30, 25, 30)
  /// Furthest the eyes turn: 22° aside, 15° up, 14° down.
  private static let reach = SIMD3<Float>(22, 15, 14)
  /// Furthest the head turns: pitch, yaw, roll.
  private static let headReach = SIMD3<Float>(25, 40, 20)

  /// Binds to a character; a missing bone's share goes to its neighbour.
  public init(_ session: StrategySession) {
    func has(_ bone: HumanoidBone) -> Bool {
      guard let index = BehaviorChannels.bones.firstIndex(of: bone) else { return false }
      let channel = BehaviorChannels.gaze + 2 + index
      return channel < session.channelPresent.count ? session.channelPresent[channel] : true
    }
    hasUpperChest = has(.upperChest)
    hasNeck = has(.neck)
    hasShoulders = has(.leftShoulder) && has(.rightShoulder)
  }

  /// Writes one row. The eyes meet `frame.gaze` whatever spine, neck and head do, within their reach.
  public func write(_ frame: PerformanceFrame, to row: UnsafeMutablePointer<Float>) {
    let degree = Float.pi / 180
    let limit = Self.headReach
    let head = simdClamp(frame.head, -limit, limit) * degree
    let chest = frame.chest * degree
    let neckShare: Float = hasNeck ? 0.4 : 0
    let upperShare: Float = hasUpperChest ? 0.5 : 0
    let spineTurn = Self.turn(frame.spine * degree)
    let chestTurn = Self.turn(chest * (1 - upperShare))
    let upperTurn = hasUpperChest ? Self.turn(chest * upperShare) : .identity
    let neckTurn = hasNeck ? Self.turn(head * neckShare) : .identity
    let headTurn = Self.turn(head * (1 - neckShare))

    let facing = spineTurn * chestTurn * upperTurn * neckTurn * headTurn
    let eyes = eyeAngles(frame.gaze, facing)
    row[BehaviorChannels.gaze] = eyes.x * degree
    row[BehaviorChannels.gaze + 1] = eyes.y * degree
    look(frame, eyes)

    for index in 0..<BehaviorChannels.gaze {
      let value = frame.weights[index]
      row[index] = value > 0 ? min(value, 1) : 0
    }

    let raise = Quaternion(axis: SIMD3(0, 0, 1), angle: frame.shoulderRaise * degree)
    var column = BehaviorChannels.firstBone
    func put(_ q: Quaternion) {
      let v = q.w < 0 ? -q.vector : q.vector
      row[column] = v.x
      row[column + 1] = v.y
      row[column + 2] = v.z
      row[column + 3] = v.w
      column += 4
    }
    put(spineTurn)
    put(chestTurn)
    put(upperTurn)
    put(neckTurn)
    put(headTurn)
    arm(frame.leftArm, raise, put)
    arm(frame.rightArm, raise.conjugate, put)
  }

  private func arm(_ arm: ArmPose, _ raise: Quaternion, _ put: (Quaternion) -> Void) {
    let shoulder = raise * arm.shoulder
    put(hasShoulders ? shoulder : .identity)
    put(hasShoulders ? arm.upper : shoulder * arm.upper)
    put(arm.lower)
    put(arm.hand)
  }

  /// Eye angles in the head, degrees, that meet a direction given against the body.
  private func eyeAngles(_ gaze: SIMD2<Float>, _ facing: Quaternion) -> SIMD2<Float> {
    let radians = gaze * (Float.pi / 180)
    let world = SIMD3(
      sinf(radians.x) * cosf(radians.y), sinf(radians.y), cosf(radians.x) * cosf(radians.y))
    let local = facing.conjugate.act(world)
    let yaw = atan2f(local.x, local.z) * (180 / Float.pi)
    let pitch = asinf(max(-1, min(1, local.y))) * (180 / Float.pi)
    let reach = Self.reach
    return SIMD2(max(-reach.x, min(reach.x, yaw)), max(-reach.z, min(reach.y, pitch)))
  }

  /// `eyeLook…`: the angle over its range, In on one eye with Out on the other.
  private func look(_ frame: PerformanceFrame, _ eyes: SIMD2<Float>) {
    let left = max(0, eyes.x / Self.full.x)
    let right = max(0, -eyes.x / Self.full.x)
    let up = max(0, eyes.y / Self.full.y)
    let down = max(0, -eyes.y / Self.full.z)
    frame[.eyeLookOutLeft] = left
    frame[.eyeLookInRight] = left
    frame[.eyeLookInLeft] = right
    frame[.eyeLookOutRight] = right
    frame[.eyeLookUpLeft] = up
    frame[.eyeLookUpRight] = up
    frame[.eyeLookDownLeft] = down
    frame[.eyeLookDownRight] = down
  }

  /// Pitch, yaw, roll in radians as a rotation.
  private static func turn(_ angles: SIMD3<Float>) -> Quaternion {
    Quaternion(yaw: angles.y, pitch: angles.x, roll: angles.z)
  }
}

/// Brings each lane into its range; a lane that is no number becomes the lower bound.
func simdClamp(_ v: SIMD3<Float>, _ low: SIMD3<Float>, _ high: SIMD3<Float>) -> SIMD3<Float> {
  pointwiseMax(low, pointwiseMin(high, v))
}

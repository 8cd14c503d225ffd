import Characters
import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns the plans of trunk, head, arms and fingers into joint rotations, and keeps the eyes on their target meanwhile.
struct SkeletonComposer {
  /// Rotations of each bone of ``ReferencePerformer/bones``, frame by frame.
  private(set) var rotations: [[Quaternion]]

  init(head: HeadPlan, body: BodyPlan, arms: ArmPlan, fingers: FingerPlan, clock: FrameClock) {
    let frames = clock.times.indices
    // The trunk follows the head a little and later.
    var followYaw = head.yaw
    var followRoll = head.roll
    followYaw.smooth(seconds: 0.16)
    followRoll.smooth(seconds: 0.16)
    func turn(_ yaw: Double, _ pitch: Double, _ roll: Double) -> Quaternion {
      let radians = Double.pi / 180
      return Quaternion(yaw: Float(yaw * radians), pitch: Float(pitch * radians), roll: Float(roll * radians))
    }
    var list: [[Quaternion]] = []
    list.append(
      frames.map { turn(body.spineYaw[$0] * 0.4, body.spinePitch[$0] * 0.4, body.spineRoll[$0] * 0.5) })
    list.append(
      frames.map {
        turn(
          body.spineYaw[$0] * 0.35, body.spinePitch[$0] * 0.35 + body.chestPitch[$0] * 0.6,
          body.spineRoll[$0] * 0.3)
      })
    list.append(
      frames.map {
        turn(
          body.spineYaw[$0] * 0.25 + followYaw[$0] * 0.12,
          body.spinePitch[$0] * 0.25 + body.chestPitch[$0] * 0.4,
          body.spineRoll[$0] * 0.2 + followRoll[$0] * 0.1)
      })
    // The head keeps level over a leaning trunk: it takes back most of what the trunk turns.
    let level = frames.map { k in
      SIMD3(
        head.yaw[k] - body.spineYaw[k] * 0.7 - followYaw[k] * 0.12,
        head.pitch[k] - body.spinePitch[k] * 0.75 - body.chestPitch[k] * 0.6 + body.breath[k] * 0.15,
        head.roll[k] - body.spineRoll[k] * 0.6)
    }
    list.append(level.map { turn($0.x * 0.4, $0.y * 0.4, $0.z * 0.4) })
    list.append(level.map { turn($0.x * 0.6, $0.y * 0.6, $0.z * 0.6) })
    for arm in 0..<2 {
      for joint in 0..<4 {
        list.append(
          frames.map { k in
            var q = ArmPose.hanging.joints[joint] * RotationVector.quaternion(arms.joints[arm][joint][k])
            // Breath lifts the shoulders; z turns down on the right side, so up is negative.
            if joint == 0 {
              q = Quaternion(axis: SIMD3(0, 0, 1), angle: Float(-0.9 * body.breath[k] * Double.pi / 180)) * q
            }
            return arm == 0 ? Quaternion(x: q.x, y: -q.y, z: -q.z, w: q.w) : q
          })
      }
    }
    rotations = list + fingers.hands[0] + fingers.hands[1]
  }

  /// Draws joints back into the range of motion that a sheet allows, a tenth of a degree inside.
  mutating func hold(within limits: CharacterLimits) {
    for (number, bone) in ReferencePerformer.bones.enumerated() {
      guard let range = limits.rotations[bone.rawValue] else { continue }
      let swing = Float(max(0, range.swing - 0.1) * Double.pi / 180)
      let twist = Float(max(0, range.twist - 0.1) * Double.pi / 180)
      for k in rotations[number].indices {
        let parts = SwingTwist(rotations[number][k], of: bone)
        guard parts.swingAngle > swing || parts.twistAngle > twist else { continue }
        func held(_ q: Quaternion, _ angle: Float, _ limit: Float) -> Quaternion {
          angle > limit ? Quaternion.identity.slerp(to: q, limit / angle) : q
        }
        let q = held(parts.swing, parts.swingAngle, swing) * held(parts.twist, parts.twistAngle, twist)
        rotations[number][k] = q.normalized
      }
    }
  }

  /// Turns of the eyes in the head, in degrees: the aim seen from where the head has got to, so that the gaze stands
  /// still while the head nods. Blinks draw the eyes a degree down.
  func eyes(_ gaze: GazePlan, _ blinks: BlinkPlan, limits: CharacterLimits) -> (
    yaw: [Double], pitch: [Double]
  ) {
    var dip = Curve(gaze.yaw.clock)
    blinks.cover(&dip, lag: 0)
    let degrees = 180 / Double.pi
    func range(_ name: String, _ low: Double, _ high: Double) -> (Double, Double) {
      guard let bounds = limits.weights[name], bounds.count == 2 else { return (low, high) }
      return (max(low, bounds[0] * degrees), min(high, bounds[1] * degrees))
    }
    let (right, left) = range("gaze.yaw", -22, 22)
    let (down, up) = range("gaze.pitch", -14, 15)
    var yaw: [Double] = []
    var pitch: [Double] = []
    for k in gaze.yaw.values.indices {
      let chain = (0..<5).reduce(Quaternion.identity) { $0 * rotations[$1][k] }
      let aim = Quaternion(
        yaw: Float(gaze.yaw[k] / degrees), pitch: Float(-gaze.pitch[k] / degrees), roll: 0)
      let direction = chain.conjugate.act(aim.act(SIMD3(0, 0, 1)))
      let y = Double(atan2f(direction.x, direction.z)) * degrees
      let flat = (direction.x * direction.x + direction.z * direction.z).squareRoot()
      let p = Double(atan2f(direction.y, flat)) * degrees
      yaw.append(min(left, max(right, y)))
      pitch.append(min(up, max(down, p - dip[k])))
    }
    return (yaw, pitch)
  }
}

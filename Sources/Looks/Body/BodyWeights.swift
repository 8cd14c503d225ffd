import Motion

/// Which bones the body follows where: functions of the place alone, so that pieces that meet move as one.
struct BodyWeights {
  let skeleton: Skeleton
  let shape: BodyShape

  /// The trunk with its shoulders.
  func trunk(_ p: Vector) -> Binding {
    let y = shape.usual(p.y)
    var binding = Binding(.hips, .spine, smoothstep(-1.52, -1.3, y))
    binding.blend(.chest, smoothstep(-1.26, -1.04, y))
    binding.blend(.upperChest, smoothstep(-1.04, -0.84, y))
    binding.blend(.neck, 0.4 * smoothstep(-0.645, -0.57, y))
    let isLeft = p.x > 0
    let x = abs(p.x)
    let joint = skeleton.place(.leftUpperArm).x
    let side = 0.6 * smoothstep(joint * 0.4, joint, x) * smoothstep(-0.98, -0.74, y)
    binding.blend(isLeft ? .leftShoulder : .rightShoulder, side)
    // Cloth below the armpit stays with the trunk, however wide it is.
    let near = mix(smoothstep(-0.98, -0.78, y), 1, smoothstep(joint, joint + 0.12, x))
    let below = near * smoothstep(-1.06, -0.96, y)
    binding.blend(
      isLeft ? .leftUpperArm : .rightUpperArm, smoothstep(joint - 0.13, joint + 0.12, x) * below)
    return binding
  }

  /// The left arm from the trunk to the wrist.
  func arm(_ p: Vector) -> Binding {
    let elbow = skeleton.place(.leftLowerArm).x
    let wrist = skeleton.place(.leftHand).x
    var binding = trunk(p)
    binding.blend(.leftLowerArm, smoothstep(elbow - 0.085, elbow + 0.085, p.x))
    binding.blend(.leftHand, smoothstep(wrist - 0.055, wrist + 0.045, p.x))
    return binding
  }

  /// The seat and the left leg; the seat also takes the right one.
  func leg(_ p: Vector) -> Binding {
    let hip = skeleton.place(.leftUpperLeg)
    let knee = skeleton.place(.leftLowerLeg).y
    let ankle = skeleton.place(.leftFoot).y
    let y = shape.usual(p.y)
    var binding = Binding(.hips, .spine, smoothstep(-1.52, -1.3, y))
    let legs = smoothstep(hip.y + 0.15, hip.y - 0.17, p.y)
    // Between the legs both pull; further down the inside of a thigh follows its own leg alone.
    let alone = smoothstep(hip.y - 0.1, hip.y - 0.28, p.y)
    let left = mix(smoothstep(-0.07, 0.1, p.x), p.x > -0.05 ? 1 : 0, alone)
    let right = mix(smoothstep(0.07, -0.1, p.x), p.x < -0.05 ? 1 : 0, alone)
    let sum = max(left + right, 1)
    pull(&binding, left: legs * left / sum, right: legs * right / sum)
    binding.blend(.leftLowerLeg, smoothstep(knee + 0.1, knee - 0.1, p.y))
    binding.blend(.leftFoot, smoothstep(ankle + 0.05, ankle - 0.03, p.y))
    return binding
  }

  /// Cloth that hangs from the waist round both legs.
  func skirt(_ p: Vector) -> Binding {
    let hip = skeleton.place(.leftUpperLeg)
    var binding = trunk(p)
    // As a thigh does, but for the middle, which spans both.
    let legs = 0.97 * smoothstep(hip.y + 0.17, hip.y - 0.15, p.y)
    let left = smoothstep(-0.15, 0.15, p.x)
    pull(&binding, left: legs * left, right: legs * (1 - left))
    return binding
  }

  /// The lower edge of a top, which gives way to the thighs.
  func hem(_ p: Vector) -> Binding {
    var binding = trunk(p)
    let legs = 0.45 * smoothstep(-1.42, -1.68, shape.usual(p.y))
    let left = smoothstep(-0.16, 0.16, p.x)
    pull(&binding, left: legs * left, right: legs * (1 - left))
    return binding
  }

  /// Gives both thighs their shares of the whole.
  private func pull(_ binding: inout Binding, left: Double, right: Double) {
    binding.blend(.rightUpperLeg, right / max(1 - left, 1e-6))
    binding.blend(.leftUpperLeg, left)
  }
}

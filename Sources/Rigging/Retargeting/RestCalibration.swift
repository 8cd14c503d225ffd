import Motion

/// The T-pose of a skeleton whose rest pose means nothing: all bones along one axis, say, as some tools write it.
///
/// The frame in which the body stands most upright, with straight legs, takes the place of the rest pose. Twists
/// of the limbs come from the axes about which elbows and knees are seen to bend, or else from the coordinate
/// axis of the bone that is nearest; trunk and head are made symmetric.
struct RestCalibration {
  /// World rotation of each bone in the T-pose, by bone.
  private(set) var rotations: [HumanoidBone: Quaternion] = [:]
  /// The frame that took the place of the rest pose.
  private(set) var frame = 0
  /// Upper limbs whose twist came from how they bend.
  private(set) var hinged: [HumanoidBone] = []

  private let humanoid: [HumanoidBone: Int]

  private struct Sample {
    var frame: Int
    var cost: Float
  }

  init?(_ motion: NodeMotion, _ walk: SkeletonWalk, _ humanoid: [HumanoidBone: Int], axes: Quaternion) {
    self.humanoid = humanoid
    var walk = walk
    var best: Sample?
    var bends: [HumanoidBone: SIMD3<Float>] = [:]
    let step = max(1, motion.frameCount / 600)
    for frame in stride(from: 0, to: motion.frameCount, by: step) {
      walk.take(motion, frame: frame)
      let measure = SkeletonMeasure(walk, humanoid, axes: axes)
      if let cost = Self.deviation(measure), cost < best?.cost ?? .infinity {
        best = Sample(frame: frame, cost: cost)
      }
      addBends(measure, walk, axes, to: &bends)
    }
    guard let best else { return nil }
    frame = best.frame
    walk.take(motion, frame: frame)
    let measure = SkeletonMeasure(walk, humanoid, axes: axes)
    guard let body = BodyFrame(standing: measure) else { return nil }
    let alignment = RestAlignment(measure, body: body.toUpright, foot: Self.feet(measure, body))
    var estimates: [HumanoidBone: Quaternion] = [:]
    for (bone, node) in humanoid {
      estimates[bone] = ((alignment.turns[bone] ?? body.toUpright) * axes * walk.rotations[node]).normalized
    }
    refine(estimates, walk, bends)
  }

  /// How far a pose is from standing straight: degrees of legs, trunk and elbows together.
  private static func deviation(_ measure: SkeletonMeasure) -> Float? {
    var sum: Float = 0
    var count = 0
    for bone in [
      HumanoidBone.leftUpperLeg, .rightUpperLeg, .leftLowerLeg, .rightLowerLeg, .hips, .spine, .chest,
    ] {
      guard let direction = measure.vector(of: bone)?.direction else { continue }
      let up: Float = bone == .hips || bone == .spine || bone == .chest ? 1 : -1
      sum += direction.degrees(to: SIMD3(0, up, 0))
      count += 1
    }
    for (upper, lower) in [
      (HumanoidBone.leftUpperArm, HumanoidBone.leftLowerArm), (.rightUpperArm, .rightLowerArm),
    ] {
      guard let a = measure.vector(of: upper)?.direction, let b = measure.vector(of: lower)?.direction
      else { continue }
      sum += a.degrees(to: b) * 0.5
    }
    return count > 0 ? sum : nil
  }

  /// Adds, in each upper limb's own axes, the axis about which the limb is bent.
  private func addBends(
    _ measure: SkeletonMeasure, _ walk: SkeletonWalk, _ axes: Quaternion,
    to bends: inout [HumanoidBone: SIMD3<Float>]
  ) {
    for (upper, lower) in Self.limbs {
      guard let node = humanoid[upper], let a = measure.vector(of: upper)?.direction,
        let b = measure.vector(of: lower)?.direction
      else { continue }
      let bend = cross(a, b)
      // Under 15° the axis is noise.
      guard bend.norm > 0.26 else { continue }
      bends[upper, default: .zero] += (axes * walk.rotations[node]).conjugate.act(bend)
    }
  }

  private static let limbs: [(HumanoidBone, HumanoidBone)] = [
    (.leftUpperArm, .leftLowerArm), (.rightUpperArm, .rightLowerArm), (.leftUpperLeg, .leftLowerLeg),
    (.rightUpperLeg, .rightLowerLeg),
  ]

  /// Where feet point as the body stands: straight ahead, as far down as they do.
  private static func feet(_ measure: SkeletonMeasure, _ body: BodyFrame) -> [HumanoidBone: SIMD3<Float>] {
    var out: [HumanoidBone: SIMD3<Float>] = [:]
    for bone in [HumanoidBone.leftFoot, .rightFoot] {
      guard let direction = measure.vector(of: bone)?.direction else { continue }
      let down = min(0, max(-0.8, direction.y))
      out[bone] = SIMD3(0, down, (1 - down * down).squareRoot())
    }
    return out
  }

  private mutating func refine(
    _ estimates: [HumanoidBone: Quaternion], _ walk: SkeletonWalk, _ bends: [HumanoidBone: SIMD3<Float>]
  ) {
    let along = SkeletonOffsets(walk.nodes, humanoid)
    for bone in HumanoidBone.allCases {
      guard let estimate = estimates[bone] else { continue }
      switch bone {
      case .hips, .spine, .chest, .upperChest, .neck, .head:
        rotations[bone] = Self.symmetric(estimate, isHead: bone == .head)
      case .leftUpperArm, .rightUpperArm, .leftUpperLeg, .rightUpperLeg:
        rotations[bone] = limb(bone, estimate, along[bone], bends[bone])
      case .leftLowerArm, .rightLowerArm, .leftLowerLeg, .rightLowerLeg, .leftHand, .rightHand:
        rotations[bone] = follower(bone, estimate, along[bone], walk)
      case .leftFoot, .rightFoot:
        rotations[bone] = foot(bone, estimate, along[bone], walk)
      default:
        // The turn that the bone above got beyond its estimate, so that both stay together.
        guard let above = TPose.parent(of: bone, among: humanoid), let old = estimates[above],
          let new = rotations[above]
        else {
          rotations[bone] = estimate
          continue
        }
        rotations[bone] = (new * old.conjugate * estimate).normalized
      }
    }
  }

  /// Trunk and head: the local axis nearest to the body's left exactly to the left, and the head upright.
  private static func symmetric(_ estimate: Quaternion, isHead: Bool) -> Quaternion {
    let left = estimate.localAxis(nearestTo: SIMD3(1, 0, 0))
    var out = (Quaternion(from: estimate.act(left), to: SIMD3(1, 0, 0)) * estimate).normalized
    let up = out.localAxis(nearestTo: SIMD3(0, 1, 0))
    if isHead, out.act(up).degrees(to: SIMD3(0, 1, 0)) < 40 {
      out = (Quaternion(from: out.act(up), to: SIMD3(0, 1, 0)) * out).normalized
    }
    return out
  }

  /// An upper limb: along its axis, twisted so that the joint bends the way it is seen to.
  private mutating func limb(
    _ bone: HumanoidBone, _ estimate: Quaternion, _ along: SIMD3<Float>?, _ bend: SIMD3<Float>?
  ) -> Quaternion {
    guard let along, let target = TPose.direction(of: bone)?.vector else { return estimate }
    if let bend, bend.norm > 1, let axis = bend.direction, let hinge = TPose.hinge(ofUpper: bone) {
      let snapped = axis.nearestAxis
      let used = axis.degrees(to: snapped) < 20 ? snapped : axis
      if let exact = Quaternion(along, to: target, used, to: hinge) {
        hinged.append(bone)
        return exact
      }
    }
    let across = TPose.hinge(ofUpper: bone) ?? SIMD3(0, 0, 1)
    let local = estimate.localAxis(nearestTo: across)
    return Quaternion(along, to: target, local, to: across) ?? estimate
  }

  /// A lower limb or a hand: as the rest pose has it to the bone above, where that is straight.
  private func follower(
    _ bone: HumanoidBone, _ estimate: Quaternion, _ along: SIMD3<Float>?, _ walk: SkeletonWalk
  ) -> Quaternion {
    guard let target = TPose.direction(of: bone)?.vector, let straight = atRest(bone, walk) else {
      return estimate
    }
    guard let along else { return straight }
    let off = straight.act(along).degrees(to: target)
    guard off < 25 else { return estimate }
    return (Quaternion(from: straight.act(along), to: target) * straight).normalized
  }

  /// A foot: bent at the ankle alone, as far as it is when the body stands.
  private func foot(
    _ bone: HumanoidBone, _ estimate: Quaternion, _ along: SIMD3<Float>?, _ walk: SkeletonWalk
  ) -> Quaternion {
    guard let along, let straight = atRest(bone, walk) else { return estimate }
    let target = estimate.act(along)
    let level = SIMD3(0, target.y, (target.z * target.z + target.x * target.x).squareRoot())
    return (Quaternion(from: straight.act(along), to: level, hint: SIMD3(1, 0, 0)) * straight).normalized
  }

  /// The bone as it stands at rest to the one above, which stands in its T-pose.
  private func atRest(_ bone: HumanoidBone, _ walk: SkeletonWalk) -> Quaternion? {
    guard let above = TPose.parent(of: bone, among: humanoid), let turn = rotations[above],
      let node = humanoid[bone], let other = humanoid[above], let rest = SkeletonWalk(walk.nodes)
    else { return nil }
    return (turn * rest.rotations[other].conjugate * rest.rotations[node]).normalized
  }
}

/// The direction of each bone in its own axes at rest.
private struct SkeletonOffsets {
  private var directions: [HumanoidBone: SIMD3<Float>] = [:]

  init(_ nodes: [Rig.Node], _ humanoid: [HumanoidBone: Int]) {
    guard let walk = SkeletonWalk(nodes) else { return }
    let measure = SkeletonMeasure(walk, humanoid, axes: .identity)
    for (bone, node) in humanoid {
      guard let vector = measure.vector(of: bone)?.direction else { continue }
      directions[bone] = walk.rotations[node].conjugate.act(vector)
    }
  }

  subscript(bone: HumanoidBone) -> SIMD3<Float>? { directions[bone] }
}

extension SkeletonRest {
  /// The T-pose of a skeleton whose rest pose means nothing, from how it moves.
  mutating func standByFrames(_ motion: NodeMotion, _ walk: SkeletonWalk) {
    let up = Self.upAxis(motion, walk, humanoid)
    axes = up == SIMD3(0, 1, 0) ? .identity : Quaternion(from: up, to: SIMD3(0, 1, 0))
    motionAxes = axes
    if let (frame, _) = TPoseFrame.find(motion, walk, humanoid, axes: axes) {
      var posed = walk
      posed.take(motion, frame: frame)
      let alignment = RestAlignment(SkeletonMeasure(posed, humanoid, axes: axes), body: .identity)
      setRotations(posed.rotations, turns: alignment.turns)
      remarks.append(.found("\(up.axisName) is up"))
      remarks.append(
        .assumed("the rest pose is none that a body could stand in; frame \(frame) is a T-pose and was taken")
      )
      return
    }
    guard let calibration = RestCalibration(motion, walk, humanoid, axes: axes) else {
      rotations = walk.rotations.map { (axes * $0).normalized }
      remarks.append(
        .assumed(
          "the rest pose is none that a body could stand in, and no frame shows one; it is taken as it is"))
      return
    }
    var posed = walk
    posed.take(motion, frame: calibration.frame)
    var turns: [HumanoidBone: Quaternion] = [:]
    for (bone, node) in humanoid {
      guard let tpose = calibration.rotations[bone] else { continue }
      turns[bone] = (tpose * (axes * posed.rotations[node]).conjugate).normalized
    }
    setRotations(posed.rotations, turns: turns)
    let hinges = calibration.hinged.map(\.rawValue).joined(separator: ", ")
    remarks.append(.found("\(up.axisName) is up"))
    remarks.append(
      .assumed(
        "the rest pose is none that a body could stand in; the T-pose was found from frame \(calibration.frame), "
          + "in which it stands straightest"
          + (hinges.isEmpty ? "" : ", and twists from how joints bend (\(hinges))")))
  }

  /// The axis that points from the feet to the head on the mean of all frames.
  private static func upAxis(
    _ motion: NodeMotion, _ walk: SkeletonWalk, _ humanoid: [HumanoidBone: Int]
  ) -> SIMD3<Float> {
    var walk = walk
    var sum = SIMD3<Float>.zero
    let step = max(1, motion.frameCount / 200)
    for frame in stride(from: 0, to: motion.frameCount, by: step) {
      walk.take(motion, frame: frame)
      let measure = SkeletonMeasure(walk, humanoid, axes: .identity)
      guard let top = measure.place(.head) ?? measure.place(.neck) else { continue }
      let feet = [HumanoidBone.leftFoot, .rightFoot, .hips].compactMap { measure.place($0) }
      guard let bottom = feet.first else { continue }
      sum += (top - bottom).direction ?? .zero
    }
    return sum.norm > 0 ? sum.nearestAxis : SIMD3(0, 1, 0)
  }
}

import Motion

/// The turns that bring bones from the pose in which they stand into the T-pose.
struct RestAlignment {
  /// World turn of each bone, to be applied after its rotation in the pose.
  private(set) var turns: [HumanoidBone: Quaternion] = [:]
  /// By how many degrees a bone was off its direction before its own turn.
  private(set) var deviations: [HumanoidBone: Float] = [:]
  /// By how many degrees it points below the horizontal in the pose, for arms.
  private(set) var drops: [HumanoidBone: Float] = [:]
  /// By how many degrees a hand was turned about its length.
  private(set) var rolls: [HumanoidBone: Float] = [:]

  /// Aligns the bones of a pose.
  ///
  /// Upper and lower limbs are turned the shortest way onto their axis, after the turn of the bone above, so that
  /// the twist about a bone is that of the pose. Other bones keep the turn of the bone above or that of the whole
  /// body, whichever leaves them nearer to where they point in a T-pose, and are turned themselves only when
  /// they are farther off than bones of that sort are by shape. Hands whose fingers show where the palm is are turned
  /// about their length until it looks down, when it is far from that.
  ///
  /// - Parameters:
  ///   - measure: Places of the bones in the pose, +Y up.
  ///   - body: The turn of the whole body that makes it face +Z.
  ///   - foot: Where feet point, when that is known better than by rule.
  init(_ measure: SkeletonMeasure, body: Quaternion, foot: [HumanoidBone: SIMD3<Float>] = [:]) {
    for bone in HumanoidBone.allCases where measure.humanoid[bone] != nil {
      let above = TPose.parent(of: bone, among: measure.humanoid).flatMap { turns[$0] } ?? body
      guard let target = TPose.direction(of: bone),
        let direction = measure.vector(of: bone)?.direction
      else {
        turns[bone] = above
        continue
      }
      let vector = foot[bone] ?? target.vector
      let straight = body.act(direction)
      drops[bone] = Float(atan2Degrees(-straight.y, SIMD3(straight.x, 0, straight.z).norm))
      let candidates = [above, body].map { (turn: $0, off: $0.act(direction).degrees(to: vector)) }
      let best = candidates[1].off < candidates[0].off - 1e-3 ? candidates[1] : candidates[0]
      if target.toleranceDegrees > 0, best.off <= target.toleranceDegrees {
        turns[bone] = levelled(bone, best.turn, measure)
        deviations[bone] = 0
        continue
      }
      let turned = above.act(direction)
      deviations[bone] = straight.degrees(to: vector)
      let hint = TPose.hinge(ofUpper: bone) ?? SIMD3(0, 0, 1)
      let turn = (Quaternion(from: turned, to: vector, hint: hint) * above).normalized
      turns[bone] = levelled(bone, turn, measure)
    }
  }

  /// Up to this many degrees a palm may be off looking down by how the hand is modelled.
  private static let palmTolerance: Float = 35

  /// A hand's turn with the palm down: the index finger's root lies before that of the little finger.
  private mutating func levelled(
    _ bone: HumanoidBone, _ turn: Quaternion, _ measure: SkeletonMeasure
  ) -> Quaternion {
    guard bone == .leftHand || bone == .rightHand, let across = measure.knuckles(of: bone),
      let along = measure.vector(of: bone)?.direction.map({ turn.act($0) })
    else { return turn }
    let (line, ahead) = (turn.act(across), SIMD3<Float>(0, 0, 1))
    guard let now = (line - along * dot(line, along)).direction,
      let wanted = (ahead - along * dot(ahead, along)).direction
    else { return turn }
    let roll = now.degrees(to: wanted)
    guard roll > Self.palmTolerance else { return turn }
    rolls[bone] = roll
    return (Quaternion(from: now, to: wanted, hint: along) * turn).normalized
  }

  /// The pose in words, by how far the arms and legs are from the T-pose.
  var summary: String {
    func mean(_ bones: [HumanoidBone], _ values: [HumanoidBone: Float]) -> Int? {
      let known = bones.compactMap { values[$0] }
      return known.isEmpty ? nil : Int((known.reduce(0, +) / Float(known.count)).rounded())
    }
    let arms: [HumanoidBone] = [.leftUpperArm, .rightUpperArm]
    let legs: [HumanoidBone] = [.leftUpperLeg, .rightUpperLeg]
    let drop = mean(arms, drops) ?? 0
    let off = max(mean(arms, deviations) ?? 0, mean([.leftLowerArm, .rightLowerArm], deviations) ?? 0)
    var text =
      switch true {
      case mean(arms, drops) == nil: "the rest pose has no arms"
      case off <= 10: "the rest pose is a T-pose"
      case drop >= 65: "in the rest pose the arms hang (\(drop)° down)"
      case drop >= 15: "the rest pose is an A-pose, arms \(drop)° down"
      default: "in the rest pose the arms are \(off)° off a T-pose"
      }
    let legTurn = mean(legs, deviations) ?? 0
    if legTurn > 5 { text += ", legs \(legTurn)° off the vertical" }
    if let roll = mean([.leftHand, .rightHand], rolls) { text += ", palms \(roll)° off looking down" }
    return text
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private func atan2Degrees(_ y: Float, _ x: Float) -> Double { atan2(Double(y), Double(x)) * 180 / .pi }

extension SkeletonRest {
  /// The T-pose of a skeleton whose rest pose is one that a body could stand in.
  mutating func standByDirections(_ motion: NodeMotion, _ walk: SkeletonWalk, _ body: BodyFrame) {
    let up = body.up.nearestAxis
    let left = (body.left - up * dot(body.left, up)).nearestAxis
    axes = Quaternion(columns: left, up, cross(left, up)).conjugate
    var turn = (body.toUpright * axes.conjugate).normalized
    let residual = turn.degrees(to: .identity)
    // Shoulders and hips are never quite level; what is more is how the body stands.
    if residual < 10 { turn = .identity }
    let facing = cross(left, up).axisName
    remarks.append(.found("\(up.axisName) is up and the skeleton at rest faces \(facing)"))
    let alignment = RestAlignment(SkeletonMeasure(walk, humanoid, axes: axes), body: turn)
    remarks.append(.found(alignment.summary + "; bones are counted from the T-pose by their directions"))
    setRotations(walk.rotations, turns: alignment.turns)
    motionAxes = axes
    checkMotionAxes(motion, walk)
  }

  /// Sets the T-pose: the rotations of a pose, turned.
  mutating func setRotations(_ pose: [Quaternion], turns: [HumanoidBone: Quaternion]) {
    var bones: [Int: HumanoidBone] = [:]
    for bone in HumanoidBone.allCases { if let node = humanoid[bone] { bones[node] = bone } }
    var turnOf: [Quaternion] = Array(repeating: .identity, count: nodes.count)
    for node in order {
      if let bone = bones[node], let turn = turns[bone] {
        turnOf[node] = turn
      } else if let parent = nodes[node].parent {
        turnOf[node] = turnOf[parent]
      }
      rotations[node] = (turnOf[node] * axes * pose[node]).normalized
    }
  }

  /// Motion that was recorded with another axis up than the skeleton was built with: the body's own up axis
  /// points along that axis on the mean, and the hips are a leg's length away along it.
  private mutating func checkMotionAxes(_ motion: NodeMotion, _ walk: SkeletonWalk) {
    guard let hips = humanoid[.hips], motion.frameCount > 0 else { return }
    var walk = walk
    var sum = SIMD3<Float>.zero
    var place = SIMD3<Float>.zero
    let step = max(1, motion.frameCount / 200)
    var count: Float = 0
    for frame in stride(from: 0, to: motion.frameCount, by: step) {
      walk.take(motion, frame: frame)
      sum += (axes * walk.rotations[hips] * rotations[hips].conjugate).act(SIMD3(0, 1, 0))
      place += axes.act(walk.positions[hips])
      count += 1
    }
    let mean = sum / count
    place /= count
    let axis = mean.nearestAxis
    let leg = SkeletonMeasure(walk, humanoid, axes: .identity).leg
    guard axis != SIMD3(0, 1, 0), dot(mean, axis) > 0.8, leg > 0,
      dot(place, axis) > leg * 0.6, dot(place, axis) < leg * 1.6, abs(place.y - leg) > leg * 0.4
    else { return }
    motionAxes = (Quaternion(from: axis, to: SIMD3(0, 1, 0)) * axes).normalized
    remarks.append(
      .assumed("the motion itself has \(axes.conjugate.act(axis).axisName) up; it was turned upright"))
  }
}

import Motion

/// Looks for the T-pose itself among the poses of a motion.
enum TPoseFrame {
  /// Above this many degrees a rest pose that is declared to be the T-pose is not believed.
  static let unbelievable: Float = 30
  /// Up to this many degrees a frame is taken for a T-pose.
  static let near: Float = 12

  /// By how many degrees the worst of limbs and trunk is off where it points in the T-pose; `nil` when neither arms
  /// nor legs are known.
  static func deviation(_ measure: SkeletonMeasure) -> Float? {
    var worst: Float = 0
    var limbs = 0
    for (from, ends) in [
      (HumanoidBone.leftUpperArm, [HumanoidBone.leftHand, .leftLowerArm]),
      (.rightUpperArm, [.rightHand, .rightLowerArm]), (.leftUpperLeg, [.leftFoot, .leftLowerLeg]),
      (.rightUpperLeg, [.rightFoot, .rightLowerLeg]),
    ] {
      guard let a = measure.place(from), let b = ends.lazy.compactMap({ measure.place($0) }).first,
        let way = (b - a).direction, let target = TPose.direction(of: from)?.vector
      else { continue }
      worst = max(worst, way.degrees(to: target))
      limbs += 1
    }
    if let up = measure.up { worst = max(worst, up.degrees(to: SIMD3(0, 1, 0))) }
    return limbs >= 2 ? worst : nil
  }

  /// The frame that is nearest to the T-pose, if it is near.
  static func find(
    _ motion: NodeMotion, _ walk: SkeletonWalk, _ humanoid: [HumanoidBone: Int], axes: Quaternion
  ) -> (frame: Int, degrees: Float)? {
    var walk = walk
    var best: (frame: Int, degrees: Float)?
    // The first frames are looked at one by one: recordings often begin with the T-pose.
    let step = max(1, motion.frameCount / 600)
    for frame in 0..<motion.frameCount where frame < 10 || frame % step == 0 {
      walk.take(motion, frame: frame)
      guard let off = deviation(SkeletonMeasure(walk, humanoid, axes: axes)) else { return nil }
      if off < best?.degrees ?? near { best = (frame, off) }
    }
    return best
  }
}

extension SkeletonRest {
  /// Checks a rest pose that is declared to be the T-pose. Some exporters write the pose of the moment for it; then a
  /// frame that is a T-pose takes its place.
  mutating func checkDeclaration(_ motion: NodeMotion, _ walk: SkeletonWalk) {
    let rest = SkeletonMeasure(walk, humanoid, axes: .identity)
    guard let hips = humanoid[.hips], let off = TPoseFrame.deviation(rest),
      off > TPoseFrame.unbelievable
    else { return }
    let found = "the rest pose should be the T-pose and is \(Int(off.rounded()))° off it"
    guard let (frame, _) = TPoseFrame.find(motion, walk, humanoid, axes: .identity) else {
      remarks.append(.assumed("\(found); it is taken as it is, for no frame is one"))
      return
    }
    var posed = walk
    posed.take(motion, frame: frame)
    rotations = posed.rotations
    hipsPosition = posed.positions[hips]
    remarks.append(.assumed("\(found); frame \(frame) is one and was taken in its place"))
  }
}

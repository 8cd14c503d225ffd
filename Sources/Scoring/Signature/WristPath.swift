import Motion

/// Where a wrist is in the frame of the upper chest, on a stated skeleton.
///
/// Rigs differ in length of arm, habits should not: the path is that of a skeleton whose shoulder joint lies 0.14 m
/// beside the chest's middle, with an upper arm of 0.28 m and a forearm of 0.26 m, in the T-pose of VRM: the left arm
/// along +x, the right along -x, the face towards +z.
enum WristPath {
  static let shoulder: Float = 0.14
  static let upperArm: Float = 0.28
  static let forearm: Float = 0.26

  /// Metres from the chest's middle at the height of the shoulders, frame by frame; `nil` without both arm joints.
  static func of(_ track: Track, isLeft: Bool) -> [SIMD3<Double>]? {
    let side = isLeft ? "left" : "right"
    let sign: Float = isLeft ? 1 : -1
    guard let upper = track.rotations("\(side)UpperArm.rotation"),
      let lower = track.rotations("\(side)LowerArm.rotation")
    else { return nil }
    let clavicle = track.rotations("\(side)Shoulder.rotation")
    let origin = SIMD3<Float>(sign * shoulder, 0, 0)
    return upper.indices.map { frame in
      let elbow = SIMD3<Float>(sign * upperArm, 0, 0) + lower[frame].act(SIMD3(sign * forearm, 0, 0))
      let arm = upper[frame].act(elbow)
      let wrist = origin + (clavicle.map { $0[frame].act(arm) } ?? arm)
      return SIMD3<Double>(Double(wrist.x), Double(wrist.y), Double(wrist.z))
    }
  }
}

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

  /// Metres from the chest's middle at the height of the shoulders, every `step`-th frame; `nil` without both arm joints.
  static func of(_ track: Track, isLeft: Bool, every step: Int = 1) -> [SIMD3<Double>]? {
    joints(track, isLeft: isLeft, every: step) { _, wrist in wrist }
  }

  /// Elbow and wrist, every `step`-th frame; `nil` without both arm joints.
  static func withElbow(
    _ track: Track, isLeft: Bool, every step: Int
  ) -> [(elbow: SIMD3<Double>, wrist: SIMD3<Double>)]? {
    joints(track, isLeft: isLeft, every: step) { ($0, $1) }
  }

  private static func joints<Place>(
    _ track: Track, isLeft: Bool, every step: Int, _ place: (SIMD3<Double>, SIMD3<Double>) -> Place
  ) -> [Place]? {
    let side = isLeft ? "left" : "right"
    let sign: Float = isLeft ? 1 : -1
    guard let upper = track.turns("\(side)UpperArm.rotation"),
      let lower = track.turns("\(side)LowerArm.rotation")
    else { return nil }
    let clavicle = track.turns("\(side)Shoulder.rotation")
    let origin = SIMD3<Float>(sign * shoulder, 0, 0)
    let upperArm = SIMD3<Float>(sign * upperArm, 0, 0)
    let forearm = SIMD3<Float>(sign * forearm, 0, 0)
    return stride(from: 0, to: track.frameCount, by: max(1, step)).map { frame in
      func shown(_ arm: SIMD3<Float>) -> SIMD3<Double> {
        let turned = upper(frame).act(arm)
        return SIMD3<Double>(origin + (clavicle.map { $0(frame).act(turned) } ?? turned))
      }
      return place(shown(upperArm), shown(upperArm + lower(frame).act(forearm)))
    }
  }
}

extension Track {
  /// The rotation of a joint by frame, read where it stands; `nil` when the channel is absent or of another kind.
  func turns(_ name: String) -> ((Int) -> Quaternion)? {
    guard layout[name]?.kind == .rotation, let offset = layout.offset(of: name) else { return nil }
    let width = layout.width
    return { frame in
      let at = frame * width + offset
      return Quaternion(
        x: self.samples[at], y: self.samples[at + 1], z: self.samples[at + 2], w: self.samples[at + 3])
    }
  }
}

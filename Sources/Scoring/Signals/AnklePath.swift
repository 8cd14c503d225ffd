import Motion
import Rigging

/// Where an ankle is against its place at rest, from the displacement of the hips and the turns of the leg.
///
/// The legs are those of the character's rig where it is at hand, else those of a stated skeleton: hip joints 0.09 m
/// beside the hips and 0.05 m below, thighs and shins of 0.42 m.
struct AnklePath {
  static let aside: Float = 0.09
  static let below: Float = 0.05
  static let thigh: Float = 0.42
  static let shin: Float = 0.42

  /// Displacement from rest in metres, frame by frame: +y up.
  let places: [SIMD3<Double>]

  /// Reads a leg every `step`-th frame; `nil` when the track moves neither its upper nor its lower part.
  init?(_ track: Track, isLeft: Bool, rig: Rig?, every step: Int) {
    let side = isLeft ? "left" : "right"
    let upper = track.turns("\(side)UpperLeg.rotation")
    let lower = track.turns("\(side)LowerLeg.rotation")
    guard upper != nil || lower != nil else { return nil }
    let hips = track.turns("hips.rotation")
    let way =
      track.layout["hips.translation"]?.kind == .translation
      ? track.layout.offset(of: "hips.translation") : nil
    let bones = rig.flatMap { Self.bones(of: $0, isLeft: isLeft) } ?? Self.stated(isLeft)
    let rest = bones.hip + bones.thigh + bones.shin
    let width = track.layout.width
    places = stride(from: 0, to: track.frameCount, by: max(1, step)).map { frame in
      var leg = bones.shin
      if let lower { leg = lower(frame).act(leg) }
      leg += bones.thigh
      if let upper { leg = upper(frame).act(leg) }
      leg += bones.hip
      if let hips { leg = hips(frame).act(leg) }
      if let way {
        let at = frame * width + way
        leg += SIMD3(track.samples[at], track.samples[at + 1], track.samples[at + 2])
      }
      return SIMD3<Double>(leg - rest)
    }
  }

  /// Vectors from the hips to the hip joint, on to the knee and on to the ankle, at rest.
  private static func stated(
    _ isLeft: Bool
  ) -> (hip: SIMD3<Float>, thigh: SIMD3<Float>, shin: SIMD3<Float>) {
    (SIMD3(isLeft ? aside : -aside, -below, 0), SIMD3(0, -thigh, 0), SIMD3(0, -shin, 0))
  }

  private static func bones(
    of rig: Rig, isLeft: Bool
  ) -> (hip: SIMD3<Float>, thigh: SIMD3<Float>, shin: SIMD3<Float>)? {
    let names: [HumanoidBone] =
      [.hips]
      + (isLeft ? [.leftUpperLeg, .leftLowerLeg, .leftFoot] : [.rightUpperLeg, .rightLowerLeg, .rightFoot])
    let nodes = names.compactMap { rig.humanoid[$0] }
    guard nodes.count == names.count, let posed = try? PosedRig(rig) else { return nil }
    let at = nodes.map { posed.position(of: $0) }
    return (at[1] - at[0], at[2] - at[1], at[3] - at[2])
  }
}

import Motion

@testable import Rigging

/// A body of 1.7 m that stands in the T-pose, bones without rest rotations, and takes on other rest poses.
enum BodySample {
  static let places: [(HumanoidBone, HumanoidBone?, SIMD3<Float>)] = {
    var out: [(HumanoidBone, HumanoidBone?, SIMD3<Float>)] = [
      (.hips, nil, SIMD3(0, 0.95, 0)), (.spine, .hips, SIMD3(0, 0.1, -0.01)),
      (.chest, .spine, SIMD3(0, 0.12, 0)),
      (.upperChest, .chest, SIMD3(0, 0.12, 0.01)), (.neck, .upperChest, SIMD3(0, 0.16, -0.02)),
      (.head, .neck, SIMD3(0, 0.1, 0.01)),
    ]
    for (side, x) in [("left", Float(1)), ("right", -1)] {
      func bone(_ name: String) -> HumanoidBone { HumanoidBone(rawValue: side + name) ?? .hips }
      out += [
        (bone("Shoulder"), .upperChest, SIMD3(0.03 * x, 0.12, 0)),
        (bone("UpperArm"), bone("Shoulder"), SIMD3(0.13 * x, 0.01, 0)),
        (bone("LowerArm"), bone("UpperArm"), SIMD3(0.28 * x, 0, 0)),
        (bone("Hand"), bone("LowerArm"), SIMD3(0.25 * x, 0, 0)),
        (bone("IndexProximal"), bone("Hand"), SIMD3(0.09 * x, 0, 0.02)),
        (bone("MiddleProximal"), bone("Hand"), SIMD3(0.09 * x, 0, 0)),
        (bone("UpperLeg"), .hips, SIMD3(0.09 * x, -0.05, 0)),
        (bone("LowerLeg"), bone("UpperLeg"), SIMD3(0, -0.42, 0)),
        (bone("Foot"), bone("LowerLeg"), SIMD3(0, -0.4, 0)),
        (bone("Toes"), bone("Foot"), SIMD3(0, -0.06, 0.13)),
      ]
    }
    return out
  }()

  /// The nodes with rest rotations given as normalised turns, and their map. Bones of `without` are left out, and
  /// those below hang on the bone above.
  static func nodes(
    resting pose: [HumanoidBone: Quaternion] = [:], without: Set<HumanoidBone> = [], scale: Float = 1
  ) -> (nodes: [Rig.Node], humanoid: [HumanoidBone: Int]) {
    var nodes: [Rig.Node] = []
    var map: [HumanoidBone: Int] = [:]
    var skipped: [HumanoidBone: (HumanoidBone?, SIMD3<Float>)] = [:]
    for (bone, parent, place) in places {
      var (above, offset) = (parent, place)
      if let over = above, let (further, shift) = skipped[over] {
        above = further
        offset += shift
      }
      if without.contains(bone) {
        skipped[bone] = (above, offset)
        continue
      }
      map[bone] = nodes.count
      nodes.append(
        Rig.Node(
          name: bone.rawValue, parent: above.flatMap { map[$0] }, translation: offset * scale,
          rotation: pose[bone] ?? .identity))
    }
    return (nodes, map)
  }

  /// A motion in which every bone turns differently and the hips travel, as a track.
  static func track(frames: Int = 40, bones: [HumanoidBone] = places.map(\.0)) -> Track {
    let layout = ChannelLayout(bones.map { .rotation(of: $0) } + [.translation(of: .hips)])
    var track = Track(layout: layout, rate: .fps60, frameCount: frames)
    for frame in 0..<frames {
      for (k, _) in bones.enumerated() {
        let phase = Float(frame) * 0.11 + Float(k) * 0.7
        let axis = SIMD3<Float>(0.6, 0.64 * (k % 2 == 0 ? 1 : -1), 0.48)
        let turn = Quaternion(axis: axis, angle: 0.5 * phase.truncatingRemainder(dividingBy: 1.3))
        for part in 0..<4 { track[frame, k * 4 + part] = turn.vector[part] }
      }
      track[frame, bones.count * 4] = Float(frame) * 0.01
      track[frame, bones.count * 4 + 1] = -0.02 * Float(frame % 5)
    }
    return track
  }

  static func about(_ axis: Int, _ degrees: Float) -> Quaternion {
    var unit = SIMD3<Float>.zero
    unit[axis] = 1
    return Quaternion(axis: unit, angle: degrees * .pi / 180)
  }

  /// Arms this many degrees down.
  static func arms(down degrees: Float) -> [HumanoidBone: Quaternion] {
    [.leftUpperArm: about(2, -degrees), .rightUpperArm: about(2, degrees)]
  }
}

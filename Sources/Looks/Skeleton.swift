import Foundation
import Motion

/// Rest places of all bones in head heights: a T-pose with the arms along ±x and no rotations.
struct Skeleton {
  /// Bones with their parents, parents first.
  let bones: [(bone: HumanoidBone, parent: HumanoidBone?)]
  private let places: [HumanoidBone: Vector]
  /// Height of the soles.
  let floor: Double

  /// Height of the usual build's hip joints.
  private static let hipJoint = -1.6
  /// Height of the usual build's shoulder joints.
  private static let shoulderHeight = -0.752

  init(_ p: LookParameters, eyeCenter: Vector) {
    let shape = BodyShape(p)
    func level(_ y: Double) -> Double { shape.height(y) }
    let hipJoint = level(Self.hipJoint)
    var places: [HumanoidBone: Vector] = [
      .hips: Vector(0, level(-1.5), -0.05), .spine: Vector(0, level(-1.34), -0.055),
      .chest: Vector(0, level(-1.13), -0.055), .upperChest: Vector(0, level(-0.93), -0.06),
      .neck: Vector(0, -0.63, -0.075), .head: Vector(0, -0.44, -0.06), .leftEye: eyeCenter,
      .jaw: Vector(0, p.eyes.height - 0.07, -0.06),
    ]
    floor = hipJoint - p.build.legLength
    let shoulder = Vector(p.build.shoulder, level(Self.shoulderHeight), -0.06)
    places[.leftShoulder] = Vector(
      0.075 * p.build.shoulder / BodyShape.usualShoulder, shoulder.y + 0.012, -0.06)
    places[.leftUpperArm] = shoulder
    places[.leftLowerArm] = shoulder + Vector(p.build.armLength * 0.52, 0, 0)
    let wrist = shoulder + Vector(p.build.armLength, 0, 0)
    places[.leftHand] = wrist
    let hip = Vector(0.135 * (0.4 + 0.6 * p.build.hips), hipJoint, -0.055)
    let ankle = Vector(hip.x + 0.008, floor + 0.15, -0.06)
    places[.leftUpperLeg] = hip
    places[.leftLowerLeg] = mix(hip, ankle, 0.5) + Vector(0, 0, 0.012)
    places[.leftFoot] = ankle
    places[.leftToes] = Vector(ankle.x + 0.007, floor + 0.045, ankle.z + 0.06 + 0.1 * p.build.footSize)
    for finger in Hand.Finger.allCases {
      for (bone, joint) in zip(finger.bones, finger.joints) {
        places[bone] = wrist + joint * p.build.handSize
      }
    }
    var list: [(bone: HumanoidBone, parent: HumanoidBone?)] = []
    for bone in Self.order {
      list.append((bone, Self.parents[bone]))
      guard bone.mirrored != bone, let place = places[bone] else { continue }
      places[bone.mirrored] = place.mirrored
      list.append((bone.mirrored, Self.parents[bone].map(\.mirrored)))
    }
    bones = list
    self.places = places
  }

  /// Where a bone starts.
  func place(_ bone: HumanoidBone) -> Vector { places[bone] ?? .zero }

  /// Bones of the middle and the left, parents first; the right mirrors the left.
  private static let order: [HumanoidBone] =
    [
      .hips, .spine, .chest, .upperChest, .neck, .head, .jaw, .leftEye, .leftShoulder, .leftUpperArm,
      .leftLowerArm,
      .leftHand, .leftUpperLeg, .leftLowerLeg, .leftFoot, .leftToes,
    ] + Hand.Finger.allCases.flatMap(\.bones)

  private static let parents: [HumanoidBone: HumanoidBone] = {
    var out: [HumanoidBone: HumanoidBone] = [
      .spine: .hips, .chest: .spine, .upperChest: .chest, .neck: .upperChest, .head: .neck, .jaw: .head,
      .leftEye: .head,
      .leftShoulder: .upperChest, .leftUpperArm: .leftShoulder, .leftLowerArm: .leftUpperArm,
      .leftHand: .leftLowerArm, .leftUpperLeg: .hips, .leftLowerLeg: .leftUpperLeg,
      .leftFoot: .leftLowerLeg, .leftToes: .leftFoot,
    ]
    for finger in Hand.Finger.allCases {
      for (parent, bone) in zip([.leftHand] + finger.bones, finger.bones) { out[bone] = parent }
    }
    return out
  }()
}

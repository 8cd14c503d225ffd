import Foundation
import Motion
import Testing

@testable import Looks

/// Moves places as a skin does: each by the turns of its bones about their joints.
private func skinned(
  _ places: [Vector], _ bindings: [Binding], turning bones: Set<HumanoidBone>, about joint: Vector,
  axis: Vector, degrees: Double
) -> [Vector] {
  let a = radians(degrees)
  return zip(places, bindings).map { p, binding in
    let d = p - joint
    let turned =
      d * cos(a) + cross(axis, d) * sin(a) + axis * (dot(axis, d) * (1 - cos(a))) + joint
    let share = zip(binding.bones, binding.weights).filter { bones.contains($0.0) }.map(\.1).reduce(0, +)
    return mix(p, turned, share)
  }
}

/// Area of a loop in space.
private func area(_ loop: [Vector]) -> Double {
  var sum = Vector.zero
  for i in loop.indices { sum += cross(loop[i], loop[(i + 1) % loop.count]) }
  return sum.length / 2
}

@Suite struct BodyWeightsTests {
  private let skeleton: Skeleton
  private let shape: BodyShape
  private let weights: BodyWeights

  init() throws {
    let look = LookParameters.nova
    skeleton = Skeleton(look, eyeCenter: try FaceModel(look).pose.surface.eyeCenter)
    shape = BodyShape(look)
    weights = BodyWeights(skeleton: skeleton, shape: shape)
  }

  @Test(arguments: [(90.0, 0.6), (120, 0.45)])
  func elbowKeepsItsSectionWhenItBends(degrees: Double, share least: Double) {
    let arm = Arm(skeleton: skeleton, shape: shape)
    let lower: Set<HumanoidBone> = [.leftLowerArm, .leftHand]
    for share in stride(from: 0.4, through: 0.64, by: 0.02) {
      let ring = arm.ring(share, ease: 0.02)
      let bent = skinned(
        ring, ring.map(weights.arm), turning: lower, about: skeleton.place(.leftLowerArm),
        axis: Vector(0, 1, 0), degrees: -degrees)
      #expect(area(bent) > least * area(ring), "at \(share)")
    }
  }

  @Test(arguments: [(90.0, 0.6), (120, 0.45)])
  func kneeKeepsItsSectionWhenItBends(degrees: Double, share least: Double) {
    let knee = skeleton.place(.leftLowerLeg)
    for height in stride(from: -0.12, through: 0.12, by: 0.02) {
      let ring = (0..<20).map { k -> Vector in
        let a = Double(k) / 20 * 2 * .pi
        return knee + Vector(0.09 * cos(a), height, 0.09 * sin(a))
      }
      let bent = skinned(
        ring, ring.map(weights.leg), turning: [.leftLowerLeg, .leftFoot], about: knee, axis: Vector(1, 0, 0),
        degrees: degrees)
      #expect(area(bent) > least * area(ring), "at \(height)")
    }
  }

  @Test(arguments: [-90.0, 70])
  func shoulderKeepsItsSectionWhenTheArmSwings(degrees: Double) {
    let arm = Arm(skeleton: skeleton, shape: shape)
    for share in [0.06, 0.1, Arm.freeShare, 0.22] {
      let ring = arm.ring(share, ease: 0.02)
      let bent = skinned(
        ring, ring.map(weights.arm), turning: [.leftUpperArm], about: skeleton.place(.leftUpperArm),
        axis: Vector(0, 0, 1), degrees: degrees)
      #expect(area(bent) > 0.45 * area(ring), "at \(share)")
    }
  }

  @Test func weightsChangeSmoothlyAlongArmAndLeg() {
    func share(_ binding: Binding, _ bone: HumanoidBone) -> Double {
      zip(binding.bones, binding.weights).first { $0.0 == bone }?.1 ?? 0
    }
    let shoulder = skeleton.place(.leftUpperArm)
    let wrist = skeleton.place(.leftHand)
    let hip = skeleton.place(.leftUpperLeg)
    let ankle = skeleton.place(.leftFoot)
    let step = 1.0 / 400
    for bone in HumanoidBone.allCases {
      for i in 0..<400 {
        let t = Double(i) * step
        let arm = (
          weights.arm(mix(shoulder, wrist, t)), weights.arm(mix(shoulder, wrist, t + step))
        )
        #expect(abs(share(arm.0, bone) - share(arm.1, bone)) < 0.06)
        let leg = (weights.leg(mix(hip, ankle, t)), weights.leg(mix(hip, ankle, t + step)))
        #expect(abs(share(leg.0, bone) - share(leg.1, bone)) < 0.06)
      }
    }
  }

  @Test func bothSidesPullAlikeBetweenTheLegs() {
    let binding = weights.leg(Vector(0, skeleton.place(.leftUpperLeg).y - 0.05, 0))
    let pulls = zip(binding.bones, binding.weights).filter { $0.0 == .leftUpperLeg || $0.0 == .rightUpperLeg }
    #expect(pulls.count == 2)
    #expect(abs(pulls[0].1 - pulls[1].1) < 1e-9)
  }
}

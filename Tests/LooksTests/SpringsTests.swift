import Motion
import Rigging
import Testing

@testable import Looks

@Suite struct SpringsTests {
  private let chain = HangChain(
    name: "LockLeft",
    points: [Vector(0.5, 0, 0), Vector(0.5, -0.2, 0), Vector(0.5, -0.4, 0), Vector(0.5, -0.6, 0)],
    radius: 0.05)

  @Test func weightPassesFromTheHeadDownTheChain() {
    #expect(chain.weights(at: 0).isEmpty || chain.weights(at: 0).map(\.weight).reduce(0, +) <= 0.5)
    for share in stride(from: 0.0, through: 1, by: 0.05) {
      let sum = chain.weights(at: share).map(\.weight).reduce(0, +)
      #expect(sum <= 1 + 1e-9)
      #expect(share < 0.2 || abs(sum - 1) < 1e-9)
    }
    #expect(chain.weights(at: 1).map(\.joint) == [2])
  }

  @Test func shareGrowsAlongTheChain() {
    #expect(chain.share(of: Vector(0.5, 0.3, 0)) == 0)
    #expect(abs(chain.share(of: Vector(0.6, -0.3, 0)) - 0.5) < 1e-9)
    #expect(chain.share(of: Vector(0.5, -2, 0)) == 1)
    #expect(chain.mirrored.name == "LockRight")
  }

  @Test func hairHangsOnChainsOfThreeWithAnEnd() throws {
    let rig = Fixtures.nova
    let springs = try #require(rig.springBones)
    #expect(!springs.springs.isEmpty)
    for spring in springs.springs {
      #expect(spring.joints.count >= 4)
      for (a, b) in zip(spring.joints, spring.joints.dropFirst()) {
        #expect(rig.nodes[b.node].parent == a.node)
      }
    }
    let names = springs.springs.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func nothingThatHangsTouchesAColliderAtRest() throws {
    let rig = Fixtures.nova
    let posed = try PosedRig(rig)
    let springs = try #require(rig.springBones)
    for spring in springs.springs {
      for number in spring.colliderGroups.flatMap({ springs.colliderGroups[$0].colliders }) {
        let collider = springs.colliders[number]
        let at = posed.position(of: collider.node)
        for joint in spring.joints.dropFirst() {
          let p = posed.position(of: joint.node) - at
          switch collider.shape {
          case .sphere(let offset, let radius): #expect(length(p - offset) > radius + joint.hitRadius)
          case .capsule(let offset, let radius, let tail):
            let axis = tail - offset
            let t = min(max(dot(p - offset, axis) / dot(axis, axis), 0), 1)
            #expect(length(p - offset - axis * t) > radius + joint.hitRadius)
          }
        }
      }
    }
  }

  @Test func tipsFollowTheLastJoint() throws {
    let rig = Fixtures.nova
    let springs = try #require(rig.springBones)
    let joints = Set(springs.springs.flatMap { $0.joints.dropLast().map(\.node) })
    let hair = try #require(rig.mesh("Hair").primitives.first)
    let hanging = zip(hair.joints, hair.weights).filter { numbers, weights in
      (0..<4).contains { weights[$0] > 0.5 && joints.contains(rig.skins[0].joints[Int(numbers[$0])]) }
    }
    #expect(hanging.count > 100)
  }
}

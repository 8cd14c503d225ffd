import Catalog
import Characters
import Motion
import Rigging
import Testing

@testable import Scoring

@Suite struct BodyChainTests {
  @Test(arguments: BundledBodies.names) func jointsStandWhereThePosedRigHasThem(_ name: String) throws {
    var posed = try PosedRig(try BundledBodies.folder(name).character.rig)
    let chain = BodyChain(posed)
    var rotations: [HumanoidBone: Quaternion] = [:]
    var channels: [(Channel, [Float])] = []
    for (number, bone) in chain.bones.enumerated() {
      let axis = SIMD3<Float>(Float(number % 3), Float(number % 2), 1)
      let q = Quaternion(axis: axis / (axis * axis).sum().squareRoot(), angle: 0.1 + 0.02 * Float(number))
      rotations[bone] = q
      channels.append(BundledBodies.rotation(bone, q))
    }
    posed.apply(RigPose(rotations: rotations))
    let track = BundledBodies.track(channels)
    var stance = chain.stance
    let columns = chain.columns(in: track.layout)
    track.samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      chain.pose(base + 40 * track.layout.width, columns, Array(chain.bones.indices), into: &stance)
    }
    for (number, bone) in chain.bones.enumerated() {
      let node = try #require(posed.rig.humanoid[bone])
      let d = posed.position(of: node) - stance.positions[number]
      #expect((d * d).sum().squareRoot() < 1e-4, "\(bone)")
    }
  }

  @Test func lengthsAreThoseOfTheRest() throws {
    let chain = BodyChain(try PosedRig(try BundledBodies.folder("nova").character.rig))
    #expect(chain.length(of: .hips) == nil)
    let forearm = try #require(chain.length(of: .leftHand))
    #expect((0.1...0.4).contains(forearm))
  }
}

import Motion
import Rigging
import Testing

@Suite struct PosedRigTests {
  @Test func `at rest a skinned mesh stands where it was modelled`() throws {
    let posed = try PosedRig(sampleRig())
    var out = DeformedVertices()
    posed.deform(primitive: 0, of: 5, into: &out)
    #expect(distance(out.positions, posed.rig.meshes[0].primitives[0].positions) < 1e-5)
    #expect(distance(out.normals, posed.rig.meshes[0].primitives[0].normals) < 1e-5)
  }

  @Test func `a normalised rotation turns a bone about the axes of the T-pose whatever its rest rotation`()
    throws
  {
    var posed = try PosedRig(sampleRig())
    let rest = posed.worldMatrices[2]
    let turn = Quaternion(yaw: 0.4, pitch: -0.2, roll: 0.1)
    posed.apply(RigPose(rotations: [.head: turn]))
    let moved = posed.worldMatrices[2]
    // All rest rotations above the head are undone by the T-pose convention: the world rotation of the head
    // changes by exactly `turn` seen from the world axes.
    for axis in [SIMD3<Float>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)] {
      #expect(distance([moved.direction(axis)], [turn.act(rest.direction(axis))]) < 1e-5)
    }
    #expect(posed.localRotations[1] == posed.rig.nodes[1].rotation)
  }

  @Test func `rotations compose down the chain as on a skeleton of identity rest rotations`() throws {
    var posed = try PosedRig(sampleRig())
    let rest = posed.worldMatrices[3]
    let hips = Quaternion(yaw: 0.7, pitch: 0.1, roll: 0)
    let head = Quaternion(yaw: -0.3, pitch: 0.5, roll: 0.2)
    posed.apply(RigPose(rotations: [.hips: hips, .head: head]))
    let expected = (hips * head).act(rest.direction(SIMD3(0, 0, 1)))
    #expect(distance([posed.worldMatrices[3].direction(SIMD3(0, 0, 1))], [expected]) < 1e-5)
  }

  @Test func `hips move by metres in the axes of the world though their parent is turned and scaled`() throws
  {
    var posed = try PosedRig(sampleRig())
    let rest = posed.position(of: 1)
    posed.apply(RigPose(hipsTranslation: SIMD3(0.1, -0.2, 0.3)))
    #expect(distance([posed.position(of: 1) - rest], [SIMD3(0.1, -0.2, 0.3)]) < 1e-6)
  }

  @Test func `morph targets add by weight before skinning and expressions drive what they bind`() throws {
    var posed = try PosedRig(sampleRig())
    posed.apply(RigPose(weights: ["jawOpen": 0.5, "happy": 1]))
    #expect(Array(posed.morphWeights(of: 5)) == [0.5, 0.5, 0])
    var out = DeformedVertices()
    posed.deform(primitive: 0, of: 5, into: &out)
    #expect(distance(out.positions, [SIMD3(0, 1, 0.5), SIMD3(1, 0.5, 0), SIMD3(0, 2, 1)]) < 1e-5)
  }

  @Test func `linear-blend skinning weighs the joints`() throws {
    var posed = try PosedRig(sampleRig())
    let move = SIMD3<Float>(0, 0, 1)
    posed.apply(RigPose(hipsTranslation: move))
    var out = DeformedVertices()
    posed.deform(primitive: 0, of: 5, into: &out)
    // The head hangs below the hips, so all joints move alike.
    #expect(distance(out.positions, posed.rig.meshes[0].primitives[0].positions.map { $0 + move }) < 1e-5)

    let turn = Quaternion(yaw: 0, pitch: 0, roll: 1)
    posed.apply(RigPose(rotations: [.head: turn]))
    posed.deform(primitive: 0, of: 5, into: &out)
    let source = posed.rig.meshes[0].primitives[0]
    let pivot = posed.position(of: 2)
    let expected = source.positions.indices.map { v in
      let turned = pivot + turn.act(source.positions[v] - pivot)
      let share = source.weights[v].x  // joint 1 of the skin is the head, joint 0 the hips
      return turned * share + source.positions[v] * (1 - share)
    }
    #expect(distance(out.positions, expected) < 1e-5)
  }

  @Test func `a mesh without skin follows its node and keeps unit normals under uneven scale`() throws {
    var rig = sampleRig()
    rig.nodes[5].skin = nil
    rig.nodes[5].scale = SIMD3(1, 4, 1)
    rig.nodes[5].translation = SIMD3(5, 0, 0)
    rig.meshes[0].primitives[0].normals = Array(repeating: SIMD3(0.6, 0.8, 0), count: 3)
    let posed = try PosedRig(rig)
    var out = DeformedVertices()
    posed.deform(primitive: 0, of: 5, into: &out)
    #expect(distance(out.positions, [SIMD3(5, 4, 0), SIMD3(6, 4, 0), SIMD3(5, 8, 0)]) < 1e-5)
    let expected = SIMD3<Float>(0.6, 0.2, 0) / (Float(0.36) + 0.04).squareRoot()
    #expect(distance([out.normals[0]], [expected]) < 1e-5)
  }

  @Test func `applying a pose forgets the one before`() throws {
    let fresh = try PosedRig(sampleRig())
    var posed = fresh
    posed.apply(RigPose(rotations: [.head: Quaternion(yaw: 1, pitch: 0, roll: 0)], weights: ["jawOpen": 1]))
    posed.apply(RigPose())
    #expect(posed.worldMatrices == fresh.worldMatrices)
    #expect(Array(posed.morphWeights(of: 5)) == [0, 0, 0])
  }

  @Test func `gaze turns the eye bones and spares morphs that would turn the same eyeball again`() throws {
    var posed = try PosedRig(sampleRig())
    posed.apply(RigPose(gazeYaw: 0.2, gazePitch: 0.218_166_15))
    let forward = posed.worldMatrices[3].direction(posed.restRotations[3].conjugate.act(SIMD3(0, 0, 1)))
    #expect(forward.x > 0 && forward.y > 0)  // its left is +X, up is +Y
    #expect(abs(posed.morphWeights(of: 5)[2 + posed.morphWeights(of: 5).startIndex] - 0.5) < 1e-5)
    #expect(posed.morphWeights(of: 6).first == 0)
  }

  @Test func `weights of the track that move eyeballs keep the bone of that eye at rest`() throws {
    var posed = try PosedRig(sampleRig())
    posed.apply(RigPose(weights: ["eyeLookUpLeft": 0.3], gazeYaw: 0.2, gazePitch: 0.1))
    #expect(posed.morphWeights(of: 6).first == 0.3)
    #expect(posed.localRotations[3].angle(to: posed.rig.nodes[3].rotation) < 1e-3)
    #expect(posed.localRotations[4].angle(to: posed.rig.nodes[4].rotation) > 0.1)
  }

  @Test func `a rig with a fault is refused by name`() {
    var rig = sampleRig()
    rig.nodes[0].parent = 4
    #expect(throws: RigError.self) { try PosedRig(rig) }
    rig = sampleRig()
    rig.meshes[0].primitives[0].morphs.removeLast()
    let error = #expect(throws: RigError.self) { try PosedRig(rig) }
    #expect(error?.description.contains("\"Face\"") == true)
  }
}

import Motion
import Rigging
import Testing

@Suite struct RigValidationTests {
  @Test func `a sound rig passes`() throws { try sampleRig().validate() }

  @Test(
    arguments: [
      { $0.nodes[1].translation.x = .nan }, { $0.nodes[1].parent = 99 }, { $0.nodes[5].mesh = 2 },
      { $0.nodes[5].skin = 1 }, { $0.skins[0].joints[0] = -1 }, { $0.skins[0].joints.append(1) },
      { $0.meshes[0].primitives[0].indices = [0, 1, 3] }, { $0.meshes[0].primitives[0].indices = [0, 1] },
      { $0.meshes[0].primitives[0].joints[0].x = 3 },
      { $0.meshes[0].primitives[0].positions[0].y = .infinity },
      { $0.meshes[0].primitives[0].morphs[0].vertices = [3] }, { $0.meshes[0].primitives[0].material = 0 },
      { $0.meshes[0].primitives[0].morphs[1].vertices = [2, 0] },
      { $0.expressions[0].morphBinds[0].target = 3 },
      { $0.humanoid[.head] = 1 }, { $0.humanoid[.neck] = 70 }, { $0.meshes[1].morphNames = [] },
    ] as [@Sendable (inout Rig) -> Void])
  func `each fault is found`(spoil: @Sendable (inout Rig) -> Void) {
    var rig = sampleRig()
    spoil(&rig)
    #expect(throws: RigError.self) { try rig.validate() }
  }

  @Test(
    arguments: [
      { $0.expressions[0].morphBinds[0].weight = .infinity },
      { $0.expressions[0].materialColorBinds = [.init(material: 1, type: .rim, targetValue: .zero)] },
      { $0.expressions[0].textureTransformBinds = [.init(material: -1)] },
      { $0.expressions[0].textureTransformBinds = [.init(material: 0, scale: SIMD2(.nan, 1))] },
      {
        $0.expressions[0].materialColorBinds = [
          .init(material: 0, type: .color, targetValue: SIMD4(0, 0, .nan, 1))
        ]
      },
      { $0.lookAt = .init(offsetFromHeadBone: SIMD3(0, .nan, 0)) },
      { $0.lookAt = .init(verticalUp: .init(inputMaxValue: .infinity, outputScale: 1)) },
      { $0.springBones?.colliders[0].node = 7 }, { $0.springBones?.colliderGroups[0].colliders = [1] },
      { $0.springBones?.colliders[0].shape = .sphere(offset: .zero, radius: .nan) },
      { $0.springBones?.springs[0].joints[1].node = -1 }, { $0.springBones?.springs[0].center = 7 },
      { $0.springBones?.springs[0].colliderGroups = [1] },
      { $0.springBones?.springs[0].joints[0].dragForce = .infinity },
    ] as [@Sendable (inout Rig) -> Void])
  func `each fault of colours, looks and springs is found`(spoil: @Sendable (inout Rig) -> Void) throws {
    var rig = sampleRig()
    rig.materials = [Material(name: "skin")]
    rig.expressions[0].materialColorBinds = [
      .init(material: 0, type: .color, targetValue: SIMD4(1, 0, 0, 1))
    ]
    rig.expressions[0].textureTransformBinds = [.init(material: 0, offset: SIMD2(0.5, 0))]
    rig.lookAt = .init(type: .expression)
    rig.springBones = .init(
      colliders: [.init(node: 2, shape: .capsule(offset: .zero, radius: 0.1, tail: SIMD3(0, 0.1, 0)))],
      colliderGroups: [.init(name: "head", colliders: [0])],
      springs: [.init(joints: [.init(node: 2), .init(node: 3)], colliderGroups: [0], center: 0)])
    try rig.validate()
    spoil(&rig)
    #expect(throws: RigError.self) { try rig.validate() }
  }

  @Test func `parents come first whatever the order of the nodes`() {
    let rig = Rig(nodes: [.init(name: "a", parent: 2), .init(name: "b"), .init(name: "c", parent: 1)])
    #expect(rig.parentFirstOrder == [1, 2, 0])
  }
}

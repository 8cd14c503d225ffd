import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct VRMSpringWriterTests {
  @Test func `springs, overrides and the gaze come back as they were`() throws {
    var rig = writableRig()
    let head = try #require(rig.humanoid[.head])
    rig.nodes.append(.init(name: "Lock1", parent: head, translation: SIMD3(0.1, 0, 0)))
    rig.nodes.append(.init(name: "LockEnd", parent: rig.nodes.count - 1, translation: SIMD3(0, -0.1, 0)))
    let lock = rig.nodes.count - 2
    rig.springBones = Rig.SpringBones(
      colliders: [
        .init(node: head, shape: .sphere(offset: SIMD3(0, 0.1, 0), radius: 0.1)),
        .init(node: head, shape: .capsule(offset: .zero, radius: 0.05, tail: SIMD3(0, -0.1, 0))),
      ], colliderGroups: [.init(name: "head", colliders: [0]), .init(colliders: [1, 0])],
      springs: [
        .init(
          name: "Lock",
          joints: [
            .init(node: lock, hitRadius: 0.02, stiffness: 1.2, gravityPower: 0.1, dragForce: 0.4),
            .init(node: lock + 1),
          ], colliderGroups: [0, 1], center: head)
      ])
    rig.lookAt = Rig.LookAt(
      offsetFromHeadBone: SIMD3(0, 0.07, 0.02), horizontalOuter: .init(inputMaxValue: 40, outputScale: 20))
    rig.expressions[0].overrideBlink = .blend
    rig.expressions[0].overrideMouth = .block
    rig.expressions[0].isBinary = true
    rig.expressions[0].materialColorBinds = [.init(material: 0, type: .color, targetValue: SIMD4(1, 0, 0, 1))]
    rig.expressions[0].textureTransformBinds = [.init(material: 1, offset: SIMD2(0.5, 0))]
    let bytes = try sampleWriter.bytes(rig)
    #expect(try GLTFReader.read(bytes, file: "a.vrm").rig == rig)
    let json = try GLB(bytes, file: "a").json
    #expect(json["extensions"]?["VRMC_springBone"]?["specVersion"] == "1.0")
    #expect(json["extensionsUsed"]?.array?.contains("VRMC_springBone") == true)
  }
}

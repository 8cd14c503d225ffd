import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

private let hasShared: ConditionTrait = .enabled(
  if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset")

@Suite struct VRM0ReaderTests {
  private func read(_ change: (inout JSONValue) -> Void = { _ in }) throws -> GLTFModel {
    var json = vrm0JSON()
    change(&json)
    return try GLTFReader.read(json.text, file: "a.vrm")
  }

  @Test func `bones go by the names of VRM 1.0`() throws {
    let model = try read()
    #expect(model.rig.humanoid[.leftThumbProximal] == 10)
    #expect(model.rig.humanoid[.leftThumbMetacarpal] == nil)
    #expect(model.rig.humanoid.count == 8)
    #expect(model.notices.contains { $0.contains("VRM bone tail") })
    #expect(!model.notices.contains { $0.contains("jaw") })
  }

  @Test func `the model comes to face forward and keeps the nodes of the file as they are`() throws {
    let model = try read()
    let posed = try PosedRig(model.rig)
    let left = try #require(model.rig.humanoid[.leftLowerArm])
    #expect(posed.position(of: left).x > 0.4)
    #expect(model.rig.nodes.count == 13)
    #expect(model.rig.nodes[3].translation == SIMD3(-0.2, 0.3, 0))
    #expect(model.rig.nodes.filter { $0.parent == nil }.count == 1)
    try model.rig.validate()
  }

  @Test func `raising the left arm raises the character's left arm`() throws {
    let model = try read()
    var posed = try PosedRig(model.rig)
    let left = try #require(model.rig.humanoid[.leftLowerArm])
    let right = try #require(model.rig.humanoid[.rightLowerArm])
    let before = (posed.position(of: left), posed.position(of: right))
    var pose = RigPose()
    // About +Z, from +X towards +Y: up, for an arm that points to the character's left.
    pose.rotations[.leftUpperArm] = Quaternion(axis: SIMD3(0, 0, 1), angle: .pi / 2)
    posed.apply(pose)
    #expect(posed.position(of: left).y > before.0.y + 0.25)
    #expect(posed.position(of: right) == before.1)
    // Forward is +Z.
    pose.rotations[.leftUpperArm] = Quaternion(axis: SIMD3(0, 1, 0), angle: -.pi / 2)
    posed.apply(pose)
    #expect(posed.position(of: left).z > before.0.z + 0.25)
    pose.rotations = [:]
    pose.hipsTranslation = SIMD3(0.5, 0, 0.25)
    posed.apply(pose)
    let moved = posed.position(of: left) - before.0
    #expect(abs(moved.x - 0.5) < 1e-5 && abs(moved.z - 0.25) < 1e-5)
  }

  @Test func `blend shape groups become expressions of VRM 1.0`() throws {
    let rig = try read().rig
    #expect(rig.expressions.map(\.name) == ["happy", "aa", "blinkLeft", "Waku Waku"])
    #expect(rig.expressions.map(\.isPreset) == [true, true, true, false])
    #expect(rig.expressions[1].morphBinds == [.init(node: 9, target: 0, weight: 1)])
    #expect(rig.expressions[2].morphBinds == [.init(node: 9, target: 1, weight: 0.5)])
    #expect(rig.expressions[3].morphBinds[0].weight == 0.4)
    #expect(rig.expressions[3].isBinary)
    let happy = rig.expressions[0]
    #expect(happy.materialColorBinds.count == 2)
    #expect(happy.materialColorBinds[0].type == .color)
    // 0.5 of sRGB is 0.214 of light.
    #expect(abs(happy.materialColorBinds[0].targetValue.y - 0.21404) < 1e-4)
    #expect(happy.materialColorBinds[1].targetValue == SIMD4(2, 0.5, 0, 1))
    #expect(
      happy.textureTransformBinds == [.init(material: 0, scale: SIMD2(1, 0.5), offset: SIMD2(0.25, 0.375))])
    #expect(try read().notices.contains { $0.contains("_BumpScale") })
    #expect(rig.meshes[0].morphNames[2] == "lächeln 1")
  }

  @Test func `the gaze comes with its ranges`() throws {
    let model = try read()
    let lookAt = try #require(model.rig.lookAt)
    #expect(lookAt.type == .bone)
    #expect(lookAt.offsetFromHeadBone == SIMD3(0.01, 0.06, -0.1))
    #expect(lookAt.horizontalOuter == .init(inputMaxValue: 80, outputScale: 12))
    #expect(lookAt.verticalUp == .init(inputMaxValue: 90, outputScale: 10))
    #expect(model.notices.filter { $0.contains("curve") }.count == 1)
  }

  @Test func `springs follow the chain, and a branch is a spring of its own`() throws {
    let springs = try #require(try read().rig.springBones)
    #expect(springs.springs.map { $0.joints.map(\.node) } == [[7, 8], [11]])
    #expect(springs.springs.map(\.name) == ["hair", "hair"])
    #expect(springs.springs[0].center == nil)
    #expect(springs.springs[0].colliderGroups == [0])
    let joint = springs.springs[0].joints[1]
    #expect(joint.stiffness == 0.75 && joint.dragForce == 0.4 && joint.hitRadius == 0.02)
    #expect(joint.gravityDir == SIMD3(-1, -1, 0.5))
    #expect(
      springs.colliders == [.init(node: 2, shape: .sphere(offset: SIMD3(0.1, 0.2, -0.3), radius: 0.08))])
  }

  @Test func `the meta speaks the words of VRM 1.0 and keeps its licence`() throws {
    let model = try read()
    let meta = try #require(model.meta)
    #expect(meta.name == "Sample" && meta.authors == ["Someone"])
    #expect(meta.avatarPermission == .everyone && meta.commercialUsage == .corporation)
    #expect(meta.requiresCredit && meta.allowsRedistribution)
    #expect(meta.allowsSexuality && !meta.allowsViolence)
    #expect(meta.legacyLicence == "CC_BY_SA")
    #expect(meta.otherLicenseURL == "https://example.org/more")
    #expect(model.rights.licenceName == "CC BY-SA")
    #expect(model.rights.modification.condition == "under the same licence")
  }

  @Test func `bones are sought by name where the extension names none`() throws {
    let model = try read { json in
      let names = ["hips", "spine", "head", "leftUpperArm", "leftLowerArm"]
      var nodes = json["nodes"]?.array ?? []
      for (number, name) in names.enumerated() { nodes[number]["name"] = .string(name) }
      json["nodes"] = .array(nodes)
      var vrm = json["extensions"]?["VRM"] ?? .null
      vrm["humanoid"] = nil
      json["extensions"] = .object(["VRM": vrm])
    }
    #expect(model.rig.humanoid[.head] == 2)
    #expect(model.notices.contains { $0.contains("names no bones") })
  }

  @Test(arguments: [
    ("humanoid", #"{"humanBones":[{"bone":"hips","node":99}]}"#, "node 99"),
    ("blendShapeMaster", #"{"blendShapeGroups":[{"name":"a","binds":[{"mesh":7,"index":0}]}]}"#, "mesh 7"),
    ("blendShapeMaster", #"{"blendShapeGroups":[{"name":"a","binds":[{"mesh":0,"index":7}]}]}"#, "target"),
    ("secondaryAnimation", #"{"boneGroups":[{"bones":[70]}]}"#, "node 70"),
    ("secondaryAnimation", #"{"boneGroups":[{"bones":[7],"colliderGroups":[3]}]}"#, "collider group 3"),
    ("secondaryAnimation", #"{"boneGroups":[{"bones":[7],"stiffiness":1e300}]}"#, "stiffiness"),
    ("firstPerson", #"{"firstPersonBoneOffset":{"x":"a"}}"#, "firstPersonBoneOffset"),
  ])
  func `each fault names its place`(_ key: String, _ text: String, _ word: String) throws {
    let value = try JSONValue(parsing: Array(text.utf8), file: "", place: "")
    let error = #expect(throws: FormatsError.self) {
      try read { json in
        var vrm = json["extensions"]?["VRM"] ?? .null
        vrm[key] = value
        json["extensions"] = .object(["VRM": vrm])
      }
    }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
  }

  @Test(hasShared) func `Godette has her bones, faces and hair`() throws {
    let path = "rig-vrm0-godette/Godette_vrm_v4.vrm"
    let model = try GLTFReader.read(sharedBytes(path), file: path)
    #expect(model.rig.humanoid.count == 45)
    #expect(model.rig.expressions.count == 17)
    #expect(model.rig.expressions.first { $0.name == "happy" }?.morphBinds.map(\.weight) == [0.5, 0.25])
    #expect(model.rig.meshes[0].morphNames.count == 15)
    #expect(model.rig.springBones?.springs.count == 8)
    #expect(model.rig.springBones?.colliders.count == 4)
    #expect(model.rig.lookAt?.type == .expression)
    #expect(model.rig.lookAt?.offsetFromHeadBone == SIMD3(0, 0.146, -0.122))
    #expect(model.meta?.name == "Low-Poly Godette")
    #expect(model.rights.licenceName == "CC BY")
    #expect(model.rights.credit == .init(true, field: "VRM.meta.licenseName"))
    let posed = try PosedRig(model.rig)
    let left = try #require(model.rig.humanoid[.leftHand])
    let right = try #require(model.rig.humanoid[.rightHand])
    let toes = try #require(model.rig.humanoid[.leftToes])
    let foot = try #require(model.rig.humanoid[.leftFoot])
    #expect(posed.position(of: left).x > posed.position(of: right).x + 0.5)
    #expect(posed.position(of: toes).z > posed.position(of: foot).z)
  }
}

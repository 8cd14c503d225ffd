import Foundation
import Rigging
import Testing

@testable import Formats

private let hasShared: ConditionTrait = .enabled(
  if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset")

@Suite struct VRMReaderTests {
  private func model(_ extensions: String) throws -> GLTFModel {
    var json = triangleJSON()
    let target: JSONValue = .object(["POSITION": 0])
    json["nodes"] = .array([
      .object(["name": "a", "children": .array([1])]), .object(["name": "b", "children": .array([2])]),
      .object(["name": "c", "mesh": 0]),
    ])
    json["meshes"] = .array([
      .object(["primitives": .array([.object(["attributes": target, "targets": .array([target])])])])
    ])
    json["materials"] = .array([.object(["name": "m"])])
    json["extensions"] = try JSONValue(parsing: Array(extensions.utf8), file: "", place: "")
    return try GLTFReader.read(json.text, file: "a.vrm")
  }

  @Test func `expressions bring colours, textures and what they override`() throws {
    let rig = try model(
      #"""
      {"VRMC_vrm":{"specVersion":"1.0","expressions":{"preset":{"happy":{"isBinary":true,
      "overrideBlink":"block","overrideMouth":"blend","overrideLookAt":"often",
      "morphTargetBinds":[{"node":2,"index":0,"weight":0.5}],
      "materialColorBinds":[{"material":0,"type":"rimColor","targetValue":[1,0.5,0.25,0]},
        {"material":0,"type":"glow","targetValue":[1,1,1,1]}],
      "textureTransformBinds":[{"material":0,"offset":[0.5,0]}]}},
      "custom":{"happy":{},"wink wink":{}}}}}
      """#)
    let happy = try #require(rig.rig.expressions.first)
    #expect(rig.rig.expressions.map(\.name) == ["happy", "wink wink"])
    #expect(happy.isBinary && happy.overrideBlink == .block && happy.overrideMouth == .blend)
    #expect(happy.overrideLookAt == .none)
    #expect(happy.morphBinds == [.init(node: 2, target: 0, weight: 0.5)])
    #expect(
      happy.materialColorBinds == [.init(material: 0, type: .rim, targetValue: SIMD4(1, 0.5, 0.25, 0))])
    #expect(happy.textureTransformBinds == [.init(material: 0, offset: SIMD2(0.5, 0))])
    #expect(rig.notices.filter { $0.hasPrefix("VRMC_vrm") }.count == 3)
  }

  @Test func `the look-at is read in both types`() throws {
    let bone = try #require(
      try model(
        #"""
        {"VRMC_vrm":{"lookAt":{"type":"bone","offsetFromHeadBone":[0,0.1,0.2],
        "rangeMapHorizontalInner":{"inputMaxValue":90,"outputScale":10},
        "rangeMapHorizontalOuter":{"inputMaxValue":80,"outputScale":11},
        "rangeMapVerticalDown":{"inputMaxValue":70,"outputScale":12},
        "rangeMapVerticalUp":{"inputMaxValue":60,"outputScale":13}}}}
        """#
      ).rig.lookAt)
    #expect(bone.offsetFromHeadBone == SIMD3(0, 0.1, 0.2))
    #expect(bone.horizontalInner == .init(inputMaxValue: 90, outputScale: 10))
    #expect(bone.verticalUp == .init(inputMaxValue: 60, outputScale: 13))
    let expression = try model(#"{"VRMC_vrm":{"lookAt":{"type":"expression"}}}"#)
    #expect(expression.rig.lookAt?.type == .expression)
    #expect(expression.rig.lookAt?.verticalDown.outputScale == 1)
    #expect(expression.notices.filter { $0.contains("rangeMap") }.count == 4)
    #expect(try model(#"{"VRMC_vrm":{}}"#).rig.lookAt == nil)
  }

  @Test func `springs, groups and colliders are read`() throws {
    let springs = try #require(
      try model(
        #"""
        {"VRMC_springBone":{"specVersion":"1.0",
        "colliders":[{"node":0,"shape":{"sphere":{"offset":[0,1,0],"radius":0.5}}},
          {"node":1,"shape":{"capsule":{"offset":[0,1,0],"radius":0.25,"tail":[0,0,2]}}}],
        "colliderGroups":[{"name":"Körper","colliders":[1,0]}],
        "springs":[{"name":"hair","center":0,"colliderGroups":[0],"joints":[
          {"node":1,"hitRadius":0.1,"stiffness":2,"gravityPower":0.5,"gravityDir":[0,-1,1],"dragForce":0.75},
          {"node":2}]}]}}
        """#
      ).rig.springBones)
    #expect(
      springs.colliders[1].shape == .capsule(offset: SIMD3(0, 1, 0), radius: 0.25, tail: SIMD3(0, 0, 2)))
    #expect(springs.colliderGroups == [.init(name: "Körper", colliders: [1, 0])])
    let spring = springs.springs[0]
    #expect(spring.center == 0 && spring.name == "hair")
    #expect(
      spring.joints[0]
        == .init(
          node: 1, hitRadius: 0.1, stiffness: 2, gravityPower: 0.5, gravityDir: SIMD3(0, -1, 1),
          dragForce: 0.75))
    #expect(spring.joints[1] == .init(node: 2))
  }

  @Test func `the meta keeps all its fields`() throws {
    let text = #"""
      {"name":"A","version":"3","authors":["B","C"],"copyrightInformation":"B 1","contactInformation":"b@c",
      "references":["r"],"thirdPartyLicenses":"x\ny","licenseUrl":"https://vrm.dev/licenses/1.0/",
      "avatarPermission":"everyone","allowExcessivelyViolentUsage":true,"allowExcessivelySexualUsage":false,
      "commercialUsage":"personalProfit","allowPoliticalOrReligiousUsage":true,"allowAntisocialOrHateUsage":false,
      "creditNotation":"unnecessary","allowRedistribution":true,"modification":"allowModification",
      "otherLicenseUrl":"https://example.org"}
      """#
    let meta = try #require(try model(#"{"VRMC_vrm":{"meta":\#(text)}}"#).meta)
    #expect(meta.json == (try JSONValue(parsing: Array(text.utf8), file: "", place: "")))
    #expect(meta.legacyLicence == nil && !meta.allowsAnySetting)
  }

  @Test(arguments: [
    (
      #"{"VRMC_vrm":{"expressions":{"preset":{"aa":{"materialColorBinds":[{"material":3}]}}}}}"#, "material 3"
    ),
    (
      #"{"VRMC_vrm":{"expressions":{"preset":{"aa":{"textureTransformBinds":[{"material":0,"scale":[1]}]}}}}}"#,
      "scale"
    ),
    (#"{"VRMC_vrm":{"expressions":{"custom":{"x":{"morphTargetBinds":[{"node":2,"index":5}]}}}}}"#, "target"),
    (#"{"VRMC_vrm":{"lookAt":{"type":"nose"}}}"#, "nose"),
    (#"{"VRMC_springBone":{"colliders":[{"node":0,"shape":{}}]}}"#, "sphere"),
    (#"{"VRMC_springBone":{"springs":[{"joints":[{"node":5}]}]}}"#, "node 5"),
    (#"{"VRMC_springBone":{"springs":[{"joints":[],"colliderGroups":[0]}]}}"#, "collider group 0"),
    (#"{"VRMC_springBone":{"specVersion":"2.0"}}"#, "2.0"),
  ])
  func `each fault names its place`(_ extensions: String, _ word: String) {
    let error = #expect(throws: FormatsError.self) { try model(extensions) }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
  }

  @Test(hasShared) func `files of VRM 1.0 bring what their makers wrote`() throws {
    func read(_ path: String) throws -> GLTFModel { try GLTFReader.read(sharedBytes(path), file: path) }
    let robot = try read("rig-vrm1-debugrobot/debug_robot.vrm")
    #expect(robot.rig.expressions.count == 18 && robot.rig.humanoid.count == 53)
    #expect(robot.rig.lookAt?.type == .bone)
    #expect(robot.rights.redistribution.answer == .allowed)
    #expect(robot.rights.performance.answer == .allowed)
    let face = try read("rig-vrm1-debugrobot/expression_migration.vrm")
    #expect(face.rig.expressions.contains { !$0.materialColorBinds.isEmpty })
    #expect(face.rig.expressions.contains { $0.overrideBlink != .none || $0.overrideMouth != .none })
    #expect(face.rights.redistribution.answer == .forbidden)
    let binary = try read("rig-vrm1-spec/VRMC_vrm_expressions_isBinary_Overridden.vrm")
    #expect(binary.rig.lookAt?.type == .expression)
    #expect(binary.rig.expressions.contains { $0.isBinary })
    #expect(binary.rig.expressions.contains { $0.overrideBlink == .blend })
    let happy = try #require(binary.rig.expressions.first { $0.name == "happy" })
    #expect(!happy.textureTransformBinds.isEmpty && happy.morphBinds.isEmpty)
  }
}

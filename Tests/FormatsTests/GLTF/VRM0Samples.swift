import Foundation
import Motion
import Rigging

@testable import Formats

/// A model of VRM 0.x in text: hips, chest, head, arms, hair in two strands, one morphing mesh, facing −Z.
///
/// In such a file the character's left is −x.
func vrm0JSON() -> JSONValue {
  var json = triangleJSON()
  func node(_ name: String, _ at: [Float], _ children: [Int] = [], mesh: Int? = nil) -> JSONValue {
    var out: JSONValue = .object(["name": .string(name), "translation": .floats(at)])
    if !children.isEmpty { out["children"] = .array(children.map { .int($0) }) }
    if let mesh { out["mesh"] = .int(mesh) }
    return out
  }
  json["nodes"] = .array([
    node("J_Hips", [0, 1, 0], [1, 9]), node("J_Spine", [0, 0.2, 0], [2, 3, 5]),
    node("J_Head", [0, 0.4, 0], [7]),
    node("J_UpArm_L", [-0.2, 0.3, 0], [4]), node("J_LowArm_L", [-0.3, 0, 0], [10]),
    node("J_UpArm_R", [0.2, 0.3, 0], [6]), node("J_LowArm_R", [0.3, 0, 0]),
    node("Hair", [0, 0.2, 0.1], [8, 11]), node("Hair end", [0, -0.2, 0]), node("Face", [0, 0, 0], mesh: 0),
    node("J_Thumb", [-0.1, 0, -0.02]), node("Hair twig", [0, 0, 0.1]),
  ])
  let target: JSONValue = .object(["POSITION": 0])
  json["meshes"] = .array([
    .object([
      "name": "Face",
      "primitives": .array([
        .object([
          "attributes": target, "targets": .array([target, target, target]),
          "extras": .object(["targetNames": .array(["A", "close", "lächeln 1"])]), "material": 0,
        ])
      ]),
    ])
  ])
  json["materials"] = .array([.object(["name": "skin"])])
  let text = #"""
    {"specVersion":"0.0","humanoid":{"humanBones":[
     {"bone":"hips","node":0},{"bone":"spine","node":1},{"bone":"head","node":2},
     {"bone":"leftUpperArm","node":3},{"bone":"leftLowerArm","node":4},{"bone":"rightUpperArm","node":5},
     {"bone":"rightLowerArm","node":6},{"bone":"leftThumbIntermediate","node":10},{"bone":"jaw","node":-1},
     {"bone":"tail","node":8}]},
    "meta":{"title":"Sample","version":"2","author":"Someone","contactInformation":"","reference":"a book",
     "allowedUserName":"Everyone","violentUssageName":"Disallow","sexualUssageName":"Allow",
     "commercialUssageName":"Allow","licenseName":"CC_BY_SA","otherLicenseUrl":"",
     "otherPermissionUrl":"https://example.org/more"},
    "firstPerson":{"firstPersonBone":2,"firstPersonBoneOffset":{"x":0.01,"y":0.06,"z":0.1},
     "lookAtTypeName":"Bone","lookAtHorizontalInner":{"xRange":90,"yRange":8,"curve":[0,0,0,1,1,1,1,0]},
     "lookAtHorizontalOuter":{"xRange":80,"yRange":12,"curve":[0,0,0,0,1,1,1,1]},
     "lookAtVerticalDown":{"xRange":70,"yRange":9},"lookAtVerticalUp":{}},
    "blendShapeMaster":{"blendShapeGroups":[
     {"name":"Waku Waku","presetName":"unknown","binds":[{"mesh":0,"index":2,"weight":40}],"isBinary":true},
     {"name":"Joy","presetName":"joy","binds":[{"mesh":0,"index":2,"weight":100}],"materialValues":[
       {"materialName":"skin","propertyName":"_Color","targetValue":[1,0.5,0,1]},
       {"materialName":"skin","propertyName":"_EmissionColor","targetValue":[2,0.5,0,1]},
       {"materialName":"skin","propertyName":"_MainTex_ST","targetValue":[1,0.5,0.25,0.125]},
       {"materialName":"skin","propertyName":"_BumpScale","targetValue":[1,1,1,1]}]},
     {"name":"A","presetName":"A","binds":[{"mesh":0,"index":0,"weight":100},{"mesh":-1,"index":-1}]},
     {"name":"Blink_L","presetName":"blink_l","binds":[{"mesh":0,"index":1,"weight":50}]}]},
    "secondaryAnimation":{"boneGroups":[{"comment":"hair","stiffiness":0.75,"gravityPower":0.5,
      "gravityDir":{"x":1,"y":-1,"z":0.5},"dragForce":0.4,"center":-1,"hitRadius":0.02,"bones":[7],
      "colliderGroups":[0]}],
     "colliderGroups":[{"node":2,"colliders":[{"offset":{"x":0.1,"y":0.2,"z":0.3},"radius":0.08}]}]}}
    """#
  let vrm = try? JSONValue(parsing: Array(text.utf8), file: "", place: "")
  json["extensions"] = .object(["VRM": vrm ?? .null])
  json["extensionsUsed"] = .array(["VRM"])
  return json
}

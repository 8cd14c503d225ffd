import Foundation
import Motion
import Rigging

@testable import Formats

/// A rig in the reader's canonical form with all that can be written: a skinned face with many vertices (so that
/// sparse morphs pay), colours, expressions, all required bones.
func writableRig(vertices count: Int = 300) -> Rig {
  var rig = Rig()
  var bones = HumanoidBone.required
  bones += [.neck, .leftEye, .rightEye]
  let above: [HumanoidBone: HumanoidBone] = [
    .spine: .hips, .neck: .spine, .head: .neck, .leftEye: .head, .rightEye: .head, .leftUpperLeg: .hips,
    .leftLowerLeg: .leftUpperLeg, .leftFoot: .leftLowerLeg, .rightUpperLeg: .hips,
    .rightLowerLeg: .rightUpperLeg, .rightFoot: .rightLowerLeg, .leftUpperArm: .spine,
    .leftLowerArm: .leftUpperArm, .leftHand: .leftLowerArm, .rightUpperArm: .spine,
    .rightLowerArm: .rightUpperArm, .rightHand: .rightLowerArm,
  ]
  rig.lookAt = Rig.LookAt()
  rig.nodes = [
    .init(name: "Root", rotation: Quaternion(axis: SIMD3(0, 1, 0), angle: 0.2), scale: SIMD3(1.5, 1.5, 1.5))
  ]
  for (number, bone) in bones.enumerated() { rig.humanoid[bone] = number + 1 }
  for (number, bone) in bones.enumerated() {
    let axis = SIMD3<Float>(number % 3 == 0 ? 1 : 0, number % 3 == 1 ? 1 : 0, number % 3 == 2 ? 1 : 0)
    rig.nodes.append(
      .init(
        name: bone.rawValue, parent: above[bone].flatMap { rig.humanoid[$0] } ?? 0,
        translation: SIMD3(Float(number) * 0.01, 0.1, -0.003),
        rotation: Quaternion(axis: axis, angle: Float(number) * 0.3 - 1)))
  }
  let head = UInt16(bones.firstIndex(of: .head) ?? 0)
  let face = Primitive(
    positions: (0..<count).map { SIMD3(Float($0) * 0.001, 1 + Float($0 % 7) * 0.01, Float($0 % 5) * 0.02) },
    normals: (0..<count).map { _ in SIMD3(0, 0, 1) },
    colors: (0..<count).map { SIMD4(Float($0) / Float(count), 0.5, 0.25, 1) },
    textureCoordinates: (0..<count).map { SIMD2(Float($0) / Float(count), 0.1) },
    joints: (0..<count).map { _ in SIMD4(head, 0, 0, 0) },
    weights: (0..<count).map { _ in SIMD4(0.75, 0.25, 0, 0) }, indices: (0..<count).map { UInt32($0) },
    morphs: [
      MorphTarget(vertices: [3, UInt32(count) - 10], positions: [SIMD3(0, -0.1, 0), SIMD3(0.2, 0, 0)]),
      MorphTarget(
        vertices: (0..<UInt32(count)).map { $0 },
        positions: (0..<count).map { _ in SIMD3(0.5, 0, 0) },
        normals: (0..<count).map { SIMD3(0, Float($0) * 0.01, 0) }),
      MorphTarget(vertices: [], positions: []),
    ], material: 1)
  let plain = Primitive(
    positions: [.zero, SIMD3(1, 0, 0), SIMD3(0, 1, 0)], indices: [0, 1, 2],
    morphs: [
      MorphTarget(vertices: [1], positions: [SIMD3(0, 0, 1)]), MorphTarget(vertices: [], positions: []),
      MorphTarget(vertices: [0], positions: [SIMD3(0, 0, 0.1)]),
    ])
  rig.meshes = [
    Mesh(name: "Face", primitives: [face, face], morphNames: ["jawOpen", "MouthSmileLeft", "glow"]),
    Mesh(name: "Lids", primitives: [plain], morphNames: ["eyeLookUpLeft", "jawOpen", "eyeBlink_L"]),
  ]
  rig.materials = [
    Material(name: "skin", baseColor: SIMD4(0.8, 0.6, 0.5, 1), roughness: 0.7),
    Material(
      name: "", baseColor: SIMD4(1, 1, 1, 0.5), metallic: 1, emissive: SIMD3(3.3, 0, 0.1),
      isDoubleSided: true,
      isUnlit: true),
  ]
  let joints = Array(1...bones.count)
  rig.skins = [
    Rig.Skin(
      name: "body", joints: joints,
      inverseBindMatrices: joints.map {
        Matrix4(translation: SIMD3(0, -0.1 * Float($0), 0), rotation: .identity, scale: SIMD3(1, 1, 1))
      })
  ]
  rig.nodes.append(.init(name: "FaceNode", mesh: 0, skin: 0))
  rig.nodes.append(.init(name: "LidsNode", parent: rig.humanoid[.head], mesh: 1))
  let faceNode = rig.nodes.count - 2
  rig.expressions = [
    .init(name: "happy", isPreset: true, morphBinds: [.init(node: faceNode, target: 1, weight: 0.75)]),
    .init(name: "neutral", isPreset: true, morphBinds: []),
    .init(name: "shine", isPreset: false, morphBinds: [.init(node: faceNode, target: 2, weight: 1)]),
  ]
  return rig
}

/// The writer with which tests write VRM.
let sampleWriter = GLTFWriter(meta: VRMMeta(name: "Sample", authors: ["Mien"]), marksFirstPerson: true)

/// A folder of real files from elsewhere, if there is one.
let sharedFolder = ProcessInfo.processInfo.environment["MIEN_SHARED"].map { URL(fileURLWithPath: $0) }

/// Bytes of a shared file.
func sharedBytes(_ path: String) throws -> [UInt8] {
  guard let sharedFolder else { throw CocoaError(.fileNoSuchFile) }
  return Array(try Data(contentsOf: sharedFolder.appendingPathComponent("data/" + path)))
}

/// A triangle as glTF text with its numbers in a data URI, to be changed by tests.
func triangleJSON() -> JSONValue {
  let positions: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]
  let base64 = positions.withUnsafeBytes { Data($0) }.base64EncodedString()
  let text = """
    {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0, "name": "N"}],
     "meshes": [{"name": "M", "primitives": [{"attributes": {"POSITION": 0}}]}],
     "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
     "bufferViews": [{"buffer": 0, "byteLength": 36}],
     "buffers": [{"byteLength": 36, "uri": "data:application/octet-stream;base64,\(base64)"}]}
    """
  return (try? JSONValue(parsing: Array(text.utf8), file: "triangle", place: "test")) ?? .null
}

/// Reads a JSON tree as a `.gltf`.
func readJSON(_ json: JSONValue) throws -> GLTFModel {
  try GLTFReader.read(json.text, file: "t.gltf")
}

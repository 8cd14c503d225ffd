import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

private let hasShared: ConditionTrait = .enabled(
  if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset")

@Suite struct GLTFReaderTests {
  @Test func `a triangle in a data URI`() throws {
    let model = try readJSON(triangleJSON())
    #expect(model.rig.meshes[0].primitives[0].positions == [.zero, SIMD3(1, 0, 0), SIMD3(0, 1, 0)])
    #expect(model.rig.meshes[0].primitives[0].indices == [0, 1, 2])
    #expect(model.rig.nodes == [.init(name: "N", mesh: 0)])
  }

  @Test func `a sparse accessor changes the elements it lists`() throws {
    var json = triangleJSON()
    var bytes = Data([2, 0, 0, 0])
    [Float(7), 8, 9].withUnsafeBytes { bytes.append(contentsOf: $0) }
    json["buffers"] = .array([
      json["buffers"]?.array?[0] ?? .null,
      .object([
        "byteLength": .int(bytes.count), "uri": .string("data:;base64,\(bytes.base64EncodedString())"),
      ]),
    ])
    json["bufferViews"] = .array([
      json["bufferViews"]?.array?[0] ?? .null, .object(["buffer": 1, "byteLength": 1]),
      .object(["buffer": 1, "byteOffset": 4, "byteLength": 12]),
    ])
    var accessor = json["accessors"]?.array?[0] ?? .null
    accessor["sparse"] = .object([
      "count": 1, "indices": .object(["bufferView": 1, "componentType": 5121]),
      "values": .object(["bufferView": 2]),
    ])
    json["accessors"] = .array([accessor])
    let positions = try readJSON(json).rig.meshes[0].primitives[0].positions
    #expect(positions == [.zero, SIMD3(1, 0, 0), SIMD3(7, 8, 9)])

    accessor["bufferView"] = nil
    json["accessors"] = .array([accessor])
    #expect(try readJSON(json).rig.meshes[0].primitives[0].positions == [.zero, .zero, SIMD3(7, 8, 9)])
  }

  @Test func `a node's matrix becomes translation, rotation and scale`() throws {
    let q = Quaternion(axis: SIMD3(0.6, 0, 0.8), angle: 2.5)
    let m = Matrix4(translation: SIMD3(1, 2, 3), rotation: q, scale: SIMD3(2, 3, 0.5)).columns
    var json = triangleJSON()
    let numbers = [m.0, m.1, m.2, m.3].flatMap { c in (0..<4).map { c[$0] } }
    json["nodes"] = .array([.object(["matrix": .floats(numbers)])])
    let node = try readJSON(json).rig.nodes[0]
    #expect(node.rotation.angle(to: q) < 1e-3)
    #expect(abs(node.scale.y - 3) < 1e-5 && abs(node.scale.z - 0.5) < 1e-5)
    #expect(node.translation == SIMD3(1, 2, 3))
    json["nodes"] = .array([.object(["matrix": .floats([1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])])])
    #expect(throws: FormatsError.self) { try readJSON(json) }
  }

  @Test func `an external buffer comes from the resolver and nowhere else`() throws {
    var json = triangleJSON()
    let bytes = [Float](repeating: 1, count: 9).withUnsafeBytes { Array($0) }
    func read(_ uri: String) throws -> GLTFModel {
      json["buffers"] = .array([.object(["byteLength": 36, "uri": .string(uri)])])
      return try GLTFReader.read(json.text, file: "t.gltf") { path in
        guard path == "my mesh.bin" else { throw CocoaError(.fileNoSuchFile) }
        return bytes
      }
    }
    #expect(try read("my%20mesh.bin").rig.meshes[0].primitives[0].positions[2] == SIMD3(1, 1, 1))
    for uri in [
      "../x.bin", "a/../../x.bin", "%2e%2e/x.bin", "/etc/passwd", "https://example.org/x.bin", "file:///x",
      "a\\..\\x", "", "other.bin", "%00", "data:,abc", "data:;base64,***",
    ] {
      #expect(throws: FormatsError.self, "\(uri)") { try read(uri) }
    }
  }

  @Test(arguments: [
    ("circle", #"{"nodes":[{"children":[1]},{"children":[0]}]}"#, "circle"),
    ("two parents", #"{"nodes":[{"children":[2]},{"children":[2]},{}]}"#, "already a child"),
    ("node out of range", #"{"nodes":[{"children":[9]}]}"#, "node 9"),
    ("unknown required extension", #"{"extensionsRequired":["KHR_draco_mesh_compression"]}"#, "KHR_draco"),
    ("mesh out of range", #"{"nodes":[{"mesh":4}]}"#, "mesh 4"),
    ("huge translation", #"{"nodes":[{"translation":[1e300,0,0]}]}"#, "translation"),
    ("negative count", #"{"accessors":[{"componentType":5126,"count":-1,"type":"VEC3"}]}"#, "count"),
    ("unknown type", #"{"accessors":[{"componentType":5126,"count":1,"type":"VEC9"}]}"#, "type"),
    (
      "view outside",
      #"{"accessors":[{"componentType":5126,"count":9999999999,"type":"VEC3","bufferView":0}]}"#, "fit"
    ),
    (
      "lying count", #"{"accessors":[{"componentType":5126,"count":999999999,"type":"VEC3"}]}"#,
      "without data"
    ),
    ("lists of the wrong kind", #"{"nodes":{"a":1}}"#, "list"),
    (
      "matrix and rotation",
      #"{"nodes":[{"rotation":[0,0,0,1],"matrix":[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]}]}"#, "matrix"
    ),
    ("old version", #"{"asset":{"version":"1.0"}}"#, "2.0"),
    ("unknown mode", #"{"meshes":[{"primitives":[{"mode":9,"attributes":{"POSITION":0}}]}]}"#, "mode 9"),
    ("newer version needed", #"{"asset":{"version":"2.0","minVersion":"2.1"}}"#, "asset.minVersion"),
    ("minVersion of no version", #"{"asset":{"version":"2.0","minVersion":2}}"#, "asset.minVersion"),
    ("rotation too large", #"{"nodes":[{"rotation":[3e38,3e38,0,0]}]}"#, "too large"),
    ("data URI of text", #"{"buffers":[{"byteLength":3,"uri":"data:,abc"}]}"#, "does not say"),
    ("control character", #"{"buffers":[{"byteLength":3,"uri":"a%00b"}]}"#, "control character"),
    ("hidden nodes", #"{"extensionsRequired":["KHR_node_visibility"]}"#, "hidden nodes"),
  ])
  func `each fault names its place`(what: String, change: String, word: String) throws {
    var json = triangleJSON()
    let changes = try JSONValue(parsing: Array(change.utf8), file: "", place: "")
    for (key, value) in changes.object ?? [:] { json[key] = value }
    let error = #expect(throws: FormatsError.self, "\(what)") { try readJSON(json) }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix("t.gltf: ") == true)
  }

  @Test func `a mesh counts for every node that draws it`() throws {
    var json = triangleJSON()
    let count = GLTFContext.largestDrawn / 6
    func read(nodes: Int, vertices: Int) throws -> GLTFModel {
      json["accessors"] = .array([
        .object(["componentType": 5126, "count": .int(vertices), "type": "VEC3"])
      ])
      json["nodes"] = .array(Array(repeating: .object(["mesh": 0]), count: nodes))
      return try readJSON(json)
    }
    _ = try read(nodes: count / 10_000, vertices: 30_000)
    let error = #expect(throws: FormatsError.self) { try read(nodes: count / 10_000 + 1, vertices: 30_000) }
    #expect(error?.description.contains("for each of its nodes") == true, "\(error?.description ?? "")")
  }

  @Test func `NaN is refused by element`() throws {
    var json = triangleJSON()
    let bytes = [Float(0), 0, 0, 0, .nan, 0, 0, 0, 0].withUnsafeBytes { Data($0) }
    json["buffers"] = .array([
      .object(["byteLength": 36, "uri": .string("data:;base64,\(bytes.base64EncodedString())")])
    ])
    let error = #expect(throws: FormatsError.self) { try readJSON(json) }
    #expect(error?.description.contains("element 1") == true)
  }

  @Test func `primitives of a mesh with unlike morph counts are refused`() throws {
    var json = triangleJSON()
    let target: JSONValue = .object(["POSITION": 0])
    let plain: JSONValue = .object(["attributes": target])
    let morphing: JSONValue = .object(["attributes": target, "targets": .array([target, target])])
    json["meshes"] = .array([.object(["name": "Face", "primitives": .array([plain, morphing])])])
    let error = #expect(throws: FormatsError.self) { try readJSON(json) }
    #expect(error?.description.contains("\"Face\"") == true)
  }

  @Test func `a mesh whose count disagrees with names it shares is refused with both meshes named`() throws {
    var json = triangleJSON()
    let names: JSONValue = .object(["targetNames": .array(["a", "b"])])
    func mesh(_ name: String, targets: Int) -> JSONValue {
      let target: JSONValue = .object(["POSITION": 0])
      let targets: JSONValue = .array((0..<targets).map { _ in target })
      let primitive: JSONValue = .object(["attributes": target, "targets": targets])
      return .object(["name": .string(name), "primitives": .array([primitive]), "extras": names])
    }
    json["meshes"] = .array([mesh("Head", targets: 2), mesh("Teeth", targets: 1)])
    let error = #expect(throws: FormatsError.self) { try readJSON(json) }
    #expect(error?.description.contains("\"Head\"") == true)
    #expect(error?.description.contains("\"Teeth\"") == true)
    json["meshes"] = .array([mesh("Head", targets: 2), mesh("Teeth", targets: 2)])
    #expect(try readJSON(json).rig.meshes[1].morphNames == ["a", "b"])
  }

  @Test(hasShared) func `Ready Player Me is read whole`() throws {
    let model = try GLTFReader.read(sharedBytes("rig-rpm-arkit/brunette-t.glb"), file: "brunette-t.glb")
    let profile = CapabilityProfile(model.rig)
    #expect(profile.hasWholeFace)
    #expect(profile.visemes.count == 15 && profile.customMorphs.isEmpty)
    #expect(profile.missingRequiredBones.isEmpty)
    #expect(profile.missingBones == [.jaw])
    #expect(model.rig.nodes.count == 78)
    #expect(model.rig.meshes.count == 10)
    #expect(model.rig.skins[0].joints.count == 67)
    #expect(model.notices.isEmpty && model.remainders.contains { $0.hasSuffix(" textures") })
    #expect(model.remarks.count == 1 && model.remarks.allSatisfy { $0.hasPrefix("stays in the document") })
    #expect(model.rights.copyright == "Ready Player Me")
    #expect(model.rights.redistribution.answer == .unstated)
    let head = try #require(model.rig.humanoid[.head])
    #expect(model.rig.nodes[head].name == "Head")
    // The rest pose of the file is a T-pose of 1.77 m that faces +Z.
    let posed = try PosedRig(model.rig)
    #expect(posed.position(of: try #require(model.rig.humanoid[.leftHand])).x > 0.5)
    var top: Float = 0
    var vertices = DeformedVertices()
    for (number, node) in model.rig.nodes.enumerated() where node.mesh != nil {
      posed.deform(primitive: 0, of: number, into: &vertices)
      top = max(top, vertices.positions.map(\.y).max() ?? 0)
    }
    #expect(abs(top - 1.77) < 0.03)
  }

  @Test(hasShared) func `a Ready Player Me rig survives being written and read`() throws {
    var rig = try GLTFReader.read(sharedBytes("rig-rpm-arkit/brunette-t.glb"), file: "b").rig
    rig.materials = rig.materials.map { Material(name: $0.name) }
    rig.lookAt = Rig.LookAt()
    let again = try GLTFReader.read(sampleWriter.bytes(rig), file: "again").rig
    #expect(again == rig)
  }

  @Test(
    hasShared,
    arguments: [
      ("rig-gltf-fox/Fox.glb", 26, 0), ("rig-gltf-robot/RobotExpressive.glb", 74, 22),
      ("rig-vrm0-godette/Godette_vrm_v4.vrm", 72, 45), ("rig-vrm1-debugrobot/debug_robot.vrm", 77, 53),
      ("rig-vrm1-debugrobot/expression_migration.vrm", 18, 15),
      ("rig-vrm1-spec/VRMC_vrm_expressions_isBinary_Overridden.vrm", 27, 22),
      ("vrma/chatvrm_idle_loop.vrma", 33, 22), ("vrma/hips_spine_twisting.vrma", 18, 17),
      ("vrma/three-vrm_test.vrma", 53, 51), ("rig-gltf-morph/AnimatedMorphCube.gltf", 1, 0),
      ("rig-gltf-morph/simple_skin.gltf", 3, 0),
    ])
  func `files of other tools are read`(path: String, nodes: Int, bones: Int) throws {
    let folder = try #require(sharedFolder).appendingPathComponent("data/" + path).deletingLastPathComponent()
    let model = try GLTFReader.read(sharedBytes(path), file: path, resolver: GLTFResource.folder(folder))
    #expect(model.rig.nodes.count == nodes)
    #expect(model.rig.humanoid.count == bones)
  }

  @Test(hasShared) func `VRM 1.0 expressions bring their morph binds`() throws {
    let model = try GLTFReader.read(
      sharedBytes("rig-vrm1-debugrobot/expression_migration.vrm"), file: "expression_migration.vrm")
    #expect(model.rig.expressions.contains { !$0.morphBinds.isEmpty })
    #expect(model.meta != nil)
  }
}

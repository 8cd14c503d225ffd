import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct GLTFNodesTests {
  private func read(nodes: [JSONValue]) throws -> Rig {
    var json = triangleJSON()
    json["nodes"] = .array(nodes)
    return try GLTFReader.read(json.text, file: "t.gltf").rig
  }

  @Test(.timeLimit(.minutes(1))) func `a chain of a hundred thousand nodes is read`() throws {
    let count = 100_000
    let nodes = (0..<count).map { number -> JSONValue in
      number + 1 < count ? .object(["children": .array([.int(number + 1)])]) : .object([:])
    }
    let rig = try read(nodes: nodes)
    #expect(rig.nodes.count == count)
    #expect(rig.parentFirstOrder?.last == count - 1)
    #expect(throws: FormatsError.self) {
      try read(nodes: nodes.dropLast() + [.object(["children": .array([0])])])
    }
  }

  @Test func `a scale that is nearly zero or vast is refused, zero is not`() throws {
    func node(_ scale: Double) -> JSONValue {
      .object(["scale": .array([.number(1), .number(scale), .number(1)])])
    }
    for scale in [1e-30, -1e-12, 1e30] {
      let error = #expect(throws: FormatsError.self) { try read(nodes: [node(scale)]) }
      #expect(error?.description.contains("its scale") == true)
    }
    #expect(try read(nodes: [node(0)]).nodes[0].scale.y == 0)
  }

  @Test func `names that stand twice, hold spaces or no Latin letter are kept`() throws {
    let names = ["Head", "Head", "mixamorig:Left Arm", "頭", "Kopf é", ""]
    let rig = try read(nodes: names.map { .object(["name": .string($0)]) })
    #expect(rig.nodes.map(\.name) == names)
  }

  @Test(.timeLimit(.minutes(1))) func `the end of a chain is turned about with its root`() throws {
    let count = 100_000
    var json = triangleJSON()
    json["nodes"] = .array(
      (0..<count).map { $0 + 1 < count ? .object(["children": .array([.int($0 + 1)])]) : .object([:]) })
    let bones: JSONValue = .array([.object(["bone": "hips", "node": 0])])
    let springs: JSONValue = .array(
      (0..<1000).map { _ in .object(["bones": .array([0, 1, 2])]) })
    json["extensions"] = .object([
      "VRM": .object([
        "humanoid": .object(["humanBones": bones]), "secondaryAnimation": .object(["boneGroups": springs]),
      ])
    ])
    let model = try GLTFReader.read(json.text, file: "t.vrm")
    #expect(model.rig.springBones?.springs.first?.joints.count == count)
    #expect(model.rig.springBones?.springs.count == 1)
    #expect(model.notices.count <= 501)
  }

  @Test func `an unused place that names no joint is joint 0, a used one is refused`() throws {
    func read(weights: [Float]) throws -> GLTFModel {
      var json = triangleJSON()
      let joints = [UInt8](repeating: 0, count: 12).enumerated().map { $0.offset % 4 == 3 ? 200 : $0.element }
      let shares = (0..<3).flatMap { _ in weights }
      let bytes = joints + shares.withUnsafeBytes { Array($0) }
      var buffers = json["buffers"]?.array ?? []
      buffers.append(
        .object([
          "byteLength": 60, "uri": .string("data:;base64,\(Data(bytes).base64EncodedString())"),
        ]))
      json["buffers"] = .array(buffers)
      var views = json["bufferViews"]?.array ?? []
      views.append(.object(["buffer": 1, "byteLength": 12]))
      views.append(.object(["buffer": 1, "byteOffset": 12, "byteLength": 48]))
      json["bufferViews"] = .array(views)
      var accessors = Array((json["accessors"]?.array ?? []).prefix(1))
      for (number, component) in [(0, 5121), (1, 5126)] as [(Int, Int)] {
        accessors.append(
          .object([
            "bufferView": .int(views.count - 2 + number), "componentType": .int(component), "count": 3,
            "type": "VEC4",
          ]))
      }
      json["accessors"] = .array(accessors)
      json["nodes"] = .array([.object(["mesh": 0, "skin": 0]), .object([:])])
      json["skins"] = .array([.object(["joints": .array([1])])])
      json["meshes"] = .array([
        .object([
          "primitives": .array([
            .object(["attributes": .object(["POSITION": 0, "JOINTS_0": 1, "WEIGHTS_0": 2])])
          ])
        ])
      ])
      return try GLTFReader.read(json.text, file: "t.gltf")
    }
    let model = try read(weights: [1, 0, 0, 0])
    #expect(model.rig.meshes[0].primitives[0].joints[2] == SIMD4(0, 0, 0, 0))
    #expect(model.notices.contains { $0.contains("3 vertices name joints of no weight") })
    let error = #expect(throws: FormatsError.self) { try read(weights: [0.5, 0, 0, 0.5]) }
    #expect(error?.description.contains("joint 200") == true)
  }

  @Test func `default weights are the node's, else the mesh's, and are written again`() throws {
    var rig = writableRig()
    let face = rig.nodes.count - 2
    rig.nodes[face].defaultWeights = [0.25, 0, 0.5]
    #expect(try GLTFReader.read(sampleWriter.bytes(rig), file: "a.vrm").rig == rig)
    var document = try GLTFDocument(sampleWriter.bytes(rig), file: "a.vrm")
    var nodes = try #require(document.json["nodes"]?.array)
    var meshes = try #require(document.json["meshes"]?.array)
    func read(own: [Float]?) throws -> [Float] {
      nodes[face]["weights"] = own.map { .floats($0) }
      document.json["nodes"] = .array(nodes)
      return try GLTFReader.read(document).rig.nodes[face].defaultWeights
    }
    meshes[0]["weights"] = .floats([1, 0.5, 0])
    document.json["meshes"] = .array(meshes)
    #expect(try read(own: [0.25, 0, 0.5]) == [0.25, 0, 0.5])
    #expect(try read(own: nil) == [1, 0.5, 0])
    #expect(try read(own: [0, 0, 0]).isEmpty)
    #expect(throws: FormatsError.self) { try read(own: [1]) }
  }
}

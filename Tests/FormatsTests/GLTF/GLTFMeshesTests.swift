import Foundation
import Rigging
import Testing

@testable import Formats

/// One mesh of four vertices built from raw attributes.
private struct RawMesh {
  var buffer: [UInt8] = []
  var views: [JSONValue] = []
  var accessors: [JSONValue] = []
  var attributes: JSONValue = .object([:])
  var extra: [String: JSONValue] = ["mode": 5]

  init() {
    add("POSITION", [Float](repeating: 0.5, count: 12), component: 5126, type: "VEC3")
  }

  mutating func add<Number>(
    _ name: String, _ numbers: [Number], component: Int, type: String, count: Int = 4,
    normalized: Bool = false
  ) {
    let start = buffer.count
    numbers.withUnsafeBytes { buffer.append(contentsOf: $0) }
    views.append(
      .object(["buffer": 0, "byteOffset": .int(start), "byteLength": .int(buffer.count - start)]))
    while buffer.count % 4 != 0 { buffer.append(0) }
    accessors.append(
      .object([
        "bufferView": .int(views.count - 1), "componentType": .int(component), "type": .string(type),
        "count": .int(count), "normalized": .bool(normalized),
      ]))
    attributes[name] = .int(accessors.count - 1)
  }

  func read() throws -> (primitive: Primitive, notices: [String]) {
    var attributes = attributes
    var primitive: JSONValue = .object(extra)
    if let indices = attributes["indices"] {
      primitive["indices"] = indices
      attributes["indices"] = nil
    }
    primitive["attributes"] = attributes
    let json: JSONValue = .object([
      "asset": .object(["version": "2.0"]),
      "meshes": .array([.object(["name": "M", "primitives": .array([primitive])])]),
      "accessors": .array(accessors), "bufferViews": .array(views),
      "buffers": .array([.object(["byteLength": .int(buffer.count)])]),
    ])
    let model = try GLTFReader.read(GLB(json: json, binary: buffer).bytes(file: "m"), file: "m.glb")
    return (model.rig.meshes[0].primitives[0], model.notices)
  }
}

@Suite struct GLTFMeshesTests {
  @Test func `colours of bytes and shorts are fractions, and three components are opaque`() throws {
    var mesh = RawMesh()
    mesh.add(
      "COLOR_0", [UInt8](repeating: 51, count: 16), component: 5121, type: "VEC4", normalized: true)
    #expect(try mesh.read().primitive.colors[3] == SIMD4(0.2, 0.2, 0.2, 0.2))
    mesh = RawMesh()
    mesh.add(
      "COLOR_0", [UInt16](repeating: 65535, count: 12), component: 5123, type: "VEC3", normalized: true)
    #expect(try mesh.read().primitive.colors[0] == SIMD4(1, 1, 1, 1))
    mesh = RawMesh()
    mesh.add("COLOR_0", [UInt8](repeating: 51, count: 16), component: 5121, type: "VEC4")
    #expect(throws: FormatsError.self) { try mesh.read() }
  }

  @Test func `joints of bytes or shorts, and weights that sum to one`() throws {
    var mesh = RawMesh()
    mesh.add("JOINTS_0", (0..<16).map { UInt8($0) }, component: 5121, type: "VEC4")
    mesh.add("WEIGHTS_0", [Float](repeating: 0.5, count: 16), component: 5126, type: "VEC4")
    let (primitive, notices) = try mesh.read()
    #expect(primitive.joints[1] == SIMD4(4, 5, 6, 7))
    #expect(primitive.weights[2] == SIMD4(repeating: 0.25))
    #expect(notices.count == 1)
    mesh = RawMesh()
    mesh.add("JOINTS_0", [UInt16](repeating: 300, count: 16), component: 5123, type: "VEC4")
    mesh.add(
      "WEIGHTS_0", [UInt8](repeating: 0, count: 16), component: 5121, type: "VEC4", normalized: true)
    let loose = try mesh.read()
    #expect(loose.primitive.weights[0] == SIMD4(1, 0, 0, 0))
    #expect(loose.notices.contains { $0.contains("4 vertices follow no joint") })
    mesh = RawMesh()
    mesh.add("JOINTS_0", [UInt16](repeating: 300, count: 16), component: 5123, type: "VEC4")
    mesh.add("WEIGHTS_0", [Float](repeating: -0.5, count: 16), component: 5126, type: "VEC4")
    let error = #expect(throws: FormatsError.self) { try mesh.read() }
    #expect(error?.description.contains("vertex 0") == true)
  }

  @Test func `strips and fans become triangles that face as they did`() throws {
    var mesh = RawMesh()
    mesh.extra["mode"] = 5
    #expect(try mesh.read().primitive.indices == [0, 1, 2, 1, 3, 2])
    mesh.extra["mode"] = 6
    #expect(try mesh.read().primitive.indices == [1, 2, 0, 2, 3, 0])
    mesh.extra["mode"] = 4
    #expect(throws: FormatsError.self) { try mesh.read() }
  }

  @Test func `indices beyond the vertices and counts that differ are refused by place`() throws {
    var mesh = RawMesh()
    mesh.add("indices", [UInt8(0), 1, 4], component: 5121, type: "SCALAR", count: 3)
    let error = #expect(throws: FormatsError.self) { try mesh.read() }
    #expect(error?.description.contains("vertex 4 of 4") == true)
    mesh = RawMesh()
    mesh.add("NORMAL", [Float](repeating: 0, count: 9), component: 5126, type: "VEC3", count: 3)
    #expect(throws: FormatsError.self) { try mesh.read() }
  }

  @Test func `of more than four joints the heaviest are kept, and what was lost is told`() throws {
    var mesh = RawMesh()
    mesh.add(
      "JOINTS_0", [UInt8(0), 1, 2, 3] + [UInt8](repeating: 0, count: 12), component: 5121, type: "VEC4")
    mesh.add(
      "JOINTS_1", [UInt8(4), 5, 6, 7] + [UInt8](repeating: 0, count: 12), component: 5121, type: "VEC4")
    let rest = [Float](repeating: 0.25, count: 12)
    mesh.add("WEIGHTS_0", [0.125, 0.375, 0, 0.0625] + rest, component: 5126, type: "VEC4")
    mesh.add(
      "WEIGHTS_1", [0.25, 0.1875, 0, 0] + [Float](repeating: 0, count: 12), component: 5126, type: "VEC4")
    let (primitive, notices) = try mesh.read()
    #expect(Set((0..<4).map { primitive.joints[0][$0] }) == [0, 1, 4, 5])
    #expect(abs(primitive.weights[0].sum() - 1) < 1e-6)
    #expect(primitive.weights[0].max() == 0.4)
    #expect(primitive.weights[1] == SIMD4(repeating: 0.25))
    #expect(notices.contains { $0.contains("at most 0.0625") })
  }

  @Test func `points and lines are left out with a notice`() throws {
    var json = triangleJSON()
    let position: JSONValue = .object(["POSITION": 0])
    json["meshes"] = .array([
      .object([
        "primitives": .array([
          .object(["attributes": position, "mode": 1]), .object(["attributes": position]),
        ])
      ])
    ])
    let model = try GLTFReader.read(json.text, file: "t.gltf")
    #expect(model.rig.meshes[0].primitives.count == 1)
    #expect(model.notices.contains { $0.contains("mode 1") })
  }

  @Test func `a compression that is not required is no hindrance when the geometry is there`() throws {
    var json = triangleJSON()
    let draco: JSONValue = .object(["KHR_draco_mesh_compression": .object(["bufferView": 0])])
    json["meshes"] = .array([
      .object([
        "primitives": .array([.object(["attributes": .object(["POSITION": 0]), "extensions": draco])])
      ])
    ])
    #expect(try GLTFReader.read(json.text, file: "t.gltf").rig.meshes[0].primitives[0].positions.count == 3)
    json["accessors"] = .array([.object(["componentType": 5126, "count": 3, "type": "VEC3"])])
    let error = #expect(throws: FormatsError.self) { try GLTFReader.read(json.text, file: "t.gltf") }
    #expect(error?.description.contains("without Draco") == true)
  }
}

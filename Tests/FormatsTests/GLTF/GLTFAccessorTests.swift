import Foundation
import Rigging
import Testing

@testable import Formats

@Suite struct GLTFAccessorTests {
  private func read(_ changes: (inout JSONValue) -> Void) throws -> GLTFModel {
    var json = triangleJSON()
    changes(&json)
    return try GLTFReader.read(json.text, file: "t.gltf")
  }

  @Test(arguments: [1_000_000_000, 16_000_000, 70_000])
  func `an accessor without data claims no more than a small file may`(_ count: Int) {
    let error = #expect(throws: FormatsError.self) {
      try read { json in
        json["accessors"] = .array([
          .object(["componentType": 5126, "count": .int(count), "type": "VEC3"])
        ])
      }
    }
    #expect(error?.description.contains("without data") == true)
  }

  @Test func `an accessor without data is zeros, and sparse values go on top`() throws {
    let model = try read { json in
      let base64 = Data([2, 0, 0, 0] + [Float(5), 6, 7].withUnsafeBytes { Array($0) }).base64EncodedString()
      var buffers = json["buffers"]?.array ?? []
      buffers.append(.object(["byteLength": 16, "uri": .string("data:;base64,\(base64)")]))
      json["buffers"] = .array(buffers)
      var views = json["bufferViews"]?.array ?? []
      views.append(.object(["buffer": 1, "byteLength": 4]))
      views.append(.object(["buffer": 1, "byteOffset": 4, "byteLength": 12]))
      json["bufferViews"] = .array(views)
      var accessors = json["accessors"]?.array ?? []
      accessors.append(
        .object([
          "componentType": 5126, "count": 3, "type": "VEC3",
          "sparse": .object([
            "count": 1,
            "indices": .object(["bufferView": .int(views.count - 2), "componentType": 5121]),
            "values": .object(["bufferView": .int(views.count - 1)]),
          ]),
        ]))
      json["accessors"] = .array(accessors)
      json["meshes"] = .array([
        .object([
          "primitives": .array([
            .object([
              "attributes": .object(["POSITION": 0]),
              "targets": .array([.object(["POSITION": .int(accessors.count - 1)])]),
            ])
          ])
        ])
      ])
    }
    #expect(
      model.rig.meshes[0].primitives[0].morphs[0]
        == MorphTarget(vertices: [2], positions: [SIMD3(5, 6, 7)]))
  }

  @Test(.timeLimit(.minutes(1))) func `one accessor named by very many targets is refused, not unpacked`() {
    let error = #expect(throws: FormatsError.self) {
      try read { json in
        json["accessors"] = .array([
          json["accessors"]?.array?[0] ?? .null,
          .object(["componentType": 5126, "count": 60000, "type": "VEC3"]),
        ])
        let target: JSONValue = .object(["POSITION": 1])
        json["meshes"] = .array([
          .object([
            "primitives": .array([
              .object([
                "attributes": .object(["POSITION": 1]),
                "targets": .array(Array(repeating: target, count: 5000)),
              ])
            ])
          ])
        ])
      }
    }
    #expect(error?.description.contains("far more numbers") == true, "\(error?.description ?? "")")
  }
}

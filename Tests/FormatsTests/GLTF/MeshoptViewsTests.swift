import Foundation
import Rigging
import Testing

@testable import Formats

@Suite struct MeshoptViewsTests {
  @Test func `the reference streams are there`() { #expect(MeshoptStream.all.count > 40) }

  @Test(arguments: MeshoptStream.all)
  func `a stream unpacks to the bytes it was made of`(_ stream: MeshoptStream) throws {
    let document = try GLTFDocument(stream.document().text, file: "a.gltf")
    #expect(document.buffers.count == 1)
    #expect(document.json["extensionsRequired"] == nil)
    #expect(document.json["bufferViews"]?.array?[0]["extensions"] == nil)
    let bytes = document.buffers[0]
    if stream.filter == .octahedral || stream.filter == .quaternion {
      // These may differ by one unit in the last place.
      #expect(bytes.count == stream.decoded.count)
      let size = stream.stride / 4
      for at in Swift.stride(from: 0, to: bytes.count, by: size) {
        let pair = [bytes, stream.decoded].map { list in
          size == 1
            ? Int(Int8(bitPattern: list[at]))
            : Int(Int16(bitPattern: UInt16(list[at]) | UInt16(list[at + 1]) << 8))
        }
        #expect(abs(pair[0] - pair[1]) <= 1)
      }
    } else {
      #expect(bytes == stream.decoded)
    }
  }

  /// The corners of each triangle as points with what moves them, whatever the order of vertices and triangles.
  private func triangles(_ model: GLTFModel) -> [[String]] {
    let part = model.rig.meshes[0].primitives[0]
    func corner(_ index: UInt32) -> String {
      let moves = part.morphs.map { morph in
        morph.vertices.firstIndex(of: index).map { "\(morph.positions[$0])" } ?? "-"
      }
      let v = Int(index)
      return "\(part.positions[v]) \(part.joints[v]) \(part.weights[v]) \(moves)"
    }
    return stride(from: 0, to: part.indices.count, by: 3).map { at in
      let corners = (0..<3).map { corner(part.indices[at + $0]) }
      let first = corners.indices.min { corners[$0] < corners[$1] } ?? 0
      return (0..<3).map { corners[(first + $0) % 3] }
    }.sorted { $0.joined() < $1.joined() }
  }

  @Test func `what another packer packed is the geometry that it quantised`() throws {
    func read(_ name: String) throws -> GLTFModel {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Seeds/Meshopt/readable/\(name)")
      return try GLTFReader.read(Array(Data(contentsOf: file)), file: name)
    }
    let plain = try read("quantised.glb")
    #expect(plain.rig.meshes[0].morphNames == ["wave", "to the side"])
    let packed = try read("packed.glb")
    #expect(packed.rig.nodes == plain.rig.nodes && packed.rig.skins == plain.rig.skins)
    #expect(triangles(packed) == triangles(plain))
    #expect(packed.document.json["extensionsRequired"] == .array(["KHR_mesh_quantization"]))
    let more = try read("packed-more.glb")
    #expect(triangles(more) == triangles(plain))
    let clips = try [packed, plain].map { try GLTFAnimation(0, of: $0.document) }
    #expect(clips[0] == clips[1])
  }

  @Test func `the ratified name and the older one mean the same`() throws {
    let stream = try #require(MeshoptStream.all.first { $0.name.contains("version 1") })
    let document = try GLTFDocument(
      stream.document("KHR_meshopt_compression").text, file: "a.gltf")
    #expect(document.buffers == [stream.decoded])
    #expect(document.notices == ["1 compressed buffer views were unpacked"])
  }

  @Test(arguments: MeshoptStream.all)
  func `a cut stream is refused`(_ stream: MeshoptStream) {
    for length in [0, 1, 5, stream.encoded.count / 2, stream.encoded.count - 1] {
      let cut = MeshoptStream(
        name: "", mode: stream.mode, filter: stream.filter, stride: stream.stride, count: stream.count,
        encoded: Array(stream.encoded[..<length]) + [0], decoded: [])
      var document = cut.document()
      document["bufferViews"] = .array([
        cut.document { view in
          view["extensions"] = .object([
            "EXT_meshopt_compression": .object([
              "buffer": 0, "byteLength": .int(length), "byteStride": .int(cut.stride),
              "count": .int(cut.count),
              "mode": .string(cut.mode), "filter": .string(cut.filter.rawValue),
            ])
          ])
        }["bufferViews"]?.array?[0] ?? .null
      ])
      #expect(throws: FormatsError.self) { try GLTFDocument(document.text, file: "a.gltf") }
    }
  }

  @Test(
    arguments: [
      ("byteStride", 6), ("byteStride", 260), ("count", 0), ("count", 999_999_999), ("buffer", 7),
      ("buffer", 1),
      ("byteOffset", 100_000), ("byteLength", -1), ("mode", "STRIPS"), ("filter", "WAVES"),
      ("filter", "QUATERNION"),
    ] as [(String, JSONValue)])
  func `a view with a field that lies is refused`(_ key: String, _ value: JSONValue) throws {
    let stream = try #require(MeshoptStream.all.first)
    let json = stream.document { view in
      var fields = view["extensions"]?["EXT_meshopt_compression"] ?? .null
      fields[key] = value
      view["extensions"] = .object(["EXT_meshopt_compression": fields])
    }
    #expect(throws: FormatsError.self) { try GLTFDocument(json.text, file: "a.gltf") }
  }

  @Test func `a short stream that claims a billion elements is refused before memory is taken`() {
    for mode in ["ATTRIBUTES", "TRIANGLES", "INDICES"] {
      let first: UInt8 = mode == "ATTRIBUTES" ? 0xA1 : mode == "TRIANGLES" ? 0xE1 : 0xD1
      let stream = MeshoptStream(
        name: "", mode: mode, filter: .none, stride: 4, count: 999_999_999,
        encoded: [first] + Array(repeating: 0, count: 900), decoded: [])
      #expect(throws: FormatsError.self) { try GLTFDocument(stream.document().text, file: "a.gltf") }
    }
  }

  @Test func `spoilt streams are refused or read, never a crash`() {
    var mutator = ByteMutator(seed: 9)
    for stream in MeshoptStream.all {
      for _ in 0..<40 {
        let bytes = mutator.spoil(stream.encoded, with: [stream.encoded])
        let spoilt = MeshoptStream(
          name: "", mode: stream.mode, filter: stream.filter, stride: stream.stride, count: stream.count,
          encoded: bytes, decoded: [])
        _ = try? GLTFDocument(spoilt.document().text, file: "a.gltf")
      }
    }
  }
}

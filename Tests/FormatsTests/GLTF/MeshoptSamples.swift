import Foundation
import Testing

@testable import Formats

/// Streams that another encoder wrote from geometry of our own, and what they unpack to.
struct MeshoptStream: Sendable, CustomTestStringConvertible {
  let name: String
  let mode: String
  let filter: MeshoptFilter
  let stride: Int
  let count: Int
  let encoded: [UInt8]
  let decoded: [UInt8]

  var testDescription: String { "\(mode) \(filter.rawValue) \(name)" }

  static let all: [MeshoptStream] = {
    do {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Seeds/Meshopt/streams/streams.json")
      let json = try JSONValue(parsing: Data(contentsOf: file), file: "streams.json", place: "")
      func bytes(_ value: JSONValue?) -> [UInt8] {
        Array(value?.string.flatMap { Data(base64Encoded: $0) } ?? Data())
      }
      return (json["streams"]?.array ?? []).map { stream in
        MeshoptStream(
          name: stream["name"]?.string ?? "", mode: stream["mode"]?.string ?? "",
          filter: MeshoptFilter(rawValue: stream["filter"]?.string ?? "") ?? .none,
          stride: stream["byteStride"]?.integer ?? 0, count: stream["count"]?.integer ?? 0,
          encoded: bytes(stream["encoded"]),
          decoded: bytes(json["sources"]?[stream["source"]?.string ?? ""]))
      }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  /// A document whose only buffer view is this stream.
  func document(
    _ name: String = "EXT_meshopt_compression", change: (inout JSONValue) -> Void = { _ in }
  ) -> JSONValue {
    let uri = "data:application/octet-stream;base64," + Data(encoded).base64EncodedString()
    var view: JSONValue = .object([
      "buffer": 1, "byteLength": .int(stride * count),
      "extensions": .object([
        name: .object([
          "buffer": 0, "byteLength": .int(encoded.count), "byteStride": .int(stride), "count": .int(count),
          "mode": .string(mode), "filter": .string(filter.rawValue),
        ])
      ]),
    ])
    change(&view)
    return .object([
      "asset": .object(["version": "2.0"]),
      "extensionsUsed": .array([.string(name)]), "extensionsRequired": .array([.string(name)]),
      "buffers": .array([
        .object(["byteLength": .int(encoded.count), "uri": .string(uri)]),
        .object(["byteLength": .int(stride * count)]),
      ]), "bufferViews": .array([view]),
    ])
  }
}

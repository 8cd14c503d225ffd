import Foundation
import Testing

@testable import Formats

private let hasShared: ConditionTrait = .enabled(
  if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset")

@Suite struct GLTFAnimationTests {
  @Test(
    hasShared,
    arguments: [
      ("vrma/three-vrm_test.vrma", 3), ("vrma/chatvrm_idle_loop.vrma", 28), ("rig-gltf-fox/Fox.glb", 21),
      ("rig-gltf-robot/RobotExpressive.glb", 12),
    ])
  func `animations of other tools are unpacked`(path: String, channels: Int) throws {
    let animation = try GLTFAnimation(0, of: GLTFDocument(sharedBytes(path), file: path))
    #expect(animation.channels.count == channels)
    #expect(animation.samplers.allSatisfy { !$0.times.isEmpty })
  }

  @Test func `times that do not ascend and counts that do not fit are refused`() throws {
    let times: [Float] = [0, 1, 1]
    let base64 = times.withUnsafeBytes { Data($0) }.base64EncodedString()
    func document(times: Int, width: String, path: String) throws -> GLTFDocument {
      let text = """
        {"asset": {"version": "2.0"}, "nodes": [{}],
         "animations": [{"samplers": [{"input": 0, "output": 1}],
                         "channels": [{"sampler": 0, "target": {"node": 0, "path": "\(path)"}}]}],
         "accessors": [{"bufferView": 0, "componentType": 5126, "count": \(times), "type": "SCALAR"},
                       {"bufferView": 0, "componentType": 5126, "count": 1, "type": "\(width)"}],
         "bufferViews": [{"buffer": 0, "byteLength": 12}],
         "buffers": [{"byteLength": 12, "uri": "data:;base64,\(base64)"}]}
        """
      return try GLTFDocument(Array(text.utf8), file: "a.gltf")
    }
    _ = try GLTFAnimation(0, of: document(times: 1, width: "VEC3", path: "translation"))
    #expect(throws: FormatsError.self) {
      try GLTFAnimation(0, of: document(times: 3, width: "VEC3", path: "translation"))
    }
    #expect(throws: FormatsError.self) {
      try GLTFAnimation(0, of: document(times: 2, width: "VEC3", path: "translation"))
    }
    #expect(throws: FormatsError.self) {
      try GLTFAnimation(0, of: document(times: 1, width: "VEC3", path: "rotation"))
    }
    #expect(throws: FormatsError.self) {
      try GLTFAnimation(1, of: document(times: 1, width: "VEC3", path: "translation"))
    }
  }
}

import Foundation
import Motion
import Rigging
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

  private func document(last: Float = 1, sampler: String = "", path: String) throws -> GLTFDocument {
    let numbers: [Float] = [0, last, 0, 0, 0, 1, 0, 0]
    let base64 = numbers.withUnsafeBytes { Data($0) }.base64EncodedString()
    let text = """
      {"asset": {"version": "2.0"}, "nodes": [{}],
       "animations": [{"samplers": [{"input": 0, "output": 1\(sampler)}],
                       "channels": [{"sampler": 0, "target": {"node": 0, "path": "translation"}},
                                    {"sampler": 0, "target": {"node": 0\(path)}}]}],
       "accessors": [{"bufferView": 0, "componentType": 5126, "count": 2, "type": "SCALAR"},
                     {"bufferView": 1, "componentType": 5126, "count": 2, "type": "VEC3"}],
       "bufferViews": [{"buffer": 0, "byteLength": 8}, {"buffer": 0, "byteOffset": 8, "byteLength": 24}],
       "buffers": [{"byteLength": 32, "uri": "data:;base64,\(base64)"}]}
      """
    return try GLTFDocument(Array(text.utf8), file: "a.gltf")
  }

  @Test func `an interpolation that is none is refused`() throws {
    let scale = #", "path": "scale""#
    _ = try GLTFAnimation(0, of: document(sampler: #", "interpolation": "STEP""#, path: scale))
    for word in [#""CUBIC""#, #""linear""#, "1"] {
      let error = #expect(throws: FormatsError.self) {
        try GLTFAnimation(0, of: document(sampler: ", \"interpolation\": \(word)", path: scale))
      }
      #expect(error?.description.contains("LINEAR, STEP, CUBICSPLINE") == true)
    }
  }

  @Test func `a path that glTF does not know is left out with a notice, none at all is refused`() throws {
    let animation = try GLTFAnimation(0, of: document(path: #", "path": "pointer""#))
    #expect(animation.channels.count == 1)
    #expect(animation.notices.count == 1 && animation.notices[0].contains("\"pointer\""))
    #expect(throws: FormatsError.self) { try GLTFAnimation(0, of: document(path: "")) }
    let model = try GLTFReader.read(document(path: #", "path": "pointer""#))
    var reader = GLTFMotion(model: model, file: "a.gltf")
    _ = try reader.read(clip: nil, rate: nil, bones: nil)
    #expect(reader.notes.contains { $0.sort == .leftOut && $0.text.contains("pointer") })
  }

  @Test func `few keys far apart are not sampled to very many frames`() throws {
    func frames(_ last: Float, _ rate: Int32) throws -> Int {
      let model = try GLTFReader.read(document(last: last, path: #", "path": "scale""#))
      var reader = GLTFMotion(model: model, file: "a.gltf")
      return try reader.read(clip: nil, rate: FrameRate(frames: rate), bones: nil).frameCount
    }
    #expect(try frames(100, 60) == 6001)
    let error = #expect(throws: FormatsError.self) { try frames(14_000, 1000) }
    #expect(error?.description.contains("cut the clip") == true, "\(error?.description ?? "")")
  }
}

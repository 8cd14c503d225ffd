import Catalog
import Characters
import Foundation
import Testing

@Suite struct PoseFileTests {
  @Test func `poses of JSON files are read, of a folder in the order of names`() throws {
    let folder = try TemporaryFolder()
    let text = "{\"schema\":\"mien.poses/1\",\"poses\":[{\"name\":\"grin\",\"weights\":{\"jawOpen\":0.5}}]}"
    let file = try folder.write(text, "b.json")
    let poses = try PoseFile.read(at: file)
    #expect(poses.map(\.name) == ["grin"] && poses[0].expression.weights == ["jawOpen": 0.5])
    _ = try folder.write(text, "a.json")
    #expect(try PoseFile.read(at: folder.url).map(\.name) == ["grin", "b/grin"])
  }

  @Test(arguments: [
    ("{}", "schema"), ("{\"schema\":\"x\",\"poses\":[]}", "schema"),
    ("{\"schema\":\"mien.poses/1\",\"poses\":[{}]}", "poses[0]"),
    ("{\"schema\":\"mien.poses/1\",\"poses\":[{\"name\":\"a\",\"weight\":{}}]}", "poses[0]"),
    ("{\"schema\":\"mien.poses/1\",\"poses\":[{\"name\":\"a\",\"weights\":{\"b\":\"c\"}}]}", "weights.b"),
  ])
  func `a fault names file and field`(text: String, place: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, "p.json")
    do {
      _ = try PoseFile.read(at: file)
      Issue.record("accepted")
    } catch { #expect("\(error)".contains("p.json") && "\(error)".contains(place), "\(error)") }
  }

  @Test(.enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func `expressions of a VRM and clips of a glTF are poses`() throws {
    let vrm = try PoseFile.read(at: Shared.file("rig-vrm0-godette/Godette_vrm_v4.vrm"))
    #expect(vrm.first { $0.name == "aa" }?.expression.weights == ["ah": 1])
    let robot = try PoseFile.read(at: Shared.file("rig-gltf-robot/RobotExpressive.glb"))
    #expect(robot.count == 14 && robot.contains { $0.name == "ThumbsUp" && !$0.expression.rotations.isEmpty })
  }
}

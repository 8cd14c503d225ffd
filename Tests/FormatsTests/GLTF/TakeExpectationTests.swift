import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

private let environment = ProcessInfo.processInfo.environment

@Suite struct TakeExpectationTests {
  @Test func `frames tell time, joints, weights and bounds`() throws {
    let rig = writableRig()
    let export = try TakeExport(character: sampleWriter.bytes(rig), file: "a")
    let text = export.expectation(track: sampleTake(), frames: [0, 30, 99])
    let frames = try #require(try JSONValue(parsing: text, file: "", place: "")["frames"]?.array)
    #expect(frames.count == 2)
    #expect(frames[1]["time"]?.double == 1)
    #expect(frames[1]["joints"]?.object?.count == rig.humanoid.count)
    #expect(frames[0]["weights"]?["FaceNode"]?["jawOpen"]?.double == 0.5)
    #expect(frames[0]["meshes"]?["LidsNode"] != nil)
    #expect(frames[0]["meshes"]?["FaceNode"] == nil)
  }

  @Test(
    .enabled(if: environment["MIEN_BLENDER"] != nil, "MIEN_BLENDER (path of Blender) is unset"),
    arguments: [nil, "rig-rpm-arkit/brunette-t.glb", "rig-vrm1-debugrobot/expression_migration.vrm"]
      as [String?])
  func `Blender shows what we computed`(character: String?) throws {
    if character != nil && sharedFolder == nil { return }
    let bytes = try character.map { try sharedBytes($0) } ?? sampleWriter.bytes(writableRig())
    let export = try TakeExport(character: bytes, file: character ?? "sample.vrm")
    let track = sampleTake(rate: .fps60, frames: 120)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let glb = folder.appendingPathComponent("take.glb")
    let expected = folder.appendingPathComponent("expected.json")
    try Data(export.glb(track: track, name: "take").bytes).write(to: glb)
    try Data(export.expectation(track: track, frames: [0, 17, 60, 90])).write(to: expected)
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let script = root.appendingPathComponent(".ci/blender_check.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: environment["MIEN_BLENDER"] ?? "")
    process.arguments =
      ["-b", "--factory-startup", "--python-exit-code", "1", "--python", script.path, "--", glb.path]
      + [expected.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
  }
}

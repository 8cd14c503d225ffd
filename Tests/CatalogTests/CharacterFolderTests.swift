import Catalog
import Characters
import Formats
import Foundation
import Motion
import Rigging
import Testing

/// A rig with hanging arms under names that tell nothing; `map` tells them.
@Suite struct CharacterFolderTests {
  private static let names: [(HumanoidBone, String, Int?, SIMD3<Float>)] = [
    (.hips, "a", nil, SIMD3(0, 1, 0)), (.spine, "b", 0, SIMD3(0, 0.2, 0)), (.head, "c", 1, SIMD3(0, 0.4, 0)),
    (.leftUpperArm, "d", 1, SIMD3(0.2, 0.3, 0)), (.leftLowerArm, "e", 3, SIMD3(0.2, -0.2, 0)),
    (.leftHand, "f", 4, SIMD3(0.2, -0.2, 0)), (.rightUpperArm, "g", 1, SIMD3(-0.2, 0.3, 0)),
    (.rightLowerArm, "h", 6, SIMD3(-0.2, -0.2, 0)), (.rightHand, "i", 7, SIMD3(-0.2, -0.2, 0)),
    (.leftUpperLeg, "j", 0, SIMD3(0.1, -0.1, 0)), (.leftLowerLeg, "k", 9, SIMD3(0, -0.4, 0)),
    (.leftFoot, "l", 10, SIMD3(0, -0.4, 0)), (.rightUpperLeg, "m", 0, SIMD3(-0.1, -0.1, 0)),
    (.rightLowerLeg, "n", 12, SIMD3(0, -0.4, 0)), (.rightFoot, "o", 13, SIMD3(0, -0.4, 0)),
  ]

  /// Writes rig and map into a folder that is gone when `body` ends.
  private func withFiles(named: Bool, _ body: (_ rig: URL, _ map: URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mien-rig-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var rig = Rig()
    for (bone, name, parent, place) in Self.names {
      rig.nodes.append(.init(name: named ? bone.rawValue : name, parent: parent, translation: place))
    }
    let file = folder.appendingPathComponent("rig.glb")
    try Data(GLTFWriter().bytes(rig)).write(to: file)
    let bones = Self.names.map { "\"\($0.0.rawValue)\":\"\($0.1)\"" }.joined(separator: ",")
    let map = folder.appendingPathComponent("map.json")
    try Data("{\"schema\":\"mien.rig-map/1\",\"bones\":{\(bones)}}".utf8).write(to: map)
    try body(file, map)
  }

  /// How far the left hand lies below its shoulder.
  private func drop(_ rig: Rig) throws -> Float {
    let posed = try PosedRig(rig)
    return posed.position(of: 3).y - posed.position(of: 5).y
  }

  @Test func `a rig without a declared T-pose is loaded standing in it`() throws {
    try withFiles(named: true) { file, _ in
      let folder = try CharacterFolder(rigFile: file)
      #expect(abs(try drop(folder.character.rig)) < 1e-4)
      #expect(folder.model.notices.contains { $0.contains("A-pose, arms 45° down") })
    }
  }

  @Test func `bones that a map names stand in the T-pose too`() throws {
    try withFiles(named: false) { file, map in
      let folder = try CharacterFolder(rigFile: file)
      #expect(try drop(folder.character.rig) > 0.3)
      #expect(abs(try drop(folder.model(mappedBy: map).rig)) < 1e-4)
    }
  }
}

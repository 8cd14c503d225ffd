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
}

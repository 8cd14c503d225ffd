import Motion
import Rigging
import Testing

@Suite struct RigValidationTests {
  @Test func `a sound rig passes`() throws { try sampleRig().validate() }

  @Test(
    arguments: [
      { $0.nodes[1].translation.x = .nan }, { $0.nodes[1].parent = 99 }, { $0.nodes[5].mesh = 2 },
      { $0.nodes[5].skin = 1 }, { $0.skins[0].joints[0] = -1 }, { $0.skins[0].joints.append(1) },
      { $0.meshes[0].primitives[0].indices = [0, 1, 3] }, { $0.meshes[0].primitives[0].indices = [0, 1] },
      { $0.meshes[0].primitives[0].joints[0].x = 3 },
      { $0.meshes[0].primitives[0].positions[0].y = .infinity },
      { $0.meshes[0].primitives[0].morphs[0].vertices = [3] }, { $0.meshes[0].primitives[0].material = 0 },
      { $0.meshes[0].primitives[0].morphs[1].vertices = [2, 0] },
      { $0.expressions[0].morphBinds[0].target = 3 },
      { $0.humanoid[.head] = 1 }, { $0.humanoid[.neck] = 70 }, { $0.meshes[1].morphNames = [] },
    ] as [@Sendable (inout Rig) -> Void])
  func `each fault is found`(spoil: @Sendable (inout Rig) -> Void) {
    var rig = sampleRig()
    spoil(&rig)
    #expect(throws: RigError.self) { try rig.validate() }
  }

  @Test func `parents come first whatever the order of the nodes`() {
    let rig = Rig(nodes: [.init(name: "a", parent: 2), .init(name: "b"), .init(name: "c", parent: 1)])
    #expect(rig.parentFirstOrder == [1, 2, 0])
  }
}

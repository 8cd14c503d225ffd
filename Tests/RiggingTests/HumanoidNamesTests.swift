import Motion
import Rigging
import Testing

@Suite struct HumanoidNamesTests {
  @Test(arguments: [
    ("mixamorig:LeftForeArm", HumanoidBone.leftLowerArm), ("LeftForeArm", .leftLowerArm),
    ("mixamorig12:RightHandPinky2", .rightLittleIntermediate), ("mixamorig_Spine2", .upperChest),
    ("LeftHandThumb1", .leftThumbMetacarpal), ("RightToeBase", .rightToes), ("rightLowerLeg", .rightLowerLeg),
    ("LeftEye", .leftEye), ("LeftLeg", .leftLowerLeg), ("LeftUpLeg", .leftUpperLeg),
  ])
  func `knows the spellings in use`(name: String, bone: HumanoidBone) {
    #expect(HumanoidNames.bone(named: name) == bone)
  }

  @Test func `every bone of VRM is known by its own name`() {
    for bone in HumanoidBone.allCases where bone != .leftHand && bone != .rightHand {
      #expect(HumanoidNames.bone(named: bone.rawValue) == bone)
    }
  }

  @Test(arguments: ["LeftHandThumb4", "HeadTop_End", "Wolf3D_Head", "", "mixamorig", "b_Hip_01"])
  func `leaves other joints alone`(name: String) {
    #expect(HumanoidNames.bone(named: name) == nil)
  }

  @Test func `joints of a skin go before other nodes of the same name and strays are left out`() {
    let nodes: [Rig.Node] = [
      .init(name: "Head", mesh: 0), .init(name: "Hips"), .init(name: "Head", parent: 1),
      .init(name: "LeftHand"),
    ]
    let skin = Rig.Skin(name: "", joints: [1, 2], inverseBindMatrices: [.identity, .identity])
    #expect(HumanoidNames.recognise(nodes, skins: [skin]) == [.hips: 1, .head: 2])
    #expect(HumanoidNames.recognise([.init(name: "Hips")], skins: []).isEmpty)
  }
}

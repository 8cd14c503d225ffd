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

  /// A tree of a chain for the spine and chains for the limbs, joined as given.
  private func tree(_ chains: [[String]]) -> [Rig.Node] {
    var nodes: [Rig.Node] = []
    for chain in chains {
      var parent: Int?
      for name in chain {
        if let known = nodes.firstIndex(where: { $0.name == name }) {
          parent = known
        } else {
          nodes.append(.init(name: name, parent: parent))
          parent = nodes.count - 1
        }
      }
    }
    return nodes
  }

  @Test(arguments: [
    (
      "CMU",
      [
        ["Hips", "LHipJoint", "LeftUpLeg", "LeftLeg", "LeftFoot"],
        ["Hips", "LowerBack", "Spine", "Spine1", "Neck", "Neck1", "Head"],
        ["Spine1", "LeftShoulder", "LeftArm", "LeftForeArm", "LeftHand"],
      ], "LeftArm", HumanoidBone.leftUpperArm
    ),
    (
      "MotionBuilder, four spine joints",
      [
        ["Hips", "Spine", "Spine1", "Spine2", "Spine3", "Neck", "Neck1", "Head"],
        ["Spine3", "LeftShoulder", "LeftArm", "LeftForeArm"],
      ], "Spine3", .upperChest
    ),
    (
      "Poser",
      [
        ["hip", "abdomen", "chest", "neck", "head"],
        ["chest", "rCollar", "rShldr", "rForeArm", "rHand", "rMid1"],
        ["hip", "lThigh", "lShin"],
      ], "rMid1", .rightMiddleProximal
    ),
    (
      "words with L and R",
      [
        ["joint_Root", "Hips", "Spine", "Chest", "Neck", "Head"],
        ["Chest", "Shoulder_L", "UpperArm_L", "LowerArm_L", "Hand_L"], ["Hips", "UpperLeg_R", "LowerLeg_R"],
      ], "LowerLeg_R", .rightLowerLeg
    ),
    (
      "Rigify",
      [
        [
          "DEF-spine", "DEF-spine.001", "DEF-spine.002", "DEF-spine.003", "DEF-spine.004", "DEF-spine.005",
          "DEF-spine.006",
        ],
        [
          "DEF-spine.003", "DEF-shoulder.L", "DEF-upper_arm.L", "DEF-forearm.L", "DEF-hand.L",
          "DEF-f_index.01.L",
        ],
      ], "DEF-f_index.01.L", .leftIndexProximal
    ),
    (
      "Unreal mannequin",
      [
        ["root", "pelvis", "spine_01", "spine_02", "spine_03", "neck_01", "head"],
        ["spine_03", "clavicle_l", "upperarm_l", "lowerarm_l"],
        ["pelvis", "thigh_r", "calf_r", "foot_r", "ball_r"],
      ], "ball_r", .rightToes
    ),
    (
      "Unreal mannequin, five spine joints",
      [["pelvis", "spine_01", "spine_02", "spine_03", "spine_04", "spine_05", "neck_01", "neck_02", "head"]],
      "spine_05", .upperChest
    ),
    (
      "Biped",
      [
        ["Bip01", "Bip01 Pelvis", "Bip01 Spine", "Bip01 Spine1", "Bip01 Neck", "Bip01 Head"],
        ["Bip01 Neck", "Bip01 L Clavicle", "Bip01 L UpperArm"],
        ["Bip01 Spine", "Bip01 R Thigh", "Bip01 R Calf"],
      ], "Bip01 R Calf", .rightLowerLeg
    ),
    (
      "VRoid",
      [
        [
          "J_Bip_C_Hips", "J_Bip_C_Spine", "J_Bip_C_Chest", "J_Bip_C_Neck", "J_Bip_C_Head", "J_Adj_L_FaceEye",
        ],
        ["J_Bip_C_Chest", "J_Bip_L_Shoulder", "J_Bip_L_UpperArm"],
      ], "J_Adj_L_FaceEye", .leftEye
    ),
    (
      "SMPL",
      [
        ["pelvis", "spine1", "spine2", "spine3", "neck", "head"],
        ["pelvis", "left_hip", "left_knee", "left_ankle"],
        ["spine3", "right_collar", "right_shoulder", "right_elbow", "right_wrist", "right_index1"],
      ], "right_wrist", .rightHand
    ),
    (
      "Mixamo",
      [
        ["Character1_Hips", "Character1_Spine", "Character1_Spine1", "Character1_Spine2", "Character1_Neck"],
        ["Character1_Neck", "Character1_Head"],
        ["Character1_Spine2", "Character1_LeftShoulder", "Character1_LeftArm"],
      ], "Character1_LeftArm", .leftUpperArm
    ),
    (
      "Daz Genesis",
      [
        [
          "hip", "abdomenLower", "abdomenUpper", "chestLower", "chestUpper", "neckLower", "neckUpper", "head",
        ],
        ["chestUpper", "lCollar", "lShldrBend", "lShldrTwist", "lForearmBend"],
        ["hip", "pelvis", "rThighBend"],
      ], "rThighBend", .rightUpperLeg
    ),
  ])
  func `a tree of any convention is read by that convention`(
    convention: String, chains: [[String]], node: String, bone: HumanoidBone
  ) {
    let nodes = tree(chains)
    let found = HumanoidNames.read(nodes, skins: [])
    #expect(found.convention == convention)
    #expect(found.notices.isEmpty)
    #expect(found.bones[bone].map { nodes[$0].name } == node)
  }

  @Test func `a limb that hangs elsewhere is left out and said`() {
    let nodes = tree([
      ["Hips", "Spine", "Chest", "Neck", "Head"], ["Hips", "UpperLeg.L", "LowerLeg.L"], ["Root", "Foot.L"],
    ])
    let found = HumanoidNames.read(nodes, skins: [])
    #expect(found.bones[.leftLowerLeg] != nil && found.bones[.leftFoot] == nil)
    #expect(found.notices.count == 1 && found.notices[0].contains("Foot.L"))
  }

  @Test func `a tree that is no humanoid's is refused with a reason`() {
    let nodes = tree([["Hips"], ["Spine", "Head"], ["Chest"], ["Neck"]])
    let found = HumanoidNames.read(nodes, skins: [])
    #expect(found.bones.isEmpty && found.convention == nil)
    #expect(found.notices.first?.contains("map file") == true)
  }

  @Test func `thumbs of VRM 0 count from the proximal joint`() {
    let nodes = tree([
      ["hips", "spine", "neck", "head"],
      ["spine", "leftHand", "leftThumbProximal", "leftThumbIntermediate", "leftThumbDistal"],
    ])
    let bones = HumanoidNames.recognise(nodes, skins: [])
    #expect(bones[.leftThumbMetacarpal].map { nodes[$0].name } == "leftThumbProximal")
    #expect(bones[.leftThumbProximal].map { nodes[$0].name } == "leftThumbIntermediate")
  }

  @Test func `a node that only carries a mesh of the bone's name is not the bone`() {
    var nodes = tree([["hips", "spine", "neck", "head"]])
    nodes.insert(.init(name: "Head", parent: 4, mesh: 0), at: 0)
    for number in 2..<5 { nodes[number].parent = number - 1 }
    #expect(HumanoidNames.recognise(nodes, skins: [])[.head] == 4)
    nodes.append(.init(name: "leftHand", parent: 2, mesh: 0, skin: 0))
    #expect(HumanoidNames.recognise(nodes, skins: [])[.leftHand] == nil)
  }

  @Test func `a long chain of names with many separators is read in a moment`() {
    let nodes = (0..<20_000).map { number in
      Rig.Node(name: "a_b.c-\(number) hips_e:head \(number % 50)", parent: number == 0 ? nil : number - 1)
    }
    let start = ContinuousClock.now
    #expect(HumanoidNames.read(nodes, skins: []).bones.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}

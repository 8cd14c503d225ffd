import Motion
import Rigging
import Testing

@Suite struct CapabilityProfileTests {
  @Test func `sorts targets into shapes and customs by name`() {
    let profile = CapabilityProfile(sampleRig())
    #expect(profile.shapes == ["eyeLookUpLeft", "jawOpen"])
    #expect(profile.missingShapes.count == 50)
    #expect(profile.customMorphs == ["smile"])
    #expect(profile.bones == [.hips, .head, .leftEye, .rightEye])
    #expect(profile.missingRequiredBones.count == HumanoidBone.required.count - 2)
    #expect(profile.expressions == ["happy"])
    #expect(!profile.hasWholeFace)
  }

  @Test func `says what is there, what is derived and what is lost`() {
    let profile = CapabilityProfile(sampleRig())
    #expect(profile.presets == ["happy"])
    #expect(profile.gaze == [.eyeBones, .eyeLookShapes])
    // happy is moved by smiles, jawOpen by vowels and visemes; nothing here stands for a puffed cheek.
    #expect(profile.derivable.contains("mouthSmileLeft") && profile.derivable.contains("viseme_aa"))
    #expect(profile.derivable.contains("aa"))
    #expect(profile.lost.contains("cheekPuff") && !profile.lost.contains("mouthSmileLeft"))
    #expect(profile.channels.isSuperset(of: ["jawOpen", "smile", "happy", "head.rotation", "gaze.yaw"]))
  }

  @Test func `says in plain words what the character cannot express`() {
    let words = CapabilityProfile(sampleRig()).shortcomings
    #expect(words.contains("no cheekPuff: cannot puff its cheeks"))
    #expect(words.contains { $0.hasPrefix("no blink") })
    #expect(!words.contains { $0.contains("smile and no happy") || $0.contains("mouth will not open") })
    var rig = sampleRig()
    rig.humanoid = [:]
    rig.expressions = []
    rig.meshes[0].morphNames = ["a1", "a2", "a3"]
    rig.meshes[1].morphNames = ["b"]
    let blank = CapabilityProfile(rig).shortcomings
    #expect(blank.contains { $0.contains("the face will not move") && $0.contains("4 morph targets") })
    #expect(blank.contains { $0.contains("gaze shows in the head only") })
    #expect(blank.contains { $0.contains("map file") })
  }

  @Test func `what changes materials alone is not shown, and nothing is derived for it`() throws {
    var rig = sampleRig()
    rig.materials = [Material(name: "face")]
    rig.expressions = ["happy", "aa"].map {
      .init(name: $0, isPreset: true, textureTransformBinds: [.init(material: 0, offset: SIMD2(0.5, 0))])
    }
    let profile = CapabilityProfile(rig)
    #expect(profile.presets.isEmpty && profile.materialExpressions == ["happy", "aa"])
    #expect(!profile.derivable.contains("mouthSmileLeft") && profile.lost.contains("happy"))
    #expect(!profile.channels.contains("happy"))
    let report = CapabilityReport(profile, derivations: [])
    #expect(report.rows.contains { $0.what == "by material only" && $0.value.hasPrefix("2: happy aa; ") })
    let layout = ChannelLayout([.weight("happy"), .weight("jawOpen")])
    #expect(TrackBinding(layout: layout, posed: try PosedRig(rig)).unbound == [.weight("happy")])
  }

  @Test func `a whole rig lacks nothing`() {
    let names = ARKit.names + Viseme.names + ExpressionPreset.names
    let morphs = names.map { _ in MorphTarget(vertices: [0], positions: [SIMD3(0, 1, 0)]) }
    let face = Primitive(positions: [.zero], indices: [], morphs: morphs)
    var nodes: [Rig.Node] = [.init(name: "Face", mesh: 0)]
    var humanoid: [HumanoidBone: Int] = [:]
    for bone in HumanoidBone.allCases {
      humanoid[bone] = nodes.count
      nodes.append(.init(name: bone.rawValue))
    }
    let rig = Rig(
      nodes: nodes, meshes: [Mesh(name: "Face", primitives: [face], morphNames: names)], humanoid: humanoid)
    let profile = CapabilityProfile(rig)
    #expect(profile.shortcomings.isEmpty && profile.lost.isEmpty && profile.customMorphs.isEmpty)
  }

  @Test func `a body without hips is not said to have no bones`() {
    var rig = sampleRig()
    rig.humanoid[.hips] = nil
    let words = CapabilityProfile(rig).shortcomings
    #expect(words.contains { $0.hasPrefix("no hips bone") })
    #expect(!words.contains { $0.contains("no humanoid bones") })
    rig.humanoid = [:]
    #expect(CapabilityProfile(rig).shortcomings.contains { $0.contains("no humanoid bones") })
  }
}

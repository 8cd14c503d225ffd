import Characters
import Motion
import Rigging
import Testing

/// What a rig shows that has a head, a neck and a face with the named morph targets.
func sampleFit(_ targets: [String], bones: [HumanoidBone] = [.head, .neck]) throws -> RigFit {
  let face = Mesh(
    name: "Face",
    primitives: [
      Primitive(
        positions: [SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(0, 1, 0)], normals: [], indices: [0, 1, 2],
        morphs: targets.map { _ in MorphTarget(vertices: [0], positions: [SIMD3(0, 0, 1)]) })
    ], morphNames: targets)
  var nodes = [Rig.Node(name: "face", mesh: 0)]
  var humanoid: [HumanoidBone: Int] = [:]
  for bone in bones {
    humanoid[bone] = nodes.count
    nodes.append(Rig.Node(name: bone.rawValue))
  }
  return RigFit(try PosedRig(Rig(nodes: nodes, meshes: [face], humanoid: humanoid)))
}

@Suite struct RigFitTests {
  private func particulars(_ fit: RigFit) -> CharacterLearning.Particulars {
    var particulars = sampleParticulars
    particulars.fit = fit
    return particulars
  }

  private func error(_ fit: RigFit, _ takes: [CapturedTake]) -> String {
    do {
      _ = try CharacterLearning(particulars(fit), from: takes)
      return ""
    } catch { return "\(error)" }
  }

  @Test func `channels that a rig cannot show are named in order`() throws {
    let fit = try sampleFit(["jawOpen", "glow"])
    let channels: [Channel] = [
      .weight("tail"), .weight("jawOpen"), .rotation(of: .head), .rotation(of: .leftHand), .weight("glow"),
      .weight("tail"),
    ]
    #expect(fit.unshown(of: channels).map(\.name) == ["tail", "leftHand.rotation"])
    #expect(fit.unshown(of: []).isEmpty)
  }

  @Test func `a character is learnt from what its rig can show, and a finding names the rest`() throws {
    let fit = try sampleFit(["jawOpen", "mouthSmileLeft", "mouthSmileRight"])
    let learnt = try CharacterLearning(particulars(fit), from: [sampleTake("a", seconds: 80)])
    let kept: Set = ["jawOpen", "mouthSmileLeft", "mouthSmileRight"]
    #expect(Set(learnt.sheet.limits.weights.keys) == kept)
    #expect(Set(learnt.sheet.limits.rotations.keys) == ["head"])
    #expect(Set((learnt.sheet.envelope ?? [:]).keys).isSubset(of: kept.union(["head.rotation"])))
    #expect(learnt.tracks.allSatisfy { $0.layout["eyeBlinkLeft"] == nil && $0.layout["jawOpen"] != nil })
    let finding = try #require(learnt.findings.first { $0.hasPrefix("The rig lacks") })
    #expect(finding.contains("eyeBlinkLeft") && !finding.contains("jawOpen"))
    #expect(learnt.sheet.notes.contains(finding))
  }

  @Test func `takes of which the rig has nothing are refused`() throws {
    let said = error(try sampleFit(["wag"], bones: [.hips]), [sampleTake("a", seconds: 80)])
    #expect(said.contains("the rig has none of the takes' 9 channels") && said.contains("rig map"))
    let tail = Track(
      layout: ChannelLayout([.weight("tail")]), rate: .fps60, samples: Array(repeating: 0.5, count: 900))
    let both = [sampleTake("a", seconds: 80), CapturedTake(name: "tail.track", track: tail)]
    #expect(error(try sampleFit(["jawOpen"]), both).contains("tail.track: the rig has none of its channels"))
  }

  @Test func `takes in which nothing moves are refused`() {
    let still = Track(
      layout: ChannelLayout([.weight("jawOpen"), .rotation(of: .head)]), rate: .fps60, frameCount: 1800)
    var upright = still
    for frame in 0..<1800 { upright[frame, 4] = 1 }
    #expect(throws: CharacterError.self) {
      try CharacterLearning(sampleParticulars, from: [CapturedTake(name: "a", track: upright)])
    }
  }
}

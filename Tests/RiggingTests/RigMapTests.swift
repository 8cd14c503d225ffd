import Motion
import Rigging
import Testing

@Suite struct RigMapTests {
  private func reason(_ map: RigMap, _ rig: Rig = sampleRig()) -> String? {
    do {
      _ = try map.applied(to: rig)
      return nil
    } catch { return "\(error)" }
  }

  @Test func `bones and channels are driven as the map says`() throws {
    var rig = sampleRig()
    rig.humanoid = [:]
    let map = RigMap(
      bones: [.hips: "Hips", .head: "Head"],
      channels: [
        "mouthSmileLeft": ["smile": 0.5], "mouthSmileRight": ["smile": 0.5], "surprised": ["happy": 1],
      ])
    let mapped = try map.applied(to: rig)
    #expect(mapped.humanoid == [.hips: 1, .head: 2])
    var posed = try PosedRig(mapped)
    posed.apply(RigPose(weights: ["mouthSmileLeft": 1, "mouthSmileRight": 0.5]))
    #expect(posed.morphWeights(of: 5)[1] == 0.75)
    posed.apply(RigPose(weights: ["surprised": 1]))
    #expect(posed.morphWeights(of: 5)[1] == 0.5)
    #expect(CapabilityProfile(mapped).shapes.contains("mouthSmileLeft"))
    #expect(mapped.nodes == rig.nodes && mapped.meshes == rig.meshes)
  }

  @Test func `a character that looks backward is turned and moves in its own axes`() throws {
    let rig = sampleRig()
    let turned = try RigMap(facing: .backward).applied(to: rig)
    #expect(turned.nodes.count == rig.nodes.count + 1)
    let (before, after) = (try PosedRig(rig), try PosedRig(turned))
    let (a, b) = (before.position(of: 3), after.position(of: 3))
    #expect(distance([SIMD3(-a.x, a.y, -a.z)], [b]) < 1e-5)
  }

  @Test func `a bone of the map takes its node from another and null takes a bone away`() throws {
    let map = RigMap(bones: [.jaw: "RightEye", .leftEye: ""])
    let mapped = try map.applied(to: sampleRig())
    #expect(mapped.humanoid == [.hips: 1, .head: 2, .jaw: 4])
  }

  @Test func `each fault names its entry and the cure`() {
    let cases: [(RigMap, String, String)] = [
      (RigMap(bones: [.neck: "Heads"]), "bones.neck", "such as Head"),
      (RigMap(bones: [.neck: "Head", .head: "Head"]), "bones.head", "once"),
      (RigMap(bones: [.hips: "Head", .head: "Hips"]), "bones.head", "does not hang below that of hips"),
      (RigMap(channels: ["cheekPuff": ["Puff": 1]]), "channels.cheekPuff", "no morph target"),
      (RigMap(channels: ["jawOpen": ["smile": 1]]), "channels.jawOpen", "already"),
      (
        RigMap(channels: ["mouthLeft": ["smile": 1], "mouthRight": ["smile": 1]]), "channels.mouthRight",
        "0.5"
      ),
    ]
    for (map, place, word) in cases {
      let text = reason(map) ?? "accepted"
      #expect(text.contains(place) && text.contains(word), "\(text)")
    }
  }
}

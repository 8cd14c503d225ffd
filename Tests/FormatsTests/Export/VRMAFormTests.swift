import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct VRMAFormTests {
  @Test func `the reader of such files gets the same motion`() throws {
    let material = try sampleMaterial()
    let exported = try TakeForm.named("vrma").write(material)
    let content = try SkeletalMotionFile.read(
      exported.bytes, file: "a.vrma", .init(rate: FrameRate(frames: 30)))
    let track = material.performances[0].track
    let wanted = try #require(track.rotations("head.rotation"))
    let found = try #require(content.track.rotations("head.rotation"))
    #expect(found.count >= 60)
    for frame in 0..<60 { #expect(wanted[frame].angle(to: found[frame]) < 1e-3) }
    let jaw = try #require(content.track.curve("jawOpen"))
    for frame in 0..<60 { #expect(abs(jaw[frame] - track[frame, 0]) < 1e-5) }
  }

  @Test func `eyes are no bones, looks are no expressions, gaze has a node`() throws {
    let layout = ChannelLayout([
      .rotation(of: .leftEye), .weight("lookUp"), .weight("jawOpen"), .weight("aa"), .gazeYaw,
      .rotation(of: .head),
    ])
    let track = Track(layout: layout, rate: .fps60, frameCount: 4)
    let exported = try TakeForm.named("vrma").write(try sampleMaterial(track))
    #expect(exported.report.dropped == ["leftEye.rotation", "lookUp"])
    let json = try GLB(exported.bytes, file: "a").json
    let vrma = try #require(json["extensions"]?["VRMC_vrm_animation"])
    #expect(vrma["specVersion"] == "1.0")
    #expect(vrma["humanoid"]?["humanBones"]?["leftEye"] == nil)
    #expect(vrma["expressions"]?["preset"]?.object?.keys.contains("aa") == true)
    #expect(vrma["expressions"]?["custom"]?.object?.keys.contains("jawOpen") == true)
    #expect(vrma["lookAt"]?["node"]?.integer != nil)
  }

  @Test func `the skeleton stands in its T-pose with the rig's measures`() throws {
    let exported = try TakeForm.named("vrma").write(try sampleMaterial())
    let rig = try GLTFReader.read(exported.bytes, file: "a").rig
    for node in rig.nodes { #expect(node.rotation == .identity) }
    let home = try PosedRig(writableRig())
    let hips = try #require(writableRig().humanoid[.hips])
    let place = try #require(rig.nodes.first { $0.name == "hips" }?.translation)
    let d = place - home.position(of: hips)
    #expect((d * d).sum() < 1e-10)
  }

  @Test func `a rig without the bones that VRM requires is refused by their names`() throws {
    var material = try sampleMaterial()
    material.character?.rig.humanoid[.leftFoot] = nil
    let error = #expect(throws: FormatsError.self) { try TakeForm.named("vrma").write(material) }
    #expect(error?.description.contains("leftFoot") == true)
  }
}

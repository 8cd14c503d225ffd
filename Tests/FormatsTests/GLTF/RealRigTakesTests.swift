import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

/// Takes on rigs of other makers, read back and played as any player does: the file's own nodes, moved by what the
/// animation says of them.
@Suite(.enabled(if: sharedFolder != nil, "MIEN_SHARED is unset"))
struct RealRigTakesTests {
  private func played(_ bytes: [UInt8], clip: Int = 0, at time: Double) throws -> PosedRig {
    let model = try GLTFReader.read(bytes, file: "played.glb")
    var posed = try PosedRig(model.rig)
    posed.apply(try GLTFAnimation(clip, of: model.document).pose(at: time))
    return posed
  }

  private func place(_ posed: PosedRig, _ name: String) throws -> SIMD3<Float> {
    posed.position(of: try #require(posed.rig.nodes.firstIndex { $0.name == name }, "\(name)"))
  }

  @Test func `arms of a robot that rests with hanging arms point where the pose says`() throws {
    let model = try GLTFReader.read(sharedBytes("rig-gltf-robot/RobotExpressive.glb"), file: "robot.glb")
    let turn = Quaternion(axis: SIMD3(0, 0, 1), angle: 0.4)
    var track = Track(
      layout: ChannelLayout([.rotation(of: .leftUpperArm), .rotation(of: .rightUpperArm)]), rate: .fps60,
      frameCount: 2)
    for frame in 0..<2 {
      for part in 0..<4 {
        track[frame, part] = turn.vector[part]
        track[frame, 4 + part] = turn.vector[part]
      }
    }
    let (bytes, _) = try TakeExport(model).glb(track: track, name: "t")
    let posed = try played(bytes, at: 0)
    for (upper, lower, side) in [
      (HumanoidBone.leftUpperArm, HumanoidBone.leftLowerArm, Float(1)), (.rightUpperArm, .rightLowerArm, -1),
    ] {
      let from = posed.position(of: try #require(model.rig.humanoid[upper]))
      let to = posed.position(of: try #require(model.rig.humanoid[lower]))
      let way = (to - from) / distance(to, from)
      #expect(distance(way, SIMD3(cos(0.4), sin(0.4), 0) * side) < 2e-3, "\(upper) \(way)")
    }
  }

  @Test(arguments: [0, 1, 2]) func `an animal moves as its own clip does, hips and all`(_ clip: Int) throws {
    let file = try sharedBytes("rig-gltf-fox/Fox.glb")
    let content = try SkeletalMotionFile.read(
      file, file: "fox.glb", SkeletalMotionFile.Options(clip: "\(clip)"))
    let (bytes, report) = try TakeExport(character: file, file: "fox.glb").glb(
      track: content.track, name: "t")
    #expect(report.dropped.isEmpty)
    var travel: Float = 0
    for frame in stride(from: 0, to: content.track.frameCount, by: 5) {
      let time = content.track.rate.time(ofFrame: frame).seconds
      let (own, again) = (try played(file, clip: clip, at: time), try played(bytes, at: time))
      for node in own.rig.nodes.indices {
        // The fox is 150 units long.
        #expect(
          distance(own.position(of: node), again.position(of: node)) < 0.05, "\(own.rig.nodes[node].name)")
      }
      let rest = try PosedRig(own.rig)
      travel = max(travel, distance(try place(own, "b_Hip_01"), try place(rest, "b_Hip_01")))
    }
    #expect(travel > 0.1)
  }

  @Test func `two models of VRM 0.x stand apart, look at each other and step toward each other`() throws {
    let file = try sharedBytes("rig-vrm0-godette/Godette_vrm_v4.vrm")
    var track = Track(
      layout: ChannelLayout([.rotation(of: .hips), .translation(of: .hips)]), rate: .fps60, frameCount: 2)
    for frame in 0..<2 { track[frame, 3] = 1 }
    track[1, 6] = 0.25
    let model = try GLTFReader.read(file, file: "godette.vrm")
    let material = ExportMaterial([.init(name: "t/a", track: track), .init(name: "t/b", track: track)])
    let (bytes, _) = try TakeExport(model).glb(material)
    let before = try played(bytes, at: 0)
    let after = try played(bytes, at: 1.0 / 60)
    func name(_ bone: HumanoidBone) throws -> String {
      model.rig.nodes[try #require(model.rig.humanoid[bone])].name
    }
    let toes = try name(.leftToes)
    let foot = try name(.leftFoot)
    for (ending, side) in [("", Float(1)), (".b", -1)] {
      let hips = try name(.hips) + ending
      #expect(abs(try place(before, hips).x + 0.6 * side) < 0.2)
      let step = try place(after, hips) - place(before, hips)
      #expect(distance(step, SIMD3(0.25 * side, 0, 0)) < 1e-4)
      let forward = try place(before, toes + ending) - place(before, foot + ending)
      #expect(forward.x * side > 0.02)
    }
  }
}

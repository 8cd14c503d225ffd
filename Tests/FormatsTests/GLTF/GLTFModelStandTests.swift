import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

/// A body that rests with its arms hanging by 50°, in a file that declares no T-pose.
@Suite struct GLTFModelStandTests {
  private static let bones: [(HumanoidBone, HumanoidBone?, SIMD3<Float>)] = {
    var out: [(HumanoidBone, HumanoidBone?, SIMD3<Float>)] = [
      (.hips, nil, SIMD3(0, 0.95, 0)), (.spine, .hips, SIMD3(0, 0.1, 0)), (.chest, .spine, SIMD3(0, 0.2, 0)),
      (.neck, .chest, SIMD3(0, 0.2, 0)), (.head, .neck, SIMD3(0, 0.1, 0)),
    ]
    for (side, x) in [("left", Float(1)), ("right", -1)] {
      func bone(_ name: String) -> HumanoidBone { HumanoidBone(rawValue: side + name) ?? .jaw }
      out += [
        (bone("UpperArm"), .chest, SIMD3(0.16 * x, 0.13, 0)),
        (bone("LowerArm"), bone("UpperArm"), SIMD3(0.28 * x, 0, 0)),
        (bone("Hand"), bone("LowerArm"), SIMD3(0.25 * x, 0, 0)),
        (bone("UpperLeg"), .hips, SIMD3(0.09 * x, -0.05, 0)),
        (bone("LowerLeg"), bone("UpperLeg"), SIMD3(0, -0.42, 0)),
        (bone("Foot"), bone("LowerLeg"), SIMD3(0, -0.4, 0)),
      ]
    }
    return out
  }()

  private func file(meta: VRMMeta? = nil) throws -> [UInt8] {
    var rig = Rig()
    for (bone, above, place) in Self.bones {
      rig.humanoid[bone] = rig.nodes.count
      let drop: Float = bone == .leftUpperArm ? -50 : bone == .rightUpperArm ? 50 : 0
      rig.nodes.append(
        .init(
          name: bone.rawValue, parent: above.flatMap { rig.humanoid[$0] }, translation: place,
          rotation: Quaternion(axis: SIMD3(0, 0, 1), angle: drop * .pi / 180)))
    }
    return try GLTFWriter(meta: meta).bytes(rig)
  }

  private func node(_ rig: Rig, _ bone: HumanoidBone) throws -> Int {
    try #require(rig.nodes.firstIndex { $0.name == bone.rawValue })
  }

  @Test func `a rig whose file declares no T-pose is brought into it, once`() throws {
    var model = try GLTFReader.read(file(), file: "a.glb")
    let before = model.rig
    try model.standInTPose()
    let arms = Set([try node(before, .leftUpperArm), try node(before, .rightUpperArm)])
    #expect(model.turnedNodes == arms)
    #expect(model.notices.last?.contains("A-pose, arms 50° down") == true)
    for arm in arms { #expect(model.rig.nodes[arm].rotation.angle(to: .identity) < 1e-3) }
    let (rig, notices) = (model.rig, model.notices)
    try model.standInTPose()
    #expect(model.rig == rig && model.notices == notices)
  }

  @Test func `VRM rests in the T-pose by its own word`() throws {
    var model = try GLTFReader.read(file(meta: VRMMeta(name: "A", authors: ["B"])), file: "a.vrm")
    let rig = model.rig
    try model.standInTPose()
    #expect(model.declaresTPose && model.rig == rig)
  }

  /// The exported take as another player shows it: the file's own nodes, with what the animation says.
  private func played(_ channels: [(Channel, Quaternion)]) throws -> PosedRig {
    var track = Track(layout: ChannelLayout(channels.map(\.0)), rate: .fps60, frameCount: 2)
    for frame in 0..<2 {
      for (k, channel) in channels.enumerated() {
        for part in 0..<4 { track[frame, 4 * k + part] = channel.1.vector[part] }
      }
    }
    let (bytes, report) = try TakeExport(character: file(), file: "a.glb").glb(track: track, name: "t")
    #expect(report.rotations.largest < 1e-6)
    let model = try GLTFReader.read(bytes, file: "out.glb")
    var posed = try PosedRig(model.rig)
    posed.apply(try GLTFAnimation(0, of: model.document).pose(at: 0))
    return posed
  }

  private func way(_ posed: PosedRig, _ a: HumanoidBone, _ b: HumanoidBone) throws -> SIMD3<Float> {
    let v = try posed.position(of: node(posed.rig, b)) - posed.position(of: node(posed.rig, a))
    return v / (v * v).sum().squareRoot()
  }

  @Test func `an exported arm points where the normalised pose says`() throws {
    let down = Quaternion(axis: SIMD3(0, 0, 1), angle: -0.5)
    let posed = try played([(.rotation(of: .leftUpperArm), down), (.rotation(of: .spine), .identity)])
    #expect(try distance(way(posed, .leftUpperArm, .leftHand), SIMD3(cos(0.5), -sin(0.5), 0)) < 1e-4)
    // The arm that no channel turns is in the T-pose too, for the spine below it is turned.
    #expect(try distance(way(posed, .rightUpperArm, .rightHand), SIMD3(-1, 0, 0)) < 1e-4)
  }

  @Test func `a take of the head alone leaves the arms as the file has them`() throws {
    let posed = try played([(.rotation(of: .head), Quaternion(yaw: 0.3, pitch: 0, roll: 0))])
    #expect(try way(posed, .rightUpperArm, .rightHand).y < -0.7)
  }
}

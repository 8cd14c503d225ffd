import Motion
import Testing

@testable import Rigging

@Suite("Rest pose, axes and unit are found from a skeleton")
struct SkeletonRestTests {
  /// A skeleton as BVH has it: no rest rotations, standing in a pose by its offsets, moving as a track says.
  private func moving(
    resting pose: [HumanoidBone: Quaternion], axes: Quaternion = .identity, scale: Float = 1,
    _ track: Track = BodySample.track()
  ) throws -> NodeMotion {
    let body = BodySample.nodes()
    let rest = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    var motion = Retargeting.motion(of: track, on: rest).motion
    // The same world motion on a skeleton whose zero pose is another one: rest rotations first, then none.
    for (bone, node) in body.humanoid { motion.nodes[node].rotation = pose[bone] ?? .identity }
    motion = motion.withoutRestRotations
    for node in motion.nodes.indices {
      motion.nodes[node].translation = axes.act(motion.nodes[node].translation) * scale
    }
    motion.rotations = motion.rotations.map { axes * $0 * axes.conjugate }
    motion.translations = motion.translations.map { axes.act($0) * scale }
    return motion
  }

  private static let poses: [[HumanoidBone: Quaternion]] = [
    [:], BodySample.arms(down: 45), BodySample.arms(down: 85),
    BodySample.arms(down: 30).merging([
      .leftUpperLeg: BodySample.about(2, 20), .rightUpperLeg: BodySample.about(2, -20),
      .leftFoot: BodySample.about(2, -20), .rightFoot: BodySample.about(2, 20),
    ]) { $1 },
  ]

  @Test("motion is the same whatever pose the skeleton rests in", arguments: poses)
  func restPoses(_ pose: [HumanoidBone: Quaternion]) throws {
    let track = BodySample.track()
    let motion = try moving(resting: pose)
    let rest = try SkeletonRest(of: motion)
    let again = Retargeting.track(of: motion, at: rest).track
    let difference = Retargeting.difference(track, again)
    #expect(difference.rmsDegrees < 0.1, "\(rest.remarks)")
    #expect(difference.hipsRMS < 0.02)
  }

  @Test("the pose is told in words")
  func words() throws {
    func text(_ degrees: Float) throws -> String {
      try SkeletonRest(of: moving(resting: BodySample.arms(down: degrees))).remarks.map(\.text).joined()
    }
    #expect(try text(0).contains("is a T-pose"))
    #expect(try text(45).contains("A-pose, arms 45° down"))
    #expect(try text(85).contains("arms hang"))
  }

  @Test(
    "the unit is found from the legs",
    arguments: [
      (1, "metres"), (100, "centimetres"), (1000, "millimetres"), (39.37, "inches"), (17.716_536, "CMU"),
    ] as [(Float, String)])
  func units(_ scale: Float, _ name: String) throws {
    var motion = try moving(resting: [:], scale: scale)
    // A recording's skeleton: built around its hips, under names of its own.
    motion.nodes[motion.humanoid[.hips] ?? 0].translation = .zero
    for node in motion.nodes.indices { motion.nodes[node].name += "Joint" }
    let rest = try SkeletonRest(of: motion)
    #expect(abs(rest.metresPerUnit * scale - 1) < 0.01)
    #expect(rest.remarks.contains { $0.text.contains(name) })
    let again = Retargeting.track(of: motion, at: rest).track
    #expect(Retargeting.difference(BodySample.track(), again).hipsRMS < 0.01)
  }

  @Test(
    "a small character is not taken for one in inches",
    arguments: [(0.42, "centimetres"), (0.3, "centimetres"), (2.2, "centimetres"), (0.0042, "metres")]
      as [(Float, String)])
  func small(_ size: Float, _ name: String) throws {
    let motion = try moving(resting: [:], scale: size * 100)
    let rest = try SkeletonRest(of: motion)
    #expect(rest.remarks.contains { $0.text.contains(name) }, "\(rest.remarks.map(\.text))")
    #expect(abs(rest.metresPerUnit - (name == "metres" ? 1 : 0.01)) < 1e-6)
    // Under foreign names a character that stands on the ground is small; one that does not is in doubt.
    guard size == 0.42 else { return }
    var foreign = motion
    for node in foreign.nodes.indices { foreign.nodes[node].name += "_Armature" }
    let built = try SkeletonRest(of: foreign)
    #expect(built.metresPerUnit == 0.01)
    #expect(built.remarks.contains { $0 == .assumed($0.text) && $0.text.contains("inches would give") })
    foreign.nodes[foreign.humanoid[.hips] ?? 0].translation = .zero
    let recorded = try SkeletonRest(of: foreign)
    #expect(recorded.metresPerUnit == 0.0254)
    #expect(recorded.remarks.contains { $0 == .assumed($0.text) && $0.text.contains("centimetres would") })
  }

  @Test("a unit that is given holds")
  func stated() throws {
    let rest = try SkeletonRest(of: moving(resting: [:], scale: 42), .init(metresPerUnit: 0.0254))
    #expect(rest.metresPerUnit == 0.0254)
  }

  @Test("Z up, and facing another way, is turned to +Y up and facing +Z")
  func axes() throws {
    for turn in [
      BodySample.about(0, 90), BodySample.about(1, 90), BodySample.about(1, 180) * BodySample.about(0, 90),
    ] {
      let motion = try moving(resting: BodySample.arms(down: 45), axes: turn)
      let rest = try SkeletonRest(of: motion)
      #expect(rest.axes.degrees(to: turn.conjugate) < 0.1)
      let again = Retargeting.track(of: motion, at: rest).track
      #expect(Retargeting.difference(BodySample.track(), again).rmsDegrees < 0.1)
    }
  }

  @Test("a declared T-pose that is none gives way to a frame that is one")
  func falseDeclaration() throws {
    let body = BodySample.nodes()
    let plain = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    var track = BodySample.track()
    for column in 0..<track.layout.width { track[3, column] = track.layout.restFrame[column] }
    var motion = Retargeting.motion(of: track, on: plain).motion
    // The nodes rest as in frame 20.
    for (k, column) in motion.rotated.enumerated() {
      motion.nodes[column.node].rotation = motion.rotations[20 * motion.rotated.count + k]
    }
    motion.nodes[body.humanoid[.leftUpperArm] ?? 0].rotation = BodySample.about(2, -80)
    let rest = try SkeletonRest(of: motion, .init(metresPerUnit: 1, isTPose: true))
    #expect(rest.remarks.contains { $0.text.contains("frame 3") })
    let again = Retargeting.track(of: motion, at: rest).track
    #expect(Retargeting.difference(track, again).rmsDegrees < 0.01)
  }

  @Test("where the rest pose means nothing, the motion shows where limbs point and how joints bend")
  func meaninglessRest() throws {
    // A person who stands, then lifts and bends the arms and a knee.
    let bones = BodySample.places.map(\.0)
    var track = BodySample.track(frames: 60, bones: bones)
    for frame in 0..<60 {
      let share = Float(frame) / 59
      for (k, bone) in bones.enumerated() {
        var turn = Quaternion.identity
        switch bone {
        case .leftUpperArm: turn = BodySample.about(2, -75 + 40 * share)
        case .rightUpperArm: turn = BodySample.about(2, 75 - 50 * share)
        case .leftLowerArm: turn = BodySample.about(1, -80 * share)
        case .rightLowerArm: turn = BodySample.about(1, 95 * share)
        case .leftUpperLeg, .rightUpperLeg: turn = BodySample.about(0, -30 * share)
        case .leftLowerLeg, .rightLowerLeg: turn = BodySample.about(0, 60 * share)
        default: break
        }
        for part in 0..<4 { track[frame, k * 4 + part] = turn.vector[part] }
      }
    }
    let body = BodySample.nodes()
    let plain = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    var motion = Retargeting.motion(of: track, on: plain).motion
    // Every limb's own x axis lies along it, left legs point up at rest and right ones down.
    var local: [Int: Quaternion] = [:]
    for (bone, node) in body.humanoid {
      let name = bone.rawValue
      if name.contains("Leg") || name.contains("Foot") || name.contains("Toes") {
        local[node] = BodySample.about(2, name.hasPrefix("left") ? -90 : 90)
      } else if !name.contains("left"), !name.contains("right") {
        local[node] = BodySample.about(2, 90)
      }
    }
    for node in motion.nodes.indices {
      let frameOfParent = motion.nodes[node].parent.flatMap { local[$0] } ?? .identity
      motion.nodes[node].translation = frameOfParent.conjugate.act(motion.nodes[node].translation)
    }
    for frame in 0..<motion.frameCount {
      for (k, column) in motion.rotated.enumerated() {
        let above = motion.nodes[column.node].parent.flatMap { local[$0] } ?? .identity
        let at = frame * motion.rotated.count + k
        motion.rotations[at] = above.conjugate * motion.rotations[at] * (local[column.node] ?? .identity)
      }
    }
    let rest = try SkeletonRest(of: motion)
    #expect(rest.remarks.contains { $0.text.contains("none that a body could stand in") })
    let again = Retargeting.track(of: motion, at: rest).track
    let difference = Retargeting.difference(track, again)
    #expect(difference.rmsDegrees < 5, "\(difference) \(rest.remarks)")
    for bone in [HumanoidBone.leftUpperArm, .rightLowerArm, .leftLowerLeg, .rightUpperLeg] {
      let name = Channel.rotation(of: bone).name
      let a = try #require(track.rotations(name))
      let b = try #require(again.rotations(name))
      #expect(zip(a, b).map { $0.degrees(to: $1) }.max() ?? 180 < 6, "\(bone)")
    }
  }

  @Test("a tree that is none, and columns that do not fit, are refused")
  func refusals() throws {
    var motion = NodeMotion(
      nodes: [Rig.Node(name: "a", parent: 1), Rig.Node(name: "b", parent: 0)], humanoid: [:], rate: .fps60,
      frameCount: 0)
    #expect(throws: RigError.self) { try SkeletonRest(of: motion) }
    motion.nodes[0].parent = nil
    motion.humanoid = [.hips: 7]
    #expect(throws: RigError.self) { try SkeletonRest(of: motion) }
    motion.humanoid = [:]
    motion.rotated = [.init(0)]
    motion.frameCount = 1
    #expect(throws: RigError.self) { try SkeletonRest(of: motion) }
    motion.rotations = [Quaternion(x: .nan, y: 0, z: 0, w: 1)]
    #expect(throws: RigError.self) { try SkeletonRest(of: motion) }
  }
}

import Foundation
import Motion
import Testing

@testable import Formats

@Suite("SMPL poses become humanoid bones")
struct SMPLMotionTests {
  /// Pose vectors with some joints turned: rows of `joints × 3`.
  private static func poses(_ frames: Int, _ joints: Int, _ turned: [Int: SIMD3<Float>]) -> Data {
    var values = [Float](repeating: 0, count: frames * joints * 3)
    for frame in 0..<frames {
      for (joint, turn) in turned {
        for axis in 0..<3 { values[(frame * joints + joint) * 3 + axis] = turn[axis] }
      }
    }
    return ArrayFixtures.floats(values, [frames, joints * 3])
  }

  private static func read(_ arrays: [(String, Data)], timing: TrackTiming = TrackTiming()) throws
    -> SMPLMotion
  {
    let archive = try NPZArchive(
      ArrayFixtures.archive(arrays.map { (name: $0.0, bytes: $0.1) }), file: "take.npz")
    return try SMPLMotion(ArrayShelf(archive, file: "take.npz"), timing: timing)
  }

  private static func bone(_ track: Track, _ bone: HumanoidBone, _ frame: Int = 0) throws -> Quaternion {
    try #require(track.rotations(Channel.rotation(of: bone).name))[frame]
  }

  @Test("a raised left arm is raised here: +90° about z lifts +X to +Y")
  func raisedLeftArm() throws {
    let motion = try Self.read([
      ("poses", Self.poses(4, 55, [16: SIMD3(0, 0, .pi / 2)])),
      ("mocap_frame_rate", ArrayFixtures.doubles([30], [])),
    ])
    let track = try #require(motion.track)
    let arm = try Self.bone(track, .leftUpperArm).act(SIMD3(1, 0, 0))
    #expect(abs(arm.y - 1) < 1e-6)
    let other = try Self.bone(track, .rightUpperArm).act(SIMD3(-1, 0, 0))
    #expect(abs(other.x + 1) < 1e-6)
  }

  @Test("a nod, an opened jaw and a bent knee go the way they went")
  func others() throws {
    let motion = try Self.read([
      ("poses", Self.poses(2, 55, [15: SIMD3(0.5, 0, 0), 22: SIMD3(0.3, 0, 0), 4: SIMD3(1, 0, 0)])),
      ("mocap_frame_rate", ArrayFixtures.doubles([30], [])),
    ])
    let track = try #require(motion.track)
    // Nodding turns the face, +Z, downward.
    #expect(try Self.bone(track, .head).act(SIMD3(0, 0, 1)).y < -0.4)
    #expect(try Self.bone(track, .jaw).act(SIMD3(0, 0, 1)).y < -0.2)
    // A bent knee brings the shin, which hangs along -Y, backward.
    #expect(try Self.bone(track, .leftLowerLeg).act(SIMD3(0, -1, 0)).z < -0.8)
    #expect(try Self.bone(track, .leftUpperLeg) == .identity)
  }

  @Test("each of the 55 joints moves its own bone and no other")
  func table() throws {
    let names: [(Int, HumanoidBone)] = [
      (0, .hips), (3, .spine), (6, .chest), (9, .upperChest), (12, .neck), (13, .leftShoulder), (15, .head),
      (18, .leftLowerArm), (21, .rightHand), (7, .leftFoot), (11, .rightToes), (22, .jaw), (23, .leftEye),
      (25, .leftIndexProximal), (28, .leftMiddleProximal), (31, .leftLittleProximal), (34, .leftRingProximal),
      (37, .leftThumbMetacarpal), (38, .leftThumbProximal), (39, .leftThumbDistal), (40, .rightIndexProximal),
      (54, .rightThumbDistal),
    ]
    for (joint, bone) in names {
      let motion = try Self.read([
        ("poses", Self.poses(1, 55, [joint: SIMD3(0, 0.4, 0)])),
        ("mocap_frame_rate", ArrayFixtures.doubles([30], [])),
      ])
      let track = try #require(motion.track)
      let moved = HumanoidBone.allCases.filter {
        track.rotations(Channel.rotation(of: $0).name)?.contains { $0.angle(to: .identity) > 0.1 } == true
      }
      #expect(moved == [bone])
    }
    let all = SMPLSkeleton.whole(165)?.bones.compactMap { $0 } ?? []
    #expect(Set(all) == Set(HumanoidBone.allCases))
  }

  @Test("SMPL-H, SMPL and bare bodies are told by their width", arguments: [(52, 52), (24, 22), (22, 22)])
  func widths(joints: Int, bones: Int) throws {
    let motion = try Self.read([
      ("poses", Self.poses(3, joints, [:])), ("fps", ArrayFixtures.doubles([60], [])),
    ])
    #expect(motion.track?.layout.channels.count == bones)
    #expect(throws: FormatsError.self) {
      try Self.read([("poses", Self.poses(3, 23, [:])), ("fps", ArrayFixtures.doubles([60], []))])
    }
  }

  @Test("the root is turned to +Y up from AMASS's +Z and from a camera's -Y, and it is said")
  func upAxis() throws {
    for (turn, said) in [
      (SIMD3<Float>(0, 0.3, 0), "+Y is up"), (SIMD3<Float>(.pi / 2, 0, 0), "+Z is up"),
      (SIMD3<Float>(.pi, 0, 0), "-Y is up"),
    ] {
      let motion = try Self.read([
        ("poses", Self.poses(3, 55, [0: turn])), ("fps", ArrayFixtures.doubles([30], [])),
        ("trans", ArrayFixtures.floats([0, 0, 0, 0, 0, 0, 0, 0, 1], [3, 3])),
      ])
      let track = try #require(motion.track)
      #expect(try Self.bone(track, .hips).act(SIMD3(0, 1, 0)).y > 0.999)
      #expect(motion.notes.contains { $0.sort == .assumed && $0.text.hasPrefix(said) })
      // A step along the file's z is one forward in +Y up, upward in +Z up, backward to a camera.
      let expected: SIMD3<Float> =
        said.hasPrefix("+Y") ? [0, 0, 1] : said.hasPrefix("+Z") ? [0, 1, 0] : [0, 0, -1]
      let at = try #require(track.layout.offset(of: "hips.translation"))
      for axis in 0..<3 { #expect(abs(track[2, at + axis] - expected[axis]) < 1e-6) }
    }
    let lying = try Self.read([
      ("poses", Self.poses(3, 55, [0: SIMD3(0, 0, .pi / 2)])), ("fps", ArrayFixtures.doubles([30], [])),
    ])
    #expect(lying.notes.contains { $0.text.contains("near no axis") })
  }

  @Test("the hips' displacement is counted from its median")
  func median() throws {
    let motion = try Self.read([
      ("poses", Self.poses(3, 55, [:])), ("fps", ArrayFixtures.doubles([30], [])),
      ("trans", ArrayFixtures.doubles([1, 1.2, 0, 1, 1.3, 0, 1, 9, 0], [3, 3])),
    ])
    let track = try #require(motion.track)
    let at = try #require(track.layout.offset(of: "hips.translation"))
    let heights: [Float] = [-0.1, 0, 7.7]
    for (frame, height) in heights.enumerated() { #expect(abs(track[frame, at + 1] - height) < 1e-5) }
    #expect(track[0, at] == 0)
  }

  @Test("expressions stay numbers of their makers' model under numbered names")
  func expressions() throws {
    let motion = try Self.read([
      ("poses", Self.poses(2, 55, [:])), ("fps", ArrayFixtures.doubles([30], [])),
      ("expressions", ArrayFixtures.floats((0..<200).map { Float($0) / 10 }, [2, 100])),
    ])
    let track = try #require(motion.track)
    #expect(track.curve("flame.expression.000") == [0, 10])
    #expect(track.curve("flame.expression.099") == [9.9, 19.9])
    #expect(track.curve("flame.expression.100") == nil)
  }

  @Test("turns run through one hemisphere even where a rotation vector jumps by a whole turn")
  func hemisphere() throws {
    var values = [Float](repeating: 0, count: 4 * 66)
    let angles: [Float] = [3.0, 3.1, 3.2 - 2 * .pi, 3.3 - 2 * .pi]
    for (frame, angle) in angles.enumerated() { values[frame * 66 + 16 * 3] = angle }
    let motion = try Self.read([
      ("poses", ArrayFixtures.floats(values, [4, 66])), ("fps", ArrayFixtures.doubles([30], [])),
    ])
    let turns = try #require(motion.track?.rotations("leftUpperArm.rotation"))
    for (a, b) in zip(turns, turns.dropFirst()) {
      #expect((a.vector * b.vector).sum() > 0.99)
      #expect(abs(a.length - 1) < 1e-6)
    }
  }

  @Test("frames marked not valid are bridged between their neighbours, said, and may hold anything")
  func invalidFrames() throws {
    var body = [Float](repeating: 0, count: 5 * 63)
    let angles: [Float] = [0, .nan, 77, 0.4, 0]
    for (frame, angle) in angles.enumerated() { body[frame * 63 + 15 * 3 + 2] = angle }
    func arrays(_ flags: [Bool]) -> [(String, Data)] {
      [
        ("smplh:body_pose", ArrayFixtures.floats(body, [5, 21, 3])),
        ("smplh:global_orient", ArrayFixtures.floats([Float](repeating: 0, count: 15), [5, 1, 3])),
        ("smplh:is_valid", ArrayFixtures.flags(flags)),
      ]
    }
    let timing = TrackTiming(documented: FrameRate(frames: 30))
    let motion = try Self.read(arrays([true, false, false, true, false]), timing: timing)
    let turns = try #require(motion.track?.rotations("leftUpperArm.rotation"))
    let expected: [Float] = [0, 0.4 / 3, 0.8 / 3, 0.4, 0.4]
    for (frame, angle) in expected.enumerated() {
      #expect(turns[frame].angle(to: Quaternion(axis: SIMD3(0, 0, 1), angle: angle)) < 1e-3)
    }
    #expect(motion.notes.contains { $0.sort == .repaired && $0.text.contains("3 of 5 frames") })
    let error = #expect(throws: FormatsError.self) {
      try Self.read(arrays([true, true, true, true, true]), timing: timing)
    }
    #expect(error?.description.contains("frame 1") == true)
    let none = try Self.read(arrays([false, false, false, false, false]), timing: timing)
    #expect(none.track == nil)
    #expect(none.notes.contains { $0.sort == .missing && $0.text.contains("none of 5 frames") })
  }

  @Test("a pose of no frames is a missing motion, one without a pose is refused")
  func nothing() throws {
    let empty = try Self.read([("poses", ArrayFixtures.floats([], [0, 165]))])
    #expect(empty.track == nil)
    #expect(empty.notes.contains { $0.sort == .missing })
    #expect(throws: FormatsError.self) { try Self.read([("betas", ArrayFixtures.floats([1], [1]))]) }
  }

  @Test("unlike lengths are cut to the shortest, hand components of the model are left out, both are said")
  func repairs() throws {
    let motion = try Self.read([
      ("body_pose", ArrayFixtures.floats([Float](repeating: 0, count: 4 * 63), [4, 63])),
      ("global_orient", ArrayFixtures.floats([Float](repeating: 0, count: 9), [3, 3])),
      ("left_hand_pose", ArrayFixtures.floats([Float](repeating: 0, count: 48), [4, 12])),
      ("fps", ArrayFixtures.doubles([30], [])),
    ])
    #expect(motion.track?.frameCount == 3)
    #expect(motion.notes.contains { $0.sort == .repaired && $0.text.contains("3 to 4 frames") })
    #expect(motion.notes.contains { $0.sort == .leftOut && $0.text.contains("left_hand_pose") })
  }

  @Test("a declared width that would ask for millions of channels is refused")
  func hugeWidth() throws {
    let wide = ArrayFixtures.header(ArrayFixtures.dictionary("|u1", [2, 100_000])) + Data(count: 200_000)
    #expect(throws: FormatsError.self) {
      try Self.read([
        ("poses", Self.poses(2, 55, [:])), ("expressions", wide), ("fps", ArrayFixtures.doubles([30], [])),
      ])
    }
  }

  @Test("joints that two arrays hold come from the first one, and it is said")
  func sameJointsTwice() throws {
    let frames = 2
    func turned(_ joints: Int, _ angle: Float) -> Data {
      ArrayFixtures.floats([Float](repeating: angle, count: frames * joints * 3), [frames, joints * 3])
    }
    let motion = try Self.read([
      ("body_pose", turned(21, 0)), ("left_hand_pose", turned(15, 0.1)), ("pose_hand", turned(30, 0.5)),
      ("fps", ArrayFixtures.doubles([30], [])),
    ])
    let track = try #require(motion.track)
    #expect(track.layout.channels.count == 36)
    let angle = Quaternion(
      axis: SIMD3(repeating: 1 / Float(3).squareRoot()), angle: 0.1 * Float(3).squareRoot())
    #expect(try Self.bone(track, .leftThumbDistal).angle(to: angle) < 1e-3)
    #expect(motion.notes.contains { $0.text.hasPrefix("'pose_hand': not used") })
  }

  @Test("arrays changed anywhere in header or values are an error or a motion")
  func mutation() throws {
    let arrays: [(String, Data)] = [
      ("smplh:body_pose", ArrayFixtures.floats([Float](repeating: 0.1, count: 189), [3, 21, 3])),
      ("smplh:global_orient", ArrayFixtures.floats([Float](repeating: 0, count: 9), [3, 3])),
      ("smplh:is_valid", ArrayFixtures.flags([true, false, true])),
      ("expressions", ArrayFixtures.floats([Float](repeating: 1, count: 6), [3, 2])),
      ("trans", ArrayFixtures.floats([Float](repeating: 1, count: 9), [3, 3])),
      ("fps", ArrayFixtures.doubles([30], [])),
    ]
    var state: UInt64 = 20_251
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let digits = Array("0123456789(),<>|fiubUOSL'".utf8)
    var read = 0
    for _ in 0..<1500 {
      var changed = arrays
      for _ in 0...next(3) {
        let which = next(changed.count)
        let place = next(min(changed[which].1.count, 90))
        let start = changed[which].1.startIndex
        changed[which].1[start + place] = next(2) == 0 ? digits[next(digits.count)] : UInt8(next(256))
      }
      if next(8) == 0 { changed.remove(at: next(changed.count)) }
      if (try? Self.read(changed)) != nil { read += 1 }
    }
    #expect(read > 10)
  }
}

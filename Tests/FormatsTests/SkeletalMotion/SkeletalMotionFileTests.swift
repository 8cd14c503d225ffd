import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

@Suite("Motion of skeletons from files")
struct SkeletalMotionFileTests {
  private func vrma(
    _ name: String, _ options: SkeletalMotionFile.Options = .init()
  ) throws -> SkeletalMotionFile.Content {
    try SkeletalMotionFile.read([UInt8](SeedFolder.beside("VRMA").bytes(name)), file: name, options)
  }

  private func degrees(_ content: SkeletalMotionFile.Content, _ channel: String, _ frame: Int) throws -> Float
  {
    let q = try #require(content.track.rotations(channel))[frame]
    return 2 * acos(min(1, abs(q.w))) * 180 / .pi
  }

  @Test("VRMA: bones, hips in metres under a scaled node, expressions, gaze")
  func vrmaLinear() throws {
    let content = try vrma("readable/linear.vrma")
    let track = content.track
    #expect(
      track.layout.channels.map(\.name) == [
        "hips.rotation", "leftUpperArm.rotation", "hips.translation", "happy", "my smile", "gaze.yaw",
        "gaze.pitch",
      ])
    #expect(track.rate == FrameRate(frames: 30) && track.frameCount == 5)
    #expect(abs(try degrees(content, "leftUpperArm.rotation", 2) - 40) < 0.01)
    let arm = try #require(track.rotations("leftUpperArm.rotation"))[4]
    #expect(arm.angle(to: Quaternion(axis: SIMD3(0, 0, 1), angle: -80 * .pi / 180)) < 1e-3)
    let hips = try #require(track.layout.offset(of: "hips.translation"))
    #expect(abs(track[3, hips] - 0.03) < 1e-5 && abs(track[3, hips + 1]) < 1e-5)
    #expect(track.curve("happy") == [0, 0.25, 0.5, 0.75, 1])
    #expect(track.curve("my smile") == [1, 0.75, 0.5, 0.25, 0])
    #expect(abs(try #require(track.curve("gaze.yaw"))[3] - 30 * .pi / 180) < 1e-4)
    #expect(try #require(track.curve("gaze.pitch")).allSatisfy { abs($0) < 1e-5 })
    #expect(abs(content.rest.hipHeight - 0.95) < 1e-4)
    #expect(content.notes.contains { $0.text.contains("0.06, 0.1") })
  }

  @Test("VRMA: STEP stays stepped at any rate, CUBICSPLINE goes through its keys")
  func vrmaInterpolation() throws {
    let step = try vrma("readable/step.vrma", .init(rate: FrameRate(frames: 120)))
    #expect(step.motion.isStepped && step.track.frameCount == 17)
    for frame in 0..<16 where frame % 4 != 0 {
      for column in 0..<step.track.layout.width {
        #expect(step.track[frame, column] == step.track[frame / 4 * 4, column])
      }
    }
    let cubic = try vrma("readable/cubic.vrma")
    let linear = try vrma("readable/linear.vrma")
    #expect(Retargeting.difference(cubic.track, linear.track).largestDegrees < 0.01)
    let fine = try vrma("readable/cubic.vrma", .init(rate: FrameRate(frames: 60)))
    #expect(abs(try #require(fine.track.curve("happy"))[1] - 0.125) < 1e-5)
  }

  @Test("clips are listed and chosen by name or number; one that is not there is refused")
  func clips() throws {
    let bytes = [UInt8](try SeedFolder.beside("VRMA").bytes("readable/two-clips.vrma"))
    #expect(try SkeletalMotionFile.clips(bytes, file: "a") == ["wave", "again"])
    #expect(try vrma("readable/two-clips.vrma", .init(clip: "again")).motion.name == "again")
    #expect(try vrma("readable/two-clips.vrma", .init(clip: "1")).motion.name == "again")
    #expect(try vrma("readable/two-clips.vrma").notes.contains { $0.sort == .leftOut })
    #expect(throws: FormatsError.self) { try vrma("readable/two-clips.vrma", .init(clip: "dance")) }
  }

  @Test("the BVH of a small character comes back in its own size, and a unit that is said holds")
  func ownBVH() throws {
    var rig = writableRig()
    // Legs straight down, 36 cm, hips at 43 cm.
    rig.nodes[0].rotation = .identity
    rig.nodes[0].scale = SIMD3(1, 1, 1)
    for (bone, node) in rig.humanoid {
      rig.nodes[node].rotation = .identity
      let side: Float = bone.rawValue.hasPrefix("left") ? 1 : -1
      switch bone {
      case .hips: rig.nodes[node].translation = SIMD3(0, 0.43, 0)
      case .leftUpperLeg, .rightUpperLeg: rig.nodes[node].translation = SIMD3(0.05 * side, -0.02, 0)
      case .leftLowerLeg, .rightLowerLeg, .leftFoot, .rightFoot:
        rig.nodes[node].translation = SIMD3(0, -0.18, 0)
      case .leftUpperArm, .rightUpperArm: rig.nodes[node].translation = SIMD3(0.06 * side, 0.1, 0)
      case .leftLowerArm, .rightLowerArm, .leftHand, .rightHand:
        rig.nodes[node].translation = SIMD3(0.12 * side, 0, 0)
      default: rig.nodes[node].translation = SIMD3(0, 0.08, 0)
      }
    }
    let bytes = try BVHWriter.write(sampleTake(), rig: rig, file: "a").bytes
    let content = try SkeletalMotionFile.read(bytes, file: "a.bvh")
    #expect(content.rest.metresPerUnit == 0.01, "\(content.notes)")
    let wanted = try #require(sampleTake().layout.offset(of: "hips.translation"))
    let at = try #require(content.track.layout.offset(of: "hips.translation"))
    #expect(abs(content.track[59, at] - sampleTake()[59, wanted]) < 1e-3)
    let inches = try SkeletalMotionFile.read(bytes, file: "a.bvh", .init(unit: .in))
    #expect(inches.rest.metresPerUnit == 0.0254)
    #expect(inches.notes.contains { $0.text == "lengths count in in, as was said" })
  }

  @Test("a map of bones goes before names; bones that it names in vain are told")
  func map() throws {
    let bytes = [UInt8](try SeedFolder.beside("BVH").bytes("readable/body.bvh"))
    let whole = try SkeletalMotionFile.read(bytes, file: "a").motion.humanoid
    let options = SkeletalMotionFile.Options(bones: [.head: "", .jaw: "Head", .chest: "Kiefer"])
    let content = try SkeletalMotionFile.read(bytes, file: "a", options)
    let humanoid = content.motion.humanoid
    #expect(humanoid[.jaw] == whole[.head] && humanoid[.head] == nil)
    #expect(humanoid[.leftUpperArm] == whole[.leftUpperArm])
    #expect(content.notes.contains { $0.sort == .leftOut && $0.text.contains("Kiefer") })
    #expect(content.track.layout["jaw.rotation"]?.kind == .rotation)
  }

  @Test("a map of all required bones is taken alone; what it leaves out moves under its own name")
  func wholeMap() throws {
    let bytes = [UInt8](try SeedFolder.beside("BVH").bytes("readable/body.bvh"))
    let plain = try SkeletalMotionFile.read(bytes, file: "a").motion
    var bones = plain.humanoid.mapValues { plain.nodes[$0].name }
    bones[.rightHand] = "keine"
    let content = try SkeletalMotionFile.read(bytes, file: "a", .init(bones: bones, hipHeight: 0.5))
    #expect(content.motion.humanoid[.rightHand] == nil)
    #expect(content.track.layout["RightHand.rotation"]?.kind == .rotation)
    let hips = try #require(content.track.layout.offset(of: "hips.translation"))
    let scale = Float(0.5) / content.rest.hipHeight
    #expect(abs(content.track[5, hips] - 0.05 * scale) < 1e-3)
  }

  @Test("a BVH drawn on twos stays so at sixty frames a second")
  func twos() throws {
    let text = try #require(
      String(bytes: SeedFolder.beside("BVH").bytes("readable/body.bvh"), encoding: .utf8))
    let parts = text.components(separatedBy: "MOTION\n")
    let rows = parts[1].split(separator: "\n").dropFirst(2).flatMap { [$0, $0] }
    let stepped =
      parts[0] + "MOTION\nFrames: \(rows.count)\nFrame Time: 0.0416667\n" + rows.joined(separator: "\n")
    let content = try SkeletalMotionFile.read(
      Array(stepped.utf8), file: "a", .init(rate: .fps60))
    #expect(content.motion.isStepped)
    var poses: [[Float]] = []
    let width = content.track.layout.width
    for frame in 0..<content.track.frameCount {
      let row = Array(content.track.samples[(frame * width)..<((frame + 1) * width)])
      if poses.last != row { poses.append(row) }
    }
    #expect(poses.count == 6)
  }

  @Test(
    "faults are told",
    arguments: [
      ("cycle.vrma", "node"), ("self-parent.vrma", "node"), ("look-node.vrma", "999"),
      ("expression-on-bone.vrma", "something else"), ("count-lies.vrma", "accessor"),
      ("count-without-data.vrma", "accessor"), ("last-key-far.vrma", "keys"), ("nan.vrma", "finite"),
      ("no-animation.vrma", "holds none"), ("two-channels.vrma", "two channels"), ("version.vrma", "2.0"),
    ])
  func faults(_ name: String, _ words: String) throws {
    let error = #expect(throws: FormatsError.self) { try vrma(name) }
    #expect(try #require(error).description.contains(words))
  }

  private static let samples: [(String, Int, Float, String)] = [
    ("bvh-zeroeggs/067_Speech_2_x_1_0.bvh", 52, Float(0.87), "centimetres"),
    ("bvh-bandai/dataset-1_bow_normal_001.bvh", 21, 0.94, "frame"),
    ("bvh-bandai/dataset-1_guide_happy_001.bvh", 21, 0.94, "frame"),
    ("bvh-cmu/01_01.bvh", 22, 1.02, "CMU"), ("vrma/chatvrm_idle_loop.vrma", 22, 0.906, "24 frames"),
    ("vrma/hips_spine_twisting.vrma", 17, 1.1, "frame 0"),
    ("vrma/three-vrm_test.vrma", 51, 0.85, "30 frames"),
  ]

  @Test(
    "recordings of others: bones, height of the hips, and there and back under half a degree",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"), arguments: samples)
  func recordings(_ path: String, _ bones: Int, _ height: Float, _ word: String) throws {
    let content = try SkeletalMotionFile.read([UInt8](SharedSamples.bytes(path)), file: path)
    #expect(content.motion.humanoid.count == bones)
    #expect(abs(content.rest.hipHeight - height) < 0.015, "\(content.rest.hipHeight)")
    #expect(content.notes.contains { $0.text.contains(word) }, "\(content.notes)")
    let back = Retargeting.motion(of: content.track, on: content.rest).motion
    let again = Retargeting.track(of: back, at: content.rest).track
    #expect(Retargeting.difference(content.track, again).rmsDegrees < 0.01)
    // Over another body without rest rotations, written and read as BVH.
    guard content.motion.humanoid[.leftFoot] != nil, path.hasSuffix("bvh") else { return }
    let written = try BVHWriter.write(content.motion, file: path, .init(scale: 1))
    let reread = try SkeletalMotionFile.read(written.bytes, file: path)
    #expect(Retargeting.difference(content.track, reread.track).rmsDegrees < 0.5)
  }

  @Test(
    "Fox and the robot move their own nodes",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func nodes() throws {
    let fox = [UInt8](try SharedSamples.bytes("rig-gltf-fox/Fox.glb"))
    #expect(try SkeletalMotionFile.clips(fox, file: "Fox") == ["Survey", "Walk", "Run"])
    let run = try SkeletalMotionFile.read(fox, file: "Fox", .init(clip: "Run"))
    #expect(run.track.rotations("b_Tail03_014.rotation")?.count == run.track.frameCount)
    let robot = [UInt8](try SharedSamples.bytes("rig-gltf-robot/RobotExpressive.glb"))
    let wave = try SkeletalMotionFile.read(robot, file: "Robot", .init(clip: "Wave"))
    #expect(wave.track.rotations("rightUpperArm.rotation") != nil)
    #expect(wave.track.rotations("UpperLeg.R.rotation") != nil)
    #expect(wave.track.curve("Angry")?.count == wave.track.frameCount)
    #expect(wave.notes.contains { $0.text.contains("A-pose") })
  }
}

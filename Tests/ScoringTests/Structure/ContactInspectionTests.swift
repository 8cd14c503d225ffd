import Catalog
import Characters
import Formats
import Foundation
import Looks
import Motion
import Rigging
import Testing

@testable import Scoring

@Suite struct ContactInspectionTests {
  private func degrees(_ angle: Float, about axis: SIMD3<Float>) -> Quaternion {
    Quaternion(axis: axis, angle: angle * .pi / 180)
  }

  /// Of a grid of poses of the left arm the one that takes the hand deepest into the body.
  private func deepest(_ structure: RigStructure) throws -> [(Channel, [Float])] {
    let hands = try structure.contacts.hands.get()
    var stance = hands.stance
    var depths = [Float](repeating: 0, count: hands.words.count)
    var best: (depth: Float, pose: [(Channel, [Float])]) = (-.infinity, [])
    for down: Float in [-90, -70, -50] {
      for forward: Float in [-60, -30] {
        for bend: Float in [-150, -120, -90, -60] {
          let upper = degrees(forward, about: SIMD3(0, 1, 0)) * degrees(down, about: SIMD3(0, 0, 1))
          let pose = [
            BundledBodies.rotation(.leftUpperArm, upper),
            BundledBodies.rotation(.leftLowerArm, degrees(bend, about: SIMD3(0, 1, 0))),
          ]
          let columns = hands.columns(in: ChannelLayout(pose.map(\.0)))
          hands.depths(pose.flatMap(\.1), columns, &stance, into: &depths)
          if depths[0] > best.depth { best = (depths[0], pose) }
        }
      }
    }
    return best.pose
  }

  @Test(arguments: BundledBodies.names) func whatCharactersRehearseTouchesNothing(_ name: String) throws {
    let folder = try BundledBodies.folder(name)
    let structure = try BundledBodies.structure(name)
    #expect(throws: Never.self) { try structure.contacts.lids.get() }
    #expect(throws: Never.self) { try structure.contacts.lips.get() }
    #expect(throws: Never.self) { try structure.contacts.hands.get() }
    for session in folder.character.sessions.prefix(4) {
      let faults = BundledBodies.faults(session.track, structure)
      #expect(faults.counts.isEmpty, "\(name) \(session.id): \(faults.findings.prefix(3))")
    }
  }

  @Test(arguments: BundledBodies.names) func aHandInTheTrunkIsFoundWithItsFrames(_ name: String) throws {
    let structure = try BundledBodies.structure(name)
    let faults = BundledBodies.faults(BundledBodies.track(try deepest(structure)), structure)
    let finding = try #require(faults.findings.first, "\(name)")
    #expect(faults.findings.count == 1)
    #expect(finding.rule == "hand through body" && finding.channel == "leftHand" && finding.unit == "mm")
    // Looks stand for blocks of six frames.
    #expect(finding.frames == 30...59)
    #expect((30..<60).contains(finding.worstFrame))
    #expect((finding.value ?? 0) > (finding.limit ?? .infinity))
  }

  @Test(arguments: BundledBodies.names) func hangingArmsAndStretchedArmsAreFree(_ name: String) throws {
    let structure = try BundledBodies.structure(name)
    for angle: Float in [0, 40, 75, 85] {
      let arms = [
        BundledBodies.rotation(.leftUpperArm, degrees(-angle, about: SIMD3(0, 0, 1))),
        BundledBodies.rotation(.rightUpperArm, degrees(angle, about: SIMD3(0, 0, 1))),
        BundledBodies.rotation(.spine, degrees(20, about: SIMD3(1, 0, 0))),
      ]
      let faults = BundledBodies.faults(BundledBodies.track(arms), structure)
      #expect(faults.counts.isEmpty, "\(name) at \(angle): \(faults.findings)")
    }
  }

  @Test func lipsDrawnShutOverAJawThrustForwardMeetTheTeeth() throws {
    let structure = try BundledBodies.structure("nova")
    func faults(_ jaw: Float, _ lips: Float) -> FaultList {
      BundledBodies.faults(
        BundledBodies.track([(.weight("jawForward"), [jaw]), (.weight("mouthClose"), [lips])]), structure)
    }
    let finding = try #require(faults(1, 1).findings.first)
    #expect(finding.rule == "lip through teeth" && finding.channel == "teeth")
    #expect(faults(1, 0).counts.isEmpty && faults(0, 1).counts.isEmpty && faults(0.5, 0.5).counts.isEmpty)
  }

  @Test func aLidTornOpenBeyondItsShapesMeetsTheEye() throws {
    let structure = try BundledBodies.structure("nova")
    func faults(_ weight: Float) -> FaultList {
      BundledBodies.faults(
        BundledBodies.track([(.weight("eyeBlinkLeft"), [weight]), (.weight("eyeLookDownLeft"), [0.2])]),
        structure)
    }
    let finding = try #require(faults(-1.2).findings.first)
    #expect(finding.rule == "lid through eye" && finding.channel == "leftEye")
    #expect(faults(1).counts.isEmpty && faults(0.5).counts.isEmpty)
  }

  /// The default look, and looks drawn by lot.
  @Test(arguments: [nil, 1, 2, 3, 5, 8]) func restIsFreeAtAnyAppearance(_ seed: Int?) throws {
    let rig = try LookGenerator(seed.map { LookParameters(drawnBy: $0) } ?? LookParameters()).makeRig()
    let structure = RigStructure(rig)
    let channels =
      ARKit.names.map { (Channel.weight($0), [Float(0)]) }
      + HumanoidBone.allCases.map { BundledBodies.rotation($0, .identity) }
    let faults = BundledBodies.faults(BundledBodies.track(channels), structure)
    #expect(faults.counts.isEmpty, "\(faults.findings)")
    #expect(throws: Never.self) { try structure.contacts.lids.get() }
    // Every shape by itself is the rig's own affair.
    for name in ["eyeBlinkLeft", "mouthClose", "mouthRollLower", "jawOpen", "cheekPuff"] {
      let shape = BundledBodies.faults(BundledBodies.track([(.weight(name), [1])]), structure)
      #expect(shape.counts.isEmpty, "\(name): \(shape.findings)")
    }
  }

  @Test func theSameTakeGivesTheSameFindings() throws {
    let structure = try BundledBodies.structure("pip")
    let track = BundledBodies.track(try deepest(structure))
    let again = RigStructure(structure.rig)
    #expect(
      BundledBodies.faults(track, structure).findings == BundledBodies.faults(track, again).findings)
  }

  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset"),
    arguments: [
      "rig-rpm-arkit/brunette-t.glb", "rig-vrm0-godette/Godette_vrm_v4.vrm", "rig-gltf-fox/Fox.glb",
      "rig-gltf-robot/RobotExpressive.glb", "rig-vrm1-debugrobot/debug_robot.vrm",
      "rig-vrm1-debugrobot/expression_migration.vrm", "rig-gltf-morph/AnimatedMorphCube.gltf",
    ]) func rigsOfOthersAreMeasuredOrSayWhyNot(_ path: String) throws
  {
    let root = try #require(ProcessInfo.processInfo.environment["MIEN_SHARED"])
    let file = URL(fileURLWithPath: "\(root)/data/\(path)")
    let model = try GLTFReader.read(
      [UInt8](try Data(contentsOf: file)), file: file.path,
      resolver: GLTFResource.folder(file.deletingLastPathComponent()))
    let structure = RigStructure(model.rig)
    let channels =
      ARKit.names.map { (Channel.weight($0), [Float(0)]) }
      + HumanoidBone.allCases.map { BundledBodies.rotation($0, .identity) }
    #expect(BundledBodies.faults(BundledBodies.track(channels), structure).counts.isEmpty)
    let isWhole = path.hasPrefix("rig-rpm")
    #expect((try? structure.contacts.lids.get()) != nil || !isWhole)
    #expect((try? structure.contacts.lips.get()) != nil || !isWhole)
    if isWhole {
      let torn = BundledBodies.track([
        (.weight("eyeBlinkLeft"), [2.5]), (.weight("eyeLookDownLeft"), [2.5]),
      ])
      #expect(BundledBodies.faults(torn, structure).counts[.lidThroughEye] != nil)
      let hand = BundledBodies.faults(BundledBodies.track(try deepest(structure)), structure)
      #expect(hand.counts[.handThroughBody] != nil)
    }
  }
}

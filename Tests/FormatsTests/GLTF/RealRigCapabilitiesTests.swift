import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

/// What rigs of other makers show: the profile against files that nobody here made.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset"))
struct RealRigCapabilitiesTests {
  private func rig(_ path: String) throws -> Rig {
    let root = try #require(ProcessInfo.processInfo.environment["MIEN_SHARED"])
    let file = URL(fileURLWithPath: root).appendingPathComponent("data/" + path)
    return try GLTFReader.read([UInt8](Data(contentsOf: file)), file: path).rig
  }

  @Test func `a VRM with five foreign vowels speaks, blinks and looks to a take of ARKit weights`() throws {
    let rig = try rig("rig-vrm0-godette/Godette_vrm_v4.vrm")
    let profile = CapabilityProfile(rig)
    #expect(profile.shapes.isEmpty && profile.gaze == [.lookExpressions])
    #expect(profile.derivable.contains("jawOpen") && profile.lost.contains("cheekPuff"))
    var posed = try PosedRig(rig)
    let layout = ChannelLayout([
      .weight("jawOpen"), .weight("eyeBlinkLeft"), .weight("eyeBlinkRight"), .weight("eyeLookUpLeft"),
      .weight("eyeLookUpRight"), .weight("HideBlush"),
    ])
    let binding = TrackBinding(layout: layout, posed: posed)
    #expect(binding.unbound.isEmpty)
    [Float(0.5), 1, 0, 0.4, 0.4, 0.7].withUnsafeBufferPointer { posed.apply(binding, $0) }
    let node = try #require(rig.nodes.indices.first { !posed.morphWeights(of: $0).isEmpty })
    let names = rig.meshes[try #require(rig.nodes[node].mesh)].morphNames
    let weights = Dictionary(uniqueKeysWithValues: zip(names, posed.morphWeights(of: node)))
    #expect(try #require(weights["ah"]) > 0.5)
    #expect(weights["blink_left"] == 1 && weights["blink_right"] == 0)
    #expect(try #require(weights["look_up"]) > 0.3)
    #expect(weights["HideBlush"] == 0.7)
  }

  @Test func `visemes of a head with both sets are made up of its ARKit shapes`() throws {
    let solved = MeshDerivation.solve(try rig("rig-rpm-arkit/brunette-t.glb"))
    let visemes = solved.filter { $0.channel.hasPrefix("viseme_") && $0.source == .arkit }
    #expect(visemes.count == 14 && visemes.count(where: \.isAccepted) >= 12)
    let aa = try #require(visemes.first { $0.channel == "viseme_aa" })
    #expect(aa.parts.first?.channel == "jawOpen" && aa.residual < 0.2)
    #expect(solved.allSatisfy { $0.parts.allSatisfy { $0.factor > 0 && $0.factor <= 1 } })
    // Brows are in no viseme.
    #expect(solved.filter { $0.channel == "browInnerUp" }.allSatisfy { !$0.isAccepted })
  }

  @Test func `a robot keeps its arms and loses the legs that hang elsewhere, a fox is no humanoid`() throws {
    let robot = try rig("rig-gltf-robot/RobotExpressive.glb")
    let found = HumanoidNames.read(robot.nodes, skins: robot.skins)
    #expect(found.bones[.leftLowerArm] != nil && found.bones[.leftUpperLeg] == nil)
    #expect(found.notices.contains { $0.contains("UpperLeg.L") })
    #expect(CapabilityProfile(robot).derivable.contains("browDownLeft"))
    let fox = try rig("rig-gltf-fox/Fox.glb")
    #expect(fox.humanoid.isEmpty)
    #expect(CapabilityProfile(fox).shortcomings.contains { $0.contains("map file") })
  }

  @Test func `joints with Mixamo's names without prefix are whole`() throws {
    let rig = try rig("rig-rpm-arkit/brunette-t.glb")
    #expect(HumanoidNames.read(rig.nodes, skins: rig.skins).convention == "Mixamo")
    #expect(CapabilityProfile(rig).shortcomings.isEmpty)
  }
}

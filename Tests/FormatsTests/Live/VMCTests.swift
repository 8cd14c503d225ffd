import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

/// A body of a few bones for tests of live protocols.
enum SmallBody {
  /// Hips, spine, head with an eye, a left arm whose own axes are turned, and a node between that is no bone.
  static func rig(turned: Bool) -> Rig {
    let tilt = turned ? Quaternion(axis: SIMD3(0, 0, 1), angle: 0.7) : .identity
    func node(
      _ name: String, _ parent: Int?, _ place: SIMD3<Float>, _ rotation: Quaternion = .identity
    ) -> Rig.Node { Rig.Node(name: name, parent: parent, translation: place, rotation: rotation) }
    return Rig(
      nodes: [
        node("root", nil, .zero), node("Hips", 0, SIMD3(0, 1, 0)), node("Spine", 1, SIMD3(0, 0.2, 0.01)),
        node("between", 2, SIMD3(0, 0.1, 0), tilt), node("Head", 3, SIMD3(0, 0.3, 0)),
        node("LeftArm", 3, SIMD3(0.2, 0.2, 0), tilt), node("LeftEye", 4, SIMD3(0.03, 0.05, 0.08)),
        node("LeftThumb", 5, SIMD3(0.3, 0, 0)),
      ],
      humanoid: [
        .hips: 1, .spine: 2, .head: 4, .leftUpperArm: 5, .leftEye: 6, .leftThumbMetacarpal: 7,
      ])
  }

  static let layout = ChannelLayout([
    .weight("jawOpen"), .weight("happy"), .weight("ownShape"), .rotation(of: .hips), .rotation(of: .head),
    .rotation(of: .leftUpperArm), .translation(of: .hips), .gazeYaw, .gazePitch, .rotation(of: .rightFoot),
  ])

  static func track(frames: Int) -> Track {
    var track = Track(layout: layout, rate: .fps60, frameCount: frames)
    for frame in 0..<frames {
      let t = Float(frame) * 0.05
      track[frame, 0] = 0.5 + 0.4 * sin(t)
      track[frame, 1] = 0.25
      track[frame, 2] = frame == 1 ? 1.5 : 0.125
      for (index, name) in ["hips", "head", "leftUpperArm"].enumerated() {
        let axis = SIMD3<Float>(0.6, index == 1 ? 0.8 : 0, index == 1 ? 0 : 0.8)
        let turn = Quaternion(axis: axis, angle: 0.3 + t)
        guard let at = layout.offset(of: "\(name).rotation") else { continue }
        for part in 0..<4 { track[frame, at + part] = turn.vector[part] }
      }
      if let at = layout.offset(of: "hips.translation") {
        (track[frame, at], track[frame, at + 1], track[frame, at + 2]) = (0.1 + t, -0.02, 0.3)
      }
      if let at = layout.offset(of: "gaze.yaw") { (track[frame, at], track[frame, at + 1]) = (0.2, -0.1) }
    }
    return track
  }

  static func row<Result>(
    _ track: Track, _ frame: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    let width = track.layout.width
    return try Array(track.samples[frame * width..<(frame + 1) * width]).withUnsafeBufferPointer(body)
  }
}

@Suite("Virtual Motion Capture protocol")
struct VMCTests {
  @Test("bones have Unity's names; thumbs begin with Proximal there")
  func names() {
    #expect(VMCNames.unity(.leftUpperArm) == "LeftUpperArm")
    #expect(VMCNames.unity(.leftThumbMetacarpal) == "LeftThumbProximal")
    #expect(VMCNames.unity(.rightThumbProximal) == "RightThumbIntermediate")
    #expect(VMCNames.unity(.rightThumbDistal) == "RightThumbDistal")
    for bone in HumanoidBone.allCases { #expect(VMCNames.bone(VMCNames.unity(bone)) == bone) }
    #expect(VMCNames.bone("LastBone") == nil)
  }

  @Test("presets that ARKit shapes tell go out beside them, but for names=arkit")
  func presets() throws {
    let skeleton = try VMCSkeleton(SmallBody.rig(turned: false))
    let layout = ChannelLayout([.weight("jawOpen"), .weight("eyeBlinkLeft"), .weight("happy")])
    func sent(_ names: VMCNames.Expressions) throws -> [String: Float] {
      var feed = VMCFeed(layout: layout, skeleton: skeleton, expressions: names)
      var pose = VMCPose()
      for bytes in [Float(0.5), 1, 0.25].withUnsafeBufferPointer({ feed.datagrams($0, time: 0) }) {
        try pose.receive(bytes, file: "test")
      }
      return pose.weights
    }
    let names = VMCFeed(layout: layout, skeleton: skeleton).derived
    #expect(names.contains("A") && names.contains("Blink_L") && !names.contains("Joy"))
    let both = try sent(.vrm0)
    #expect(both["jawOpen"] == 0.5 && both["happy"] == 0.25)
    #expect(try #require(both["aa"]) > 0.2 && both["blinkLeft"] == 1)
    let alone = try sent(.arkit)
    #expect(alone["jawOpen"] == 0.5 && alone["happy"] == 0.25 && alone["aa"] == nil)
  }

  @Test("expressions go out as VRM 0.x spells them unless asked otherwise")
  func expressions() {
    #expect(VMCNames.expression("happy", as: .vrm0) == "Joy")
    #expect(VMCNames.expression("happy", as: .vrm1) == "happy")
    #expect(VMCNames.expression("blinkLeft", as: .vrm0) == "Blink_L")
    #expect(VMCNames.expression("browInnerUp", as: .vrm0) == "BrowInnerUp")
    #expect(VMCNames.expression("tail wag", as: .vrm0) == "tail wag")
    #expect(
      ["Joy", "happy", "BrowInnerUp", "tail wag"].map(VMCNames.channel) == [
        "happy", "happy", "browInnerUp", "tail wag",
      ])
  }

  @Test("Unity's axes: the left hand lies at -X, a turn to the left turns the other way about Y")
  func axes() {
    #expect(VMCAxes.mirrored(SIMD3<Float>(1, 2, 3)) == SIMD3(-1, 2, 3))
    let left = VMCAxes.mirrored(Quaternion(yaw: 0.4, pitch: 0, roll: 0))
    #expect(abs(left.y + sin(0.2)) < 1e-6)
    let nod = VMCAxes.mirrored(Quaternion(yaw: 0, pitch: 0.4, roll: 0))
    #expect(abs(nod.x - sin(0.2)) < 1e-6)
  }

  @Test(
    "a frame goes there and back: rotations, hips, weights, gaze",
    arguments: [(false, VMCSkeleton.Bones.original), (true, .original), (true, .normalised)])
  func thereAndBack(_ isTurned: Bool, _ bones: VMCSkeleton.Bones) throws {
    let skeleton = try VMCSkeleton(SmallBody.rig(turned: isTurned), bones: bones)
    #expect(skeleton.isNormalised == !(isTurned && bones == .original))
    let track = SmallBody.track(frames: 3)
    var feed = VMCFeed(layout: track.layout, skeleton: skeleton)
    #expect(feed.dropped == ["rightFoot.rotation"])
    var pose = VMCPose()
    for frame in 0..<3 {
      for datagram in SmallBody.row(track, frame, { feed.datagrams($0, time: Float(frame) / 60) }) {
        #expect(datagram.count <= VMCFeed.largestDatagram)
        try pose.receive(datagram, file: "vmc")
      }
      #expect(pose.isLoaded && pose.ignoredCount == 0)
      #expect(abs(pose.time - Float(frame) / 60) < 1e-6)
      let (rotations, hips) = pose.normalised(on: skeleton)
      for (bone, name) in [(HumanoidBone.hips, "hips"), (.head, "head"), (.leftUpperArm, "leftUpperArm")] {
        let sent = try #require(track.rotations("\(name).rotation"))[frame]
        let received = try #require(rotations[bone])
        #expect(received.angle(to: sent) < 2e-3, "\(bone) in frame \(frame)")
      }
      #expect(try #require(rotations[.spine]).angle(to: .identity) < 1e-3)
      // The eye looks to the left and down.
      let look = try #require(rotations[.leftEye]).act(SIMD3(0, 0, 1))
      #expect(look.x > 0.1 && look.y < -0.05)
      let at = try #require(track.layout.offset(of: "hips.translation"))
      for axis in 0..<3 { #expect(abs(hips[axis] - track[frame, at + axis]) < 1e-5) }
      #expect(pose.weights["jawOpen"] == track[frame, 0])
      #expect(pose.weights["happy"] == 0.25)
      #expect(pose.weights["ownShape"] == (frame == 1 ? 1 : 0.125))
    }
    #expect(feed.clampedCount == 1)
  }

  @Test("normalised bones lie where they do in the world; the left arm at Unity's -X")
  func places() throws {
    let skeleton = try VMCSkeleton(SmallBody.rig(turned: false))
    let track = Track(layout: SmallBody.layout, rate: .fps60, frameCount: 1)
    var feed = VMCFeed(layout: track.layout, skeleton: skeleton)
    let datagrams = SmallBody.row(track, 0) { feed.datagrams($0, time: 0) }
    let messages = try datagrams.flatMap { try OSCPacket($0, file: "vmc").messages }
    #expect(messages[0] == OSCMessage("/VMC/Ext/OK", [.int(1)]))
    let arm = try #require(messages.first { $0.arguments.first?.text == "LeftUpperArm" })
    #expect(arm.arguments[1].number.map { abs($0 + 0.2) < 1e-6 } == true)
    #expect(arm.arguments[2].number.map { abs($0 - 0.3) < 1e-6 } == true)
    #expect(messages.last == OSCMessage("/VMC/Ext/Blend/Apply"))
  }

  @Test("messages that are not as the protocol says change nothing")
  func hostile() throws {
    var pose = VMCPose()
    let nan: [OSCArgument] = [.string("Head")] + Array(repeating: .float(.nan), count: 7)
    let zero: [OSCArgument] = [.string("Head")] + Array(repeating: .float(0), count: 7)
    for message in [
      OSCMessage("/VMC/Ext/Bone/Pos", nan), OSCMessage("/VMC/Ext/Bone/Pos", zero),
      OSCMessage("/VMC/Ext/Bone/Pos", [.string("Head")]), OSCMessage("/VMC/Ext/Bone/Pos"),
      OSCMessage("/VMC/Ext/Blend/Val", [.float(1), .string("A")]),
      OSCMessage("/VMC/Ext/T", [.double(.infinity)]),
      OSCMessage("/VMC/Ext/Cam", []),
    ] { try pose.receive(OSCPacket.message(message).bytes, file: "vmc") }
    #expect(pose.ignoredCount == 7)
    #expect(pose.bones.isEmpty && pose.weights.isEmpty)
  }
}

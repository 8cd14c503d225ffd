import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct CustomChannelsTests {
  /// A foreign morph target, a node outside the humanoid, and a viseme and a vowel that nothing on the rig has.
  private let layout = ChannelLayout([
    .weight("Blush"), Channel("Antenna.rotation", kind: .rotation), .weight("jawOpen"), .weight("nowhere"),
  ])

  private func rig() -> Rig {
    var rig = writableRig()
    for mesh in rig.meshes.indices {
      for target in rig.meshes[mesh].morphNames.indices where target == 2 {
        rig.meshes[mesh].morphNames[target] = "Blush"
      }
    }
    rig.expressions = []
    rig.nodes.append(
      .init(
        name: "Antenna", parent: rig.humanoid[.head], translation: SIMD3(0, 0.2, 0),
        rotation: Quaternion(axis: SIMD3(0, 0, 1), angle: 0.5)))
    return rig
  }

  private func track() -> Track {
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: 20)
    for frame in 0..<20 {
      track[frame, 0] = Float(frame) / 19
      let turn = Quaternion(axis: SIMD3(1, 0, 0), angle: Float(frame) * 0.05).vector
      for part in 0..<4 { track[frame, 1 + part] = turn[part] }
    }
    return track
  }

  @Test func `foreign targets and nodes move in an exported take and strangers are dropped by name`() throws {
    let rig = rig()
    let track = track()
    let export = try TakeExport(character: sampleWriter.bytes(rig), file: "sample.vrm")
    let (bytes, report) = try export.glb(track: track, name: "take")
    #expect(report.dropped.contains { $0.contains("nowhere") })
    #expect(!report.dropped.contains { $0.contains("Antenna") || $0.contains("Blush") })
    let animation = try GLTFAnimation(0, of: GLTFDocument(bytes, file: "out.glb"))
    let antenna = rig.nodes.count - 1
    let channel = try #require(animation.channels.first { $0.node == antenna && $0.path == .rotation })
    let values = animation.samplers[channel.sampler].values
    for frame in 0..<20 {
      let q = Quaternion(
        x: values[4 * frame], y: values[4 * frame + 1], z: values[4 * frame + 2], w: values[4 * frame + 3])
      let expected =
        rig.nodes[antenna].rotation * Quaternion(axis: SIMD3(1, 0, 0), angle: Float(frame) * 0.05)
      #expect(q.angle(to: expected) < 1e-3)
    }
    let weights = try #require(animation.channels.first { $0.path == .weights })
    let width = animation.samplers[weights.sampler].values.count / 20
    #expect(animation.samplers[weights.sampler].values[19 * width + 2] == 1)
  }

  @Test func `a displaced node moves in an exported take by metres`() throws {
    let rig = rig()
    var track = Track(
      layout: ChannelLayout([.weight("jawOpen"), Channel("Antenna.translation", kind: .translation)]),
      rate: FrameRate(frames: 30), frameCount: 3)
    track[2, 2] = 0.3
    let export = try TakeExport(character: sampleWriter.bytes(rig), file: "sample.vrm")
    let (bytes, report) = try export.glb(track: track, name: "take")
    #expect(report.dropped.isEmpty)
    let animation = try GLTFAnimation(0, of: GLTFDocument(bytes, file: "out.glb"))
    let channel = try #require(
      animation.channels.first { $0.node == rig.nodes.count - 1 && $0.path == .translation })
    let values = animation.samplers[channel.sampler].values
    // The root above is one and a half times as large.
    #expect(abs(values[7] - values[1] - 0.2) < 1e-6 && values[1] == 0.2)
  }
}

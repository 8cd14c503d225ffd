import Motion
import Testing

@testable import Formats

@Suite struct RootMotionTests {
  private func track() -> Track {
    let layout = ChannelLayout([.weight("jawOpen"), .translation(of: .hips)])
    return Track(layout: layout, rate: .fps60, samples: [0.5, 1, 2, 3, 0.25, 4, 5, 6])
  }

  @Test func `the way stays, goes, or moves to a root`() {
    #expect(RootMotion.hips.applied(to: track()) == track())
    #expect(RootMotion.inPlace.applied(to: track()).samples == [0.5, 0, 2, 0, 0.25, 0, 5, 0])
    let node = RootMotion.node.applied(to: track())
    #expect(node.layout.channels.last == RootMotion.channel)
    #expect(node.samples == [0.5, 0, 2, 0, 1, 0, 3, 0.25, 0, 5, 0, 4, 0, 6])
  }

  @Test func `a track without hips stays as it is`() {
    let still = Track(layout: ChannelLayout([.weight("x")]), rate: .fps60, frameCount: 2)
    #expect(RootMotion.node.applied(to: still) == still)
  }

  @Test func `a root above the rig carries the way in GLB and USD`() throws {
    let track = RootMotion.node.applied(to: sampleTake())
    let glb = try TakeForm.named("glb").write(try sampleMaterial(track))
    #expect(!glb.report.dropped.contains(RootMotion.channel.name))
    let document = try GLTFDocument(glb.bytes, file: "a")
    let nodes = try #require(document.json["nodes"]?.array)
    let root = try #require(nodes.firstIndex { $0["name"] == "root" })
    #expect(document.json["scenes"]?.array?[0]["nodes"] == .array([.int(root)]))
    let animation = try GLTFAnimation(0, of: document)
    let channel = try #require(animation.channels.first { $0.node == root })
    #expect(animation.samplers[channel.sampler].values[59 * 3] == track[59, 18 + 3])
    #expect(try TakeForm.named("usda").write(try sampleMaterial(track)).report.translations.largest == 0)
  }
}

import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct TakeStageTests {
  @Test func `two performers share meshes, stand apart and look at each other`() throws {
    var material = try sampleMaterial()
    var other = sampleTake()
    for frame in 0..<60 { other[frame, 0] = 0.125 }
    material.performances.append(.init(name: "joke/bo", track: other))
    let written = try TakeForm.named("glb").write(material)
    #expect(written.report.rotations.largest < 1e-6)
    #expect(written.report.weights.largest == 0)
    let model = try GLTFReader.read(written.bytes, file: "a")
    let alone = writableRig()
    #expect(model.rig.meshes.count == alone.meshes.count)
    #expect(model.rig.nodes.count == 2 * alone.nodes.count + 2)
    #expect(model.rig.skins.count == 2 * alone.skins.count)
    let posed = try PosedRig(model.rig)
    let places = model.rig.nodes.indices.filter { model.rig.nodes[$0].name.hasPrefix("place.") }
    #expect(places.count == 2)
    let looks = places.map { posed.worldMatrices[$0].direction(SIMD3(0, 0, 1)) }
    #expect(abs(looks[0].x - 1) < 1e-5 && abs(looks[1].x + 1) < 1e-5)
    #expect(abs(posed.position(of: places[0]).x + 0.6) < 1e-5)
    let animation = try GLTFAnimation(0, of: model.document)
    let face = try #require(model.rig.nodes.firstIndex { $0.name == "FaceNode.bo" })
    let channel = try #require(animation.channels.first { $0.node == face && $0.path == .weights })
    #expect(animation.samplers[channel.sampler].values[0] == 0.125)
  }

  @Test func `VRM's word on one model is left out, and said`() throws {
    var material = try sampleMaterial()
    material.performances.append(.init(name: "joke/bo", track: sampleTake()))
    let written = try TakeForm.named("glb").write(material)
    let json = try GLB(written.bytes, file: "a").json
    #expect(json["extensions"]?["VRMC_vrm"] == nil)
    #expect(written.report.notices.contains { $0.contains("VRMC_vrm") })
  }
}

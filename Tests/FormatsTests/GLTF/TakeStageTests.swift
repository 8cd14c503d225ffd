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

  /// The animation of an exported take on the sample of VRM 0.x, hips moving 0.2 to the character's left, 0.1 up and
  /// 0.3 forward.
  private func legacy(root: RootMotion = .hips, twice: Bool = false) throws -> (GLTFModel, PosedRig) {
    let layout = ChannelLayout([
      .rotation(of: .hips), .translation(of: .hips), Channel("Facing.rotation", kind: .rotation),
    ])
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: 2)
    for frame in 0..<2 {
      for (part, value) in [Float(0.2), 0.1, 0.3].enumerated() { track[frame, 4 + part] = value }
    }
    let take = ExportMaterial.Performance(name: "t/a", track: root.applied(to: track))
    var material = ExportMaterial([take])
    if twice { material.performances.append(.init(name: "t/b", track: take.track)) }
    let export = try TakeExport(character: vrm0JSON().text, file: "old.vrm")
    let (bytes, report) = try export.glb(material)
    #expect(report.dropped.contains("Facing.rotation"))
    #expect(report.translations.largest < 1e-6)
    let model = try GLTFReader.read(bytes, file: "out.glb")
    var posed = try PosedRig(model.rig)
    posed.apply(try GLTFAnimation(0, of: model.document).pose(at: 0))
    return (model, posed)
  }

  private func hips(_ posed: PosedRig, _ name: String = "J_Hips") throws -> SIMD3<Float> {
    posed.position(of: try #require(posed.rig.nodes.firstIndex { $0.name == name }))
  }

  @Test(arguments: RootMotion.allCases.filter { $0 != .inPlace })
  func `on a model that faces -Z the way of hips and root is its own`(_ root: RootMotion) throws {
    let (model, posed) = try legacy(root: root)
    #expect(model.rig.nodes.last?.name == "Facing")
    let place = try hips(posed)
    #expect(distance(place, SIMD3(0.2, 1.1, 0.3)) < 1e-5)
    let file = model.document.json["nodes"]?.array?.last
    #expect((file?["name"]?.string == "root") == (root == .node))
  }

  @Test(arguments: RootMotion.allCases.filter { $0 != .inPlace })
  func `two models that face -Z look at each other and step forward toward each other`(_ root: RootMotion)
    throws
  {
    let (_, posed) = try legacy(root: root, twice: true)
    #expect(try distance(hips(posed), SIMD3(-0.3, 1.1, -0.2)) < 1e-5)
    #expect(try distance(hips(posed, "J_Hips.b"), SIMD3(0.3, 1.1, 0.2)) < 1e-5)
  }
}

func distance(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float { ((a - b) * (a - b)).sum().squareRoot() }

import Rigging
import Testing

@testable import Formats

@Suite struct VRMToonTests {
  @Test func `skin is shaded softly without an outline, hair and cloth get a thin one`() throws {
    let skin = try #require(VRMToon.soft(Material(name: "skin")))
    #expect(skin.shadingToony <= 0.5 && skin.outlineWidth == 0)
    let hair = try #require(VRMToon.soft(Material(name: "hair")))
    #expect(hair.outlineWidth > 0 && hair.outlineWidth < 0.005)
    #expect(VRMToon.soft(Material(name: "highlight", isUnlit: true)) == nil)
  }

  @Test func `the shade takes the painted texture too`() {
    let json = VRMToon(shade: SIMD3(0.5, 0.5, 0.5), outlineWidth: 0.001).json(texture: 3)
    #expect(json["specVersion"] == "1.0")
    #expect(json["shadeMultiplyTexture"]?["index"] == 3)
    #expect(json["outlineWidthMode"] == "worldCoordinates")
  }

  @Test func `plain shading stays beside the toon one`() throws {
    var writer = sampleWriter
    writer.toon = VRMToon.soft
    let json = try GLB(writer.bytes(writableRig()), file: "a").json
    let skin = try #require(json["materials"]?.array?[0])
    #expect(skin["extensions"]?["VRMC_materials_mtoon"] != nil)
    #expect(skin["pbrMetallicRoughness"] != nil)
    #expect(json["extensionsRequired"] == nil)
  }
}

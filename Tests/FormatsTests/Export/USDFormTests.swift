import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct USDFormTests {
  private func text(_ material: ExportMaterial) throws -> String {
    String(decoding: try TakeForm.named("usda").write(material).bytes, as: UTF8.self)
  }

  @Test func `a stage tells axes, unit, rate and range`() throws {
    let text = try text(try sampleMaterial())
    #expect(text.hasPrefix("#usda 1.0\n"))
    for line in ["upAxis = \"Y\"", "metersPerUnit = 1", "timeCodesPerSecond = 30", "endTimeCode = 59"] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(text.contains("def SkelRoot \"nova\""))
    #expect(text.contains("def BlendShape \"jawOpen\""))
    #expect(text.contains("primvars:displayColor"))
    #expect(text.contains("uniform asset filePath = @./take.wav@"))
  }

  @Test func `names become prims, all different, whatever they were`() {
    #expect(
      USDText.identifiers(["a b", "a-b", "", "1x", "头", "a_b"]) == [
        "a_b", "a_b_2", "_", "_1x", "__2", "a_b_3",
      ])
    #expect(USDText.quoted("a\"b\\c\nd") == "\"a\\\"b\\\\c\\nd\"")
  }

  @Test func `two performers are two roots with skeletons of their own`() throws {
    var material = try sampleMaterial()
    material.performances.append(.init(name: "joke/bo", track: sampleTake()))
    let text = try text(material)
    #expect(text.contains("def SkelRoot \"bo\""))
    #expect(text.contains("float xformOp:rotateY = -90"))
    material.performances[1].track = sampleTake(rate: .fps60)
    #expect(throws: FormatsError.self) { try TakeForm.named("usda").write(material) }
  }
}

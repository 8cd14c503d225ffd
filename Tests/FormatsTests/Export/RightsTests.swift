import Testing

@testable import Formats

@Suite struct RightsTests {
  private func refusals(_ licence: String) -> [String] {
    Rights([.init(source: "corpus", name: "c", licence: licence)]).refusals
  }

  @Test func `a release is refused with the source, its licence and what it forbids`() {
    #expect(refusals("CC0-1.0").isEmpty)
    #expect(
      refusals("CC BY-NC-ND 4.0") == [
        "corpus 'c': its licence 'CC BY-NC-ND 4.0' forbids commercial use and derivatives, which an animation of it is"
      ])
    #expect(refusals("unknown") == ["corpus 'c': nobody can tell what its licence 'unknown' permits"])
  }

  @Test func `what a rig's file forbids stands beside what its sheet states`() {
    var rights = RigRights()
    rights.licenceName = "VRM Public License 1.0"
    rights.authors = ["Ann"]
    rights.performance = .init(.allowed, field: "a")
    rights.commercialUse = .init(.forbidden, field: "VRMC_vrm.meta.commercialUsage")
    rights.redistribution = .init(.allowed, field: "b")
    rights.modification = .init(.allowed, field: "c", condition: "but changed copies may not be passed on")
    let claim = Rights.Claim(rig: "r", licence: "CC0-1.0", rights: rights)
    #expect(claim.prohibitions.count == 2)
    #expect(claim.prohibitions[0] == "its VRMC_vrm.meta.commercialUsage forbids commercial use")
    #expect(claim.licence.text == "CC0-1.0")
    #expect(Rights([claim]).refusals.count == 2)
    #expect(Rights([claim]).duties == ["rig 'r': name Ann (CC0-1.0)"])
  }

  @Test func `a file that answers every question needs no licence that we know`() {
    var rights = RigRights()
    rights.licenceName = "VRM Public License 1.0"
    rights.commercialUse = .init(.allowed, field: "a")
    rights.redistribution = .init(.allowed, field: "b")
    rights.modification = .init(.allowed, field: "c")
    #expect(Rights([Rights.Claim(rig: "r", licence: "unknown", rights: rights)]).refusals.isEmpty)
    rights.redistribution = .init()
    #expect(Rights([Rights.Claim(rig: "r", licence: nil, rights: rights)]).refusals.count == 1)
  }

  @Test func `what is synthetic is said`() {
    let claim = Rights.Claim(source: "corpus", name: "c", licence: "CC0-1.0", isSynthetic: true)
    #expect(Rights([claim]).duties == ["corpus 'c': synthetic, not recorded from people"])
  }

  @Test func `rights travel in the file where its form has a place`() throws {
    let glb = try GLB(TakeForm.named("glb").write(try sampleMaterial()).bytes, file: "a")
    #expect(glb.json["asset"]?["copyright"]?.string?.contains("parlör") == true)
    let extras = glb.json["scenes"]?.array?.first?["extras"]?["mien"]?["rights"]?.array
    #expect(extras?.first?["licence"] == "CC0-1.0")
    for form in ["json", "arkit-json", "usda"] {
      let text = String(decoding: try TakeForm.named(form).write(try sampleMaterial()).bytes, as: UTF8.self)
      #expect(text.contains("CC0-1.0"), "\(form)")
    }
  }
}

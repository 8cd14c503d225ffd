import Testing

@testable import Formats

@Suite struct RigRightsReaderTests {
  private func rights(_ text: String) throws -> RigRights {
    let json = try JSONValue(parsing: Array(text.utf8), file: "", place: "")
    var whole = triangleJSON()
    for (key, value) in json.object ?? [:] { whole[key] = value }
    return try GLTFReader.read(whole.text, file: "a.gltf").rights
  }

  @Test func `a file that says nothing states nothing`() throws {
    let rights = try rights("{}")
    #expect(!rights.isStated)
    #expect(rights.commercialUse.answer == .unstated)
    #expect(rights.credit.isRequired == nil)
  }

  @Test func `a licence in the extras of the asset is known`() throws {
    let rights = try rights(
      #"""
      {"asset":{"version":"2.0","extras":{"author":"Ann (https://example.org/ann)","title":"T",
      "license":"CC-BY-NC-4.0 (http://creativecommons.org/licenses/by-nc/4.0/)","source":"https://example.org/t"}}}
      """#)
    #expect(rights.licenceName == "CC BY-NC 4.0")
    #expect(rights.licenceURL == "https://creativecommons.org/licenses/by-nc/4.0/")
    #expect(rights.authors == ["Ann (https://example.org/ann)"])
    #expect(rights.source == "https://example.org/t")
    #expect(rights.commercialUse == .init(.forbidden, field: "asset.extras.license"))
    #expect(rights.redistribution.answer == .allowed)
    #expect(rights.credit == .init(true, field: "asset.extras.license"))
  }

  @Test func `a copyright line may name the licence or keep all rights`() throws {
    let named = try rights(#"{"asset":{"version":"2.0","copyright":"CC0 by Ann"}}"#)
    #expect(named.licenceName == "CC0 1.0")
    #expect(named.commercialUse.answer == .allowed && named.credit.isRequired == false)
    let kept = try rights(#"{"asset":{"version":"2.0","copyright":"(c) Ann. All rights reserved."}}"#)
    #expect(kept.redistribution == .init(.forbidden, field: "asset.copyright"))
    let plain = try rights(#"{"asset":{"version":"2.0","copyright":"Ann"}}"#)
    #expect(plain.copyright == "Ann" && plain.redistribution.answer == .unstated)
  }

  @Test func `a metadata packet is read`() throws {
    let rights = try rights(
      #"""
      {"asset":{"version":"2.0","extensions":{"KHR_xmp_json_ld":{"packet":0}}},
      "extensions":{"KHR_xmp_json_ld":{"packets":[{"dc:creator":{"@list":["Ann","Bo"]},
      "dc:rights":{"@type":"rdf:Alt","rdf:_1":{"@language":"en-us","@value":"BY-ND: cc by-nd 3.0"}}}]}}}
      """#)
    #expect(rights.authors == ["Ann", "Bo"])
    #expect(rights.licenceName == "CC BY-ND 3.0")
    #expect(rights.modification.answer == .forbidden)
  }

  @Test func `VRM 1.0 forbids what its meta leaves out`() throws {
    let rights = try rights(
      #"{"extensions":{"VRMC_vrm":{"specVersion":"1.0","meta":{"name":"A","authors":["B"],"modification":"allowModification"}}}}"#
    )
    #expect(rights.authors == ["B"])
    #expect(
      rights.redistribution == .init(.forbidden, field: "VRMC_vrm.meta.allowRedistribution (absent)"))
    #expect(rights.commercialUse.answer == .forbidden)
    #expect(rights.modification.answer == .allowed && !rights.modification.condition.isEmpty)
    #expect(rights.performance.condition == "but by its author")
    #expect(rights.credit.isRequired == true)
  }

  @Test(arguments: [
    ("Redistribution_Prohibited", "Allow", RigRights.Answer.forbidden, RigRights.Answer.allowed),
    ("CC_BY_NC", "Allow", .allowed, .forbidden), ("CC0", "Disallow", .allowed, .forbidden),
    ("Other", "Allow", .unstated, .allowed),
  ])
  func `of VRM 0.x either field forbids`(
    _ licence: String, _ commercial: String, _ passing: RigRights.Answer, _ selling: RigRights.Answer
  ) throws {
    let rights = try rights(
      #"{"extensions":{"VRM":{"meta":{"licenseName":"\#(licence)","commercialUssageName":"\#(commercial)"}}}}"#
    )
    #expect(rights.redistribution.answer == passing)
    #expect(rights.commercialUse.answer == selling)
    #expect(rights.performance.answer == .unstated)
  }

  @Test(arguments: [
    ("CC-BY-4.0", "CC BY 4.0"), ("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0"),
    ("CC_BY_NC_ND", "CC BY-NC-ND"), ("Creative Commons CC0", "CC0 1.0"),
    ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    ("CC0 model, CC BY 4.0 rig and animation.", "CC BY 4.0"),
    ("cc by, then cc by-nc 2.0", "CC BY-NC 2.0"),
  ])
  func `a licence is known in each spelling`(_ text: String, _ name: String) {
    #expect(CreativeCommons(text)?.name == name)
  }

  @Test(arguments: ["", "MIT", "sent by cc", "accord by law", "by-nc", "cc", "licenses"])
  func `other texts name none`(_ text: String) { #expect(CreativeCommons(text) == nil) }
}

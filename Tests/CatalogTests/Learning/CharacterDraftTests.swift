import Catalog
import Characters
import Foundation
import Motion
import Provenance
import Rigging
import Testing

@Suite struct CharacterDraftTests {
  private static let rig = "rig-rpm-arkit/brunette-t.glb"

  private func draft(map: URL? = nil) throws -> CharacterDraft {
    try CharacterDraft(
      id: "ada", licence: "test use only", evidence: .real, rigFile: Shared.file(Self.rig), mapFile: map)
  }

  @Test(.enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func `a character learnt from real takes loads and keeps rehearsal and held-out apart`() throws {
    let folder = try TemporaryFolder()
    let draft = try draft()
    let files = try CaptureFile.files(at: [Shared.file("arkit-livelink-emotion")])
    let takes = try files.map { try CaptureFile.read(at: $0, hipHeight: draft.hipHeight) }
    let learnt = try CharacterLearning(draft.particulars, from: takes)
    let place = folder.url.appendingPathComponent("ada")
    let made = try draft.write(learnt, to: place)
    let character = try CharacterFolder(folder: place).character
    #expect(character.sheet == learnt.sheet && character.sessions.map(\.track) == learnt.tracks)
    #expect(character.heldOut.count >= 3 && character.rehearsal.count >= 3)
    #expect(
      character.sheet.evidence == .real && character.sheet.rigHash == made.character.assetHash.description)
    // The head of these takes was not captured, and their owner does blink.
    #expect(character.sessions.allSatisfy { $0.track.layout["head.rotation"] == nil })
    let blink = try #require(character.sheet.signature["blinkRate"])
    #expect(blink.value > 2 && blink.value < 60)
    // A minute and a half does not tell what never goes together.
    #expect(character.sheet.limits.forbiddenPairs.isEmpty)
    #expect(throws: CatalogError.self) { try draft.write(learnt, to: place) }
  }

  @Test(.enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func `a map goes with the character and is applied when it is loaded`() throws {
    let folder = try TemporaryFolder()
    let map = try folder.write(
      "{\"schema\":\"mien.rig-map/1\",\"bones\":{\"jaw\":\"HeadTop_End\"},\"channels\":{\"glee\":\"mouthSmileLeft\"}}",
      "m.json")
    let draft = try draft(map: map)
    let poses = ["a", "b", "c"].map { name in
      NamedPose(name: name, expression: ApprovedExpression(weights: ["glee": 1]))
    }
    let learnt = try CharacterLearning(draft.particulars, fromPoses: poses)
    let made = try draft.write(learnt, to: folder.url.appendingPathComponent("ada"))
    #expect(made.character.rig.humanoid[.jaw] != nil)
    #expect(made.character.rig.expressions.contains { $0.name == "glee" })
    #expect(made.character.sheet.expressions?.count == 3)
  }

  @Test(.enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func `ten seconds are refused with what is needed`() throws {
    let take = try CaptureFile.read(at: Shared.file("face-speech-livelink/take_first10s.csv"))
    #expect(throws: CharacterError.self) {
      try CharacterLearning(try draft().particulars, from: [take])
    }
  }

  @Test(arguments: ["\u{1B}[31m", "a\u{202E}b", "a\u{200B}", "a b", "", String(repeating: "a", count: 300)])
  func `an id that is none is refused as the argument before a file is read`(id: String) {
    let error = #expect(throws: CatalogError.self) {
      try CharacterDraft(
        id: id, licence: "x", evidence: .real, rigFile: URL(fileURLWithPath: "/gone/rig.glb"))
    }
    let said = error?.description ?? ""
    #expect(said.hasPrefix("NAME, the id of the character: ") && !said.contains("sheet"))
    #expect(said.unicodeScalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) })
  }

  @Test(.enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func `a fox cannot be learnt from faces`() throws {
    let draft = try CharacterDraft(
      id: "fox", licence: "x", evidence: .real, rigFile: Shared.file("rig-gltf-fox/Fox.glb"))
    let files = ["sad_MySlate_167_iPhone_cal.csv", "fearful_MySlate_161_iPhone_cal.csv"]
    let takes = try files.map { try CaptureFile.read(at: Shared.file("arkit-livelink-emotion/" + $0)) }
    let error = #expect(throws: CharacterError.self) {
      try CharacterLearning(draft.particulars, from: takes)
    }
    #expect(error?.description.contains("the rig has none of the takes'") == true)
  }
}

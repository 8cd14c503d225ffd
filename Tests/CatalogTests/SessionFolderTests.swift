import Catalog
import Characters
import Foundation
import Provenance
import Testing

@Suite struct SessionFolderTests {
  private func session(_ track: String) -> CharacterSheet.Session {
    CharacterSheet.Session(id: "01", role: .rehearsal, track: track)
  }

  private func perform(to place: URL) throws {
    let sheet = CharacterSheet(
      id: "ada", title: "Ada", licence: "CC0-1.0", evidence: .synthetic, rig: "ada.vrm",
      sessions: [session("sessions/01.track")])
    var folder = try SessionFolder(of: sheet, at: place)
    folder.add(sheet.sessions[0], packed: Data([1, 2]))
    try folder.add(sheet)
    try folder.write()
  }

  @Test func `tracks and sheet stand where the sheet has them`() throws {
    let above = try TemporaryFolder()
    let out = above.url.appendingPathComponent("out")
    try perform(to: out)
    #expect(try Data(contentsOf: out.appendingPathComponent("sessions/01.track")) == Data([1, 2]))
    #expect(try CharacterFolder.sheet(of: out).id == "ada")
    #expect(try FileManager.default.contentsOfDirectory(atPath: above.url.path) == ["out"])
  }

  @Test func `an earlier performance is replaced and anything else is left alone`() throws {
    let above = try TemporaryFolder()
    let out = above.url.appendingPathComponent("out")
    try perform(to: out)
    try perform(to: out)
    let rig = out.appendingPathComponent("ada.vrm")
    try Data([9]).write(to: rig)
    #expect(throws: CatalogError.self) { try perform(to: out) }
    #expect(try Data(contentsOf: rig) == Data([9]))
  }

  @Test func `a file that is no character is told so, with a slash or without`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# Notes", "notes.md")
    let paths = SearchPath(roots: [])
    let error = #expect(throws: CatalogError.self) { try paths.character(file.path) }
    #expect(error?.description.contains("it is no character") == true)
    #expect(throws: CatalogError.self) { try paths.character("no-such-name") }
  }

  @Test(arguments: [
    ("../evil.track", "sessions[0].track"), ("/tmp/evil.track", "sessions[0].track"),
    ("character.json", "sessions[0].track"), ("ada.vrm", "sessions[0].track"),
    ("a\\u0000b", "sessions[0].track"),
  ])
  func `a sheet is refused with file and field before anything it names is used`(
    track: String, place: String
  ) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      """
      {"schema":"mien.character/1","id":"ada","title":"Ada","licence":"CC0-1.0","evidence":"synthetic",
       "rig":"ada.vrm","sessions":[{"id":"01","role":"rehearsal","track":"\(track)"}]}
      """, "character.json")
    let error = #expect(throws: CatalogError.self) { try CharacterFolder.sheet(of: folder.url) }
    let says = error?.description ?? ""
    #expect(says.contains("character.json: \(place): "), "\(says)")
    #expect(throws: CatalogError.self) { try CharacterFolder(folder: folder.url) }
  }
}

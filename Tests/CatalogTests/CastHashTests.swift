import Catalog
import Characters
import Foundation
import Provenance
import Testing

@Suite("The hash of a cast")
struct CastHashTests {
  private static let bundled = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Corpora/Characters/pip")

  /// A copy of a bundled character that may be changed.
  private func copy() throws -> (above: TemporaryFolder, place: URL) {
    let above = try TemporaryFolder()
    let place = above.url.appendingPathComponent("pip")
    try FileManager.default.copyItem(at: Self.bundled, to: place)
    return (above, place)
  }

  private func hash(_ place: URL) throws -> ContentHash {
    try CharacterFolder(folder: place, withSessions: false).castHash()
  }

  @Test("it lives with held-out sessions and decoys' sessions, not with rehearsals and words of the sheet")
  func itLivesWithTheCast() throws {
    let (above, place) = try copy()
    defer { withExtendedLifetime(above) {} }
    let before = try hash(place)
    var sheet = try CharacterFolder.sheet(of: place)

    let rehearsal = try #require(sheet.sessions.first { $0.role == .rehearsal })
    let heldOut = try #require(sheet.sessions.first { $0.role == .heldOut })
    let decoy = try #require(sheet.decoys.first?.sessions.first)
    let original = try Data(contentsOf: place.appendingPathComponent(heldOut.track))

    sheet.title = "Somebody"
    try CharacterFolder.write(sheet, to: place)
    try original.write(to: place.appendingPathComponent(rehearsal.track))
    #expect(try hash(place) == before)

    let decoyBytes = try Data(contentsOf: place.appendingPathComponent(decoy.track))
    try original.write(to: place.appendingPathComponent(decoy.track))
    let withOtherDecoy = try hash(place)
    #expect(withOtherDecoy != before)
    try decoyBytes.write(to: place.appendingPathComponent(decoy.track))
    #expect(try hash(place) == before)

    try decoyBytes.write(to: place.appendingPathComponent(heldOut.track))
    #expect(try hash(place) != before)
    #expect(try hash(place) != withOtherDecoy)
  }

  @Test("the order in which the sheet names sessions and decoys is nothing")
  func orderIsNothing() throws {
    let (above, place) = try copy()
    defer { withExtendedLifetime(above) {} }
    let before = try hash(place)
    var sheet = try CharacterFolder.sheet(of: place)
    sheet.sessions.reverse()
    sheet.decoys.reverse()
    try CharacterFolder.write(sheet, to: place)
    #expect(try hash(place) == before)
  }

  @Test("a session that is gone is named")
  func aMissingSessionIsNamed() throws {
    let (above, place) = try copy()
    defer { withExtendedLifetime(above) {} }
    let sheet = try CharacterFolder.sheet(of: place)
    let heldOut = try #require(sheet.sessions.first { $0.role == .heldOut })
    let folder = try CharacterFolder(folder: place, withSessions: false)
    try FileManager.default.removeItem(at: place.appendingPathComponent(heldOut.track))
    let error = #expect(throws: CatalogError.self) { try folder.castHash() }
    #expect(error?.description.contains(heldOut.track) == true)
  }
}

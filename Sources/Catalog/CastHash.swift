import Characters
import Foundation
public import Provenance

extension CharacterFolder {
  /// Hash over the character's held-out sessions and its decoys' sessions: names, scripts and bytes.
  ///
  /// What is learnt from them depends on nothing else of the folder.
  ///
  /// - Throws: ``CatalogError`` naming the file that cannot be read.
  public func castHash() throws(CatalogError) -> ContentHash {
    let sheet = character.sheet
    let own = sheet.sessions.filter { $0.role == .heldOut }.map { (performer: sheet.id, entry: $0) }
    let decoys = sheet.decoys.flatMap { decoy in
      decoy.sessions.map { (performer: decoy.id, entry: $0) }
    }
    var hasher = ContentHasher()
    hasher.update(label: "character", Data(sheet.id.utf8))
    for (performer, entry) in (own + decoys).sorted(by: {
      ($0.performer, $0.entry.id) < ($1.performer, $1.entry.id)
    }) {
      hasher.update(label: "performer", Data(performer.utf8))
      hasher.update(label: "session", Data(entry.id.utf8))
      hasher.update(label: "recording", Data((entry.recording ?? "").utf8))
      hasher.update(
        label: "track",
        try StoredJSON.bytes(
          of: place.appendingPathComponent(entry.track),
          cure: "restore the session, or take it out of the sheet"))
    }
    return hasher.finish()
  }
}

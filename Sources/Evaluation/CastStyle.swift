public import Catalog
import Characters
import Provenance
public import Scoring

extension StyleReference {
  /// The style of a character among its decoys: from the cache, or else learnt from the folder and kept.
  ///
  /// Decoys' sessions are read only where there is something to learn; one that cannot be read leaves a reference that
  /// holds the reason, which scores then give. `nil` where the character has no held-out session.
  public init?(_ folder: CharacterFolder, cache: FittingCache = .standard) {
    guard !folder.character.heldOut.isEmpty else { return nil }
    do throws(CatalogError) {
      try self.init(reading: folder, cache: cache)
    } catch { self.init(hash: folder.contentHash.description, reason: error.description) }
  }

  private init(reading folder: CharacterFolder, cache: FittingCache) throws(CatalogError) {
    let sheet = folder.character.sheet
    let hash = try folder.castHash().description
    let key = StyleReference.key(hash)
    if let bytes = cache.bytes(for: key), let kept = StyleReference(cached: bytes, hash: hash) {
      self = kept
      return
    }
    var sessions = folder.character.heldOut.map { session in
      StyleCast.Session(
        performer: sheet.id, id: session.id, recording: session.recording, track: session.track)
    }
    for decoy in sheet.decoys {
      for session in try folder.sessions(of: decoy) {
        sessions.append(
          StyleCast.Session(
            performer: decoy.id, id: session.id, recording: session.recording, track: session.track))
      }
    }
    self.init(StyleCast(character: sheet.id, sessions: sessions), hash: hash)
    if let bytes = try? cached() { cache.keep(bytes, for: key) }
  }
}

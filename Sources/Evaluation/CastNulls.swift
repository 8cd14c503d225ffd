import Catalog
import Characters
import Foundation
import Motion
import Provenance
import Scoring

extension NullSource {
  /// The sessions of a character and of its nearest decoy, read again when they are wanted.
  ///
  /// What was measured in them is kept by the character's content, the logs of the conversations that they perform, and
  /// what it is held against.
  ///
  /// - Parameter structure: the body, as the validity gate looks at it.
  init(
    _ folder: CharacterFolder, conversations paths: SearchPath, structure: RigStructure? = nil,
    cache: FittingCache = .standard
  ) {
    let place = folder.place
    let sheet = folder.character.sheet
    let content = folder.contentHash
    let nearest = sheet.decoys.first(where: \.isNear) ?? sheet.decoys.first
    let performed = sheet.sessions.filter { $0.role == .heldOut } + (nearest?.sessions ?? [])
    self.init(
      key: {
        // A body adds what the validity gate finds in it.
        Self.key(content, performed.map(\.recording), paths) + (structure == nil ? "" : " body")
      }, cache: cache,
      read: {
        let folder = try CharacterFolder(folder: place)
        return NullScale.Material(
          heldOut: Self.evidence(folder.character.heldOut, as: sheet.id, paths, structure),
          nearest: Self.evidence(
            try nearest.map { try folder.sessions(of: $0) } ?? [], as: sheet.id, paths, structure))
      })
  }

  /// Sessions as takes. Several of one conversation are told apart like takes of several seeds.
  private static func evidence(
    _ sessions: [ReferenceSession], as id: String, _ paths: SearchPath, _ structure: RigStructure?
  ) -> [TakeEvidence] {
    var seen: [String: UInt64] = [:]
    return sessions.map { session in
      let recording = session.recording ?? session.id
      let repeated = seen[recording, default: 0]
      seen[recording] = repeated + 1
      return TakeEvidence(
        key: TakeKey(recording: recording, participant: id, seed: repeated),
        track: session.track, happened: Script(session.recording, as: id, paths).happened,
        duration: session.track.duration, structure: structure)
    }
  }

  /// Hash of the character and of the conversations' logs as they stand; one that is not found counts as such.
  private static func key(_ content: ContentHash, _ places: [String?], _ paths: SearchPath) -> String {
    var hasher = ContentHasher()
    hasher.update(label: "character", Data(content.description.utf8))
    var corpora: [String: Corpus?] = [:]
    for place in places {
      let parts = (place ?? "").split(whereSeparator: { $0 == ":" || $0 == "/" }).map(String.init)
      hasher.update(label: "place", Data((place ?? "").utf8))
      guard parts.count == 3 else { continue }
      let corpus = corpora[parts[0]] ?? (try? paths.corpus(parts[0]))
      corpora[parts[0]] = corpus
      guard let corpus, let entry = try? corpus.entry(parts[1]),
        let log = try? Data(contentsOf: corpus.place(entry.log))
      else { continue }
      hasher.update(label: "log", log)
    }
    return hasher.finish().description
  }
}

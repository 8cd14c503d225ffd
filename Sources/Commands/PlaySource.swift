import Catalog
import Characters
import Foundation
import Motion
import Rigging
import RunStore
import Runs
import Scoring

/// What a user wants to see played: a take of a run, a session of a character, or a track file.
struct PlaySource {
  /// The motion.
  var track: Track
  /// Whose it is.
  var subject: String
  /// The body that goes with it, where one is known.
  var rig: Rig?

  /// Finds the motion.
  ///
  /// - Parameters:
  ///   - text: `RUN:RECORDING/PARTICIPANT[@SEED]`, `CHARACTER:SESSION`, or the path of a `.track` file.
  ///   - character: Where the run's character is, if it was moved; for a track file, whose motion it is.
  init(_ text: String, store: StoreOptions, character: String?) throws {
    if text.hasSuffix(".track") {
      let file = URL(fileURLWithPath: text)
      track = try TrackFile.read(at: file)
      subject = file.deletingPathExtension().lastPathComponent
      if let character {
        let folder = try Workbench.searchPath.character(character)
        (subject, rig) = (folder.character.id, folder.character.rig)
      }
      return
    }
    if text.contains("/") {
      let reference = try TakeReference(text)
      guard let run = reference.run else { throw PlaySourceError.noRun(text) }
      let archive = try store.archive()
      let summary = try archive.find(run)
      let key = try archive.find(reference, in: summary.id).key
      track = try archive.track(of: key, in: summary.id)
      subject = key.participant
      rig = try RunGround(archive: archive, run: summary, characterOption: character).character().character
        .rig
      return
    }
    guard let colon = text.lastIndex(of: ":") else { throw PlaySourceError.unknown(text) }
    let folder = try Workbench.searchPath.character(character ?? String(text[..<colon]))
    let id = text[text.index(after: colon)...]
    guard let session = folder.character.sessions.first(where: { $0.id == id }) else {
      throw PlaySourceError.noSession(
        character: folder.character.id, id: String(id), known: folder.character.sessions.map(\.id))
    }
    (track, subject, rig) = (session.track, folder.character.id, folder.character.rig)
  }
}

/// Why there is nothing to play.
enum PlaySourceError: Error, CustomStringConvertible {
  case unknown(String)
  case noRun(String)
  case noSession(character: String, id: String, known: [String])

  var description: String {
    switch self {
    case .unknown(let text):
      "'\(text)' is no take; write RUN:RECORDING/PARTICIPANT, CHARACTER:SESSION, or the path of a .track file"
    case .noRun(let text): "'\(text)' names no run; write RUN:\(text)"
    case .noSession(let character, let id, let known):
      "\(character) has no session '\(id)'; "
        + (known.isEmpty ? "it has none" : "there are \(known.prefix(12).joined(separator: ", "))")
    }
  }
}

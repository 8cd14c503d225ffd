import ArgumentParser
import Catalog
import Characters
import Conversation
import Foundation
import Motion
import Performer

/// `mien character perform`.
struct CharacterPerformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perform", abstract: "Make a character's synthetic reference sessions again from its sheet.",
    discussion: """
      Each session of the sheet and of its decoys that names a recording and a seed is performed by a program that \
      knows the whole conversation; the same build gives the same bytes. Sessions recorded from people are left \
      alone. DIR becomes a folder like the character's: tracks where the sheet has them, and beside them \
      character.json with signature and speed limits measured from the sessions. It is written as a whole when all \
      is performed; one that an earlier performance of the sheet left is replaced.

      Example: mien character perform nova --out out/nova
      """)

  @Argument(help: "A character, by name or path of its folder.", completion: .directory) var character: String
  @Option(help: "Folder for tracks and sheet.", completion: .directory) var out: String
  @OptionGroup var quiet: QuietOptions

  func run() throws {
    let paths = Workbench.searchPath
    var sheet = try CharacterFolder.sheet(of: try paths.folder(of: .character, character))
    var folder = try SessionFolder(of: sheet, at: URL(fileURLWithPath: out))
    let tracks = try perform(sheet.sessions, sheet: sheet, paths: paths, into: &folder)
    var decoyed = 0
    for decoy in sheet.decoys {
      let made = try perform(
        decoy.sessions, sheet: decoy.sheet(of: sheet), paths: paths, into: &folder, isDecoy: true)
      decoyed += made.count
    }
    if tracks.count == sheet.sessions.count, !tracks.isEmpty {
      sheet.measure(tracks)
      try folder.add(sheet)
    }
    try Workbench.stopIfInterrupted()
    if !tracks.isEmpty || decoyed > 0 { try folder.write() }
    Console.print("\(out): \(tracks.count) sessions, \(decoyed) of decoys, synthetic")
  }

  private func perform(
    _ sessions: [CharacterSheet.Session], sheet: CharacterSheet, paths: SearchPath,
    into folder: inout SessionFolder, isDecoy: Bool = false
  ) throws -> [Track] {
    var tracks: [Track] = []
    for session in sessions {
      try Workbench.stopIfInterrupted()
      guard let place = session.recording, let seed = session.seed else {
        Console.complain("session \(session.id): the sheet names no recording and seed, so it is left alone")
        continue
      }
      let (corpus, recording, participant) = try Self.parts(of: place, session: session.id)
      let conversation = try paths.corpus(corpus).recording(recording)
      let length = session.seconds.flatMap { MediaTime(seconds: $0) } ?? conversation.duration
      let track = try ReferencePerformer.perform(
        recording: conversation, participant: participant, sheet: sheet, seed: seed, length: length,
        withFingers: !isDecoy)
      folder.add(session, packed: try TrackFile.write(track, file: session.track))
      if !quiet.quiet { Console.complain("\(session.track): \(place), seed \(seed)") }
      tracks.append(track)
    }
    return tracks
  }

  /// `CORPUS:RECORDING/PARTICIPANT`, as sheets write it.
  private static func parts(of place: String, session: String) throws -> (String, String, String) {
    let pieces = place.split(separator: ":", maxSplits: 1)
    let names = pieces.count == 2 ? pieces[1].split(separator: "/") : []
    guard names.count == 2 else {
      throw CatalogError.refused(
        what: "session '\(session)'",
        reason: "recording '\(place)' is not of the form CORPUS:RECORDING/PARTICIPANT",
        cure: "correct the sheet")
    }
    return (String(pieces[0]), String(names[0]), String(names[1]))
  }
}

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
      Each session of the sheet that names a recording and a seed is performed by a program that knows the whole \
      conversation; the same build gives the same bytes. Sessions recorded from people are left alone.

      Example: mien character perform nova --out out/sessions
      """)

  @Argument(help: "A character, by name or path of its folder.", completion: .directory) var character: String
  @Option(help: "Folder for the tracks.", completion: .directory) var out: String
  @OptionGroup var quiet: QuietOptions

  func run() throws {
    let paths = Workbench.searchPath
    let sheet = try CharacterFolder.sheet(of: try paths.folder(of: .character, character))
    var made = 0
    for session in sheet.sessions {
      guard let place = session.recording, let seed = session.seed else {
        Console.complain("session \(session.id): the sheet names no recording and seed, so it is left alone")
        continue
      }
      let (corpus, recording, participant) = try Self.parts(of: place, session: session.id)
      let conversation = try paths.corpus(corpus).recording(recording)
      let length = session.seconds.flatMap { MediaTime(seconds: $0) } ?? conversation.duration
      let track = try ReferencePerformer.perform(
        recording: conversation, participant: participant, sheet: sheet, seed: seed, length: length)
      let file = URL(fileURLWithPath: out).appendingPathComponent(
        URL(fileURLWithPath: session.track).lastPathComponent)
      try AtomicFile.write(try TrackFile.write(track, file: file.path), to: file)
      if !quiet.quiet { Console.complain("\(session.id): \(place), seed \(seed)") }
      made += 1
    }
    Console.print("\(out): \(made) sessions, synthetic")
  }

  /// `CORPUS:RECORDING/PARTICIPANT`, as sheets write it.
  private static func parts(of place: String, session: String) throws -> (String, String, String) {
    let pieces = place.split(separator: ":", maxSplits: 1)
    let names = pieces.count == 2 ? pieces[1].split(separator: "/") : []
    guard names.count == 2 else {
      throw ValidationError(
        "session \(session): '\(place)' is not of the form CORPUS:RECORDING/PARTICIPANT; correct the sheet")
    }
    return (String(pieces[0]), String(names[0]), String(names[1]))
  }
}

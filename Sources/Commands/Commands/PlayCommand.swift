import ArgumentParser
import Catalog
import Characters
import Foundation
import LiveHost
import Motion
import Reporting
import Rigging
import RunStore
import Runs

/// `mien play`.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play a take in real time to a program that listens.",
    discussion: """
      TAKE is RUN:RECORDING/PARTICIPANT[@SEED], a session of a character CHARACTER:SESSION, or a .track file. \
      --to vmc://HOST:PORT speaks the VMC protocol (bones=original|normalised, names=vrm0|vrm1|arkit behind a \
      question mark): ARKit shapes go out with the VRM presets that they tell, but for names=arkit, and a .track file \
      needs --rig. --to livelink://HOST:PORT sends Live Link Face packets (subject=NAME), --to mien://HOST:PORT our \
      own (grade=fine|tight|visual, profile=lossy|reliable); several are served at once. \
      Datagrams leave this machine only where a URL names another host. No sound is played. Ctrl-C ends it.

      Example: mien play speech:joke/nova --to vmc://127.0.0.1:39539 --to livelink://127.0.0.1:11111
      """)

  @Argument(help: "A take, a session or a track file.", completion: .file()) var take: String
  @Option(help: ArgumentHelp("A receiver; may be repeated.", valueName: "url")) var to: [String]
  @Option(help: "Begin at this second.") var from: Double = 0
  @Option(help: "End at this second.") var until: Double?
  @Option(help: "Times as fast.") var speed: Double = 1
  @Option(help: "Play so often.") var loop: Int = 1
  @Option(
    help: "The body whose bones are sent, as a .track file to vmc needs: .glb, .vrm or .gltf.",
    completion: .file()) var rig: String?
  @Option(help: "Where the run's character is, if it was moved.", completion: .directory) var character:
    String?
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard !to.isEmpty else {
      throw ValidationError("give a receiver with --to, such as vmc://127.0.0.1:39539")
    }
    guard from.isFinite, from >= 0, until.map({ $0.isFinite && $0 > from }) ?? true else {
      throw ValidationError("--from and --until are seconds from 0 on, one after the other")
    }
    guard speed.isFinite, speed >= 0.01, speed <= 100 else {
      throw ValidationError("--speed must lie in 0.01...100")
    }
    guard (1...1_000_000).contains(loop) else { throw ValidationError("--loop must lie in 1...1000000") }
    _ = try targets()
  }

  private func targets() throws -> [PlayTarget] {
    try to.map { text in
      do { return try PlayTarget(text) } catch { throw ValidationError("--to \(error)") }
    }
  }

  func run() throws {
    let targets = try targets()
    var source = try PlaySource(take, store: store, character: character)
    if let rig { source.rig = try Workbench.searchPath.character(rig, withSessions: false).character.rig }
    let track = source.track
    let outputs = try targets.map { target in
      TrackPlayer.Output(
        name: target.description,
        sender: try target.sender(
          layout: track.layout, rate: track.rate, rig: source.rig, subject: source.subject),
        socket: try .sending(to: target.host, port: target.port, name: target.description))
    }
    var player = try TrackPlayer(
      track, from: from, until: until, speed: speed, loops: loop, outputs: outputs)
    Console.complainLine(
      "playing \(player.frameCount) frames to \(targets.map(\.description).joined(separator: ", ")); no sound"
    )
    let interruption = Workbench.interruption
    let report = try player.run { interruption.isRaised }
    try print(report)
    if report.frames < report.planned { throw ExitCode(CommandRunner.interrupted) }
  }

  private func print(_ report: PlayReport) throws {
    for output in report.outputs {
      for note in output.notes { Console.complainLine("note: \(output.name): \(note)") }
      if !output.dropped.isEmpty {
        Console.complainLine("note: \(output.name): no place for \(output.dropped.joined(separator: ", "))")
      }
      if output.unheard > 0 {
        Console.complainLine("note: \(output.name): nobody listened to \(output.unheard) datagrams")
      }
      if output.full > 0 {
        Console.complainLine("note: \(output.name): the system had no room for \(output.full) datagrams")
      }
    }
    if format.format == .json {
      try JSONOutput.print(PlayItem(report))
      return
    }
    var table = Table(columns: [
      .text("to", "to"), .number("frames", "frames"), .number("datagrams", "datagrams"),
      .number("bytes", "bytes"), .number("bytes_per_second", "bytes/s"),
      .number("late", "late"), .number("largest_ms", "largest lateness [ms]"),
    ])
    for output in report.outputs {
      table.append([
        .text(output.name), .integer(report.frames), .integer(output.datagrams), .integer(output.bytes),
        .number(report.seconds > 0 ? Double(output.bytes) / report.seconds : 0, digits: 0),
        .integer(report.late), .number(report.largestLateness * 1000, digits: 2),
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}

import ArgumentParser
import Reporting
import Runs
import RunStore

/// `mien store gc`.
struct StoreGCCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Let go of what nothing leads to, and pack the file.",
    discussion: """
      Runs that were opened and have neither take nor name nor a place in an experiment go. --drop lets whole runs go, \
      --drop-tracks their tracks only: scores, measurements and hashes stay. --dry-run says what would go.

      Example: mien store gc --dry-run --store out/m.sqlite
      """)

  @Option(help: ArgumentHelp("A run that goes; may be repeated.", valueName: "run")) var drop: [String] = []
  @Option(help: ArgumentHelp("A run whose tracks go; may be repeated.", valueName: "run"))
  var dropTracks: [String] = []
  @Flag(help: "Say what would go, and leave it.") var dryRun = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  struct Report: Encodable {
    var schema = "mien.store-gc/1"
    var dryRun: Bool
    var gone: StoreCollection
  }

  func run() throws {
    // A store that is not there must not be made to be packed.
    _ = try store.archive()
    let archive = try store.writableArchive()
    let gone = try archive.collect(
      dropping: try drop.map { try archive.find($0).id },
      tracksOf: try dropTracks.map { try archive.find($0).id },
      isTrial: dryRun)
    guard format.format != .json else { return try JSONOutput.print(Report(dryRun: dryRun, gone: gone)) }
    let goes = dryRun ? "would go" : "went"
    for run in gone.emptyRuns { Console.print("\(run) \(goes): it has no take") }
    for run in gone.droppedRuns { Console.print("\(run) \(goes)") }
    if gone.tracks > 0 { Console.print("\(Counted.words(gone.tracks, "track")) \(goes), scores stay") }
    Console.print(
      dryRun
        ? "\(archive.path): \(gone.bytesBefore) bytes"
        : "\(archive.path): \(gone.bytesBefore) bytes before, \(gone.bytesAfter) now")
  }
}

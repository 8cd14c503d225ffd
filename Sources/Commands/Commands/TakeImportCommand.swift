import ArgumentParser
import Catalog
import Conversation
import Evaluation
import Formats
import Foundation
import Motion
import Provenance
import Reporting
import Scoring

/// `mien take import`.
struct TakeImportCommand: ParsableCommand {
  /// Layouts of files.
  enum Layout: String, CaseIterable, ExpressibleByArgument {
    case livelink
  }

  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Score animation that another system made, as the run external:NAME.",
    discussion: """
      DIR holds one Live Link Face CSV per recording and participant, named RECORDING.csv where a recording has one \
      character, else RECORDING_PARTICIPANT.csv or RECORDING/PARTICIPANT.csv. Row one is session time zero. Missing, \
      surplus and wrong-length files are listed; a take without a usable file counts as failed.

      Example: mien take import theirs/ --corpus parlor --character nova --name theirs --layout livelink
      """)

  /// A file may differ from its recording by so much.
  static let lengthTolerance = 0.5

  @Argument(help: "Folder of the files.", completion: .directory) var folder: String
  @Option(help: "The corpus that the takes belong to, by name or path.", completion: .directory) var corpus:
    String
  @Option(help: "The character, by name or path.", completion: .directory) var character: String
  @Option(help: "Name of the system; the run is external:NAME.") var name: String
  @Option(help: "Layout of the files: livelink.") var layout: Layout
  @Option(help: "Only this recording; may be repeated.") var recording: [String] = []
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    let allowed = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
    guard !name.isEmpty, allowed else {
      throw ValidationError("--name may hold letters, digits, '-', '.' and '_' only")
    }
  }

  func run() throws {
    let paths = Workbench.searchPath
    var plan = EvaluationPlan(
      corpus: try paths.corpus(corpus),
      cast: EvaluationPlan.Cast(try paths.character(character), conversations: paths), seeds: [0])
    if !recording.isEmpty {
      for id in recording { _ = try plan.corpus.entry(id) }
      plan.recordings = plan.recordings.filter(recording.contains)
    }
    let archive = try store.writableArchive()
    let job = ExternalTakes(plan, archive: archive)
    let keys = try job.expected()
    var files = try Self.files(in: URL(fileURLWithPath: folder))
    var takes: [ExternalTakes.Imported] = []
    var failures: [TakeKey: String] = [:]
    var notes: [String] = []
    for key in keys {
      let alone = keys.count { $0.recording == key.recording } == 1
      let names =
        ["\(key.recording)_\(key.participant)", "\(key.recording)/\(key.participant)"]
        + (alone ? [key.recording] : [])
      guard let used = names.first(where: { files[$0] != nil }), let file = files.removeValue(forKey: used)
      else {
        failures[key] = "missing: no \(names.map { $0 + ".csv" }.joined(separator: " or ")) in \(folder)"
        continue
      }
      do {
        let bytes = try Data(contentsOf: file)
        let resampled = try LiveLinkTake(bytes, file: file.path).resampled(to: plan.rate)
        let length = resampled.track.duration.seconds
        let wanted = try plan.corpus.entry(key.recording).duration
        guard abs(length - wanted) <= Self.lengthTolerance else {
          failures[key] =
            "wrong length: \(file.path) has \(Self.text(length)) s, the recording \(Self.text(wanted)) s"
          continue
        }
        notes += resampled.notes.map { "\(file.lastPathComponent): \($0)" }
        takes.append(
          ExternalTakes.Imported(
            recording: key.recording, participant: key.participant, track: resampled.track,
            contentHash: ContentHash(of: bytes)))
      } catch let error as FormatsError {
        failures[key] = error.description
      }
    }
    guard !takes.isEmpty else {
      throw TakeImportError.nothingUsable(folder: folder, first: failures.values.sorted().first)
    }
    let run = try job.store(takes, failures: failures, name: name)
    for note in notes { Console.complain("note: \(note)") }
    for (key, reason) in failures.sorted(by: { $0.key < $1.key }) { Console.complain("\(key): \(reason)") }
    for surplus in files.values.map(\.path).sorted() {
      Console.complain("surplus: \(surplus) belongs to no take")
    }
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.runs/1"
        var runs: [RunItem]
      }
      try JSONOutput.print(Result(runs: [try RunItem(run)]))
    } else {
      Console.print(RunTable.table([run]).rendered(as: format.format, width: Console.width))
    }
    if !failures.isEmpty { throw ExitCode(CommandRunner.partlyFailed) }
  }

  private static func text(_ seconds: Double) -> String { NumberText.fixed(seconds, digits: 2) ?? "?" }

  /// CSV files by their path below the folder, without ending.
  private static func files(in folder: URL) throws -> [String: URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw TakeImportError.noFolder(folder.path)
    }
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return Dictionary(
      names.filter { $0.lowercased().hasSuffix(".csv") }.sorted().map {
        (String($0.dropLast(4)), folder.appendingPathComponent($0))
      }
    ) { first, _ in first }
  }
}

/// Why no take could be imported.
enum TakeImportError: Error, CustomStringConvertible {
  case noFolder(String)
  case nothingUsable(folder: String, first: String?)

  var description: String {
    switch self {
    case .noFolder(let path): "\(path): no such folder; give the folder that holds the CSV files"
    case .nothingUsable(let folder, let first):
      "\(folder): no file could be used; \(first ?? "the corpus has no takes")"
    }
  }
}

public import ArgumentParser
import Catalog
import Characters
import Conversation
import Evaluation
public import Formats
import Foundation
import Motion
import Provenance
import Reporting
import Rigging
import Scoring

/// `mien take import`.
struct TakeImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring in animation that another system made: as a scored run, or as a track.",
    discussion: """
      With --corpus the files become the run external:NAME. PATHs hold one set of files per recording and participant, \
      named RECORDING.ENDING where a recording has one character, else RECORDING_PARTICIPANT.ENDING or \
      RECORDING/PARTICIPANT.ENDING; a face (.csv) and a body (.bvh) of one name are laid together. Frame 0 is session \
      time zero, and times that files carry count from it: before a later start the first pose is held, and what lies \
      before zero is left out (Live Link's times of day count from their first row). Missing, surplus and wrong-length files are listed; a take without a usable file counts as failed.

      Without --corpus one take is converted: --out FILE.track, at its own rate unless --rate says otherwise.

      --layout says how files are read (see 'mien take layouts'), and may be repeated for files of other endings; \
      without it endings and beginnings tell, and what 'mien export' wrote (json, csv, npz, packed, arkit-json …) comes \
      back as it was. An own layout of arrays is given by its path. What was found, assumed and left out \
      (unit, axes, rates, resampling) is printed as notes; stepped motion stays stepped.

      Example: mien take import theirs/ --corpus parlor --character nova --name theirs --layout livelink
      """)

  /// A file may differ from its recording by so much.
  static let lengthTolerance = 0.5

  @Argument(help: "Folders of files, or files.", completion: .file()) var path: [String]
  @Option(help: "The corpus that the takes belong to, by name or path.", completion: .directory) var corpus:
    String?
  @Option(help: "The character, by name or path.", completion: .directory) var character: String?
  @Option(help: "Name of the system; the run is external:NAME.") var name: String?
  @Option(help: "How files are read: a name of 'take layouts' or a layout file; may be repeated.")
  var layout: [String] = []
  @Option(
    help: ArgumentHelp("What joints and weights of the files mean, a rig map.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var map: String?
  @Option(help: "Frames a second of files that do not tell; times that they carry must keep to it.")
  var fps: Double?
  @Option(help: "Frames a second of the track, without --corpus.") var rate: Double?
  @Option(
    help:
      "Unit of lengths in BVH and arrays: m, cm, mm, in or ft (default: found from the skeleton, or the layout's)."
  )
  var unit: LengthUnit?
  @Option(help: "The clip, by name or number, of files that hold several.") var clip: String?
  @Option(help: "The track to write, without --corpus.", completion: .file(extensions: ["track"]))
  var out: String?
  @Option(help: "Only this recording; may be repeated.") var recording: [String] = []
  @OptionGroup var own: MetricOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if corpus == nil {
      guard out != nil else {
        throw ValidationError("give --corpus, --character and --name for a run, or --out for a track")
      }
      guard name == nil, recording.isEmpty, own.metrics == nil else {
        throw ValidationError("--name, --recording and --metrics go with --corpus")
      }
    } else {
      guard out == nil, rate == nil else { throw ValidationError("--out and --rate go without --corpus") }
      guard let name, character != nil else {
        throw ValidationError("--corpus goes with --character and --name")
      }
      let allowed = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
      guard !name.isEmpty, allowed else {
        throw ValidationError("--name may hold letters, digits, '-', '.' and '_' only")
      }
    }
    for (option, value) in [("--fps", fps), ("--rate", rate)] {
      guard value.map({ TakeFile.rate($0) != nil }) ?? true else {
        throw ValidationError("\(option) must lie in 1...1000")
      }
    }
  }

  func run() throws {
    let layouts =
      layout.isEmpty
      ? TakeFileLayout.offered.map(\.layout)
      : try layout.map { try TakeFileLayout($0, forms: TakeFileLayout.offered) }
    let shelf = try TakeShelf(path, layouts: layouts)
    let folder = try character.map { try Workbench.searchPath.character($0) }
    var options = TakeFile.Options(
      statedRate: fps.flatMap(TakeFile.rate),
      map: try map.map { try RigMapFile.read(at: URL(fileURLWithPath: $0)) }, clip: clip, unit: unit)
    if let rig = folder?.character.rig, let hips = rig.humanoid[.hips] {
      options.hipHeight = try PosedRig(rig).position(of: hips).y
    }
    if let corpus, let folder, let name {
      try score(shelf, options, corpus: corpus, folder: folder, name: name)
    } else if let out {
      options.rate = rate.flatMap(TakeFile.rate)
      try convert(shelf, options, to: out)
    }
  }

  /// One take as a track.
  private func convert(_ shelf: TakeShelf, _ options: TakeFile.Options, to out: String) throws {
    let items = shelf.all
    guard !items.isEmpty else {
      throw TakeImportError.nothingUsable(
        paths: path, first: "nothing there ends in \(shelf.endings.joined(separator: ", "))")
    }
    guard items.count <= 8 else { throw TakeImportError.several(items.map(\.file.lastPathComponent)) }
    // Files of unlike rates are brought to the first one's.
    var options = options
    if items.count > 1, options.rate == nil {
      options.rate = try TakeShelf.read([items[0]], options: options).take.track.rate
    }
    try Workbench.stopIfInterrupted()
    let take = try TakeShelf.read(items, options: options).take
    try Workbench.stopIfInterrupted()
    try AtomicFile.write(try TrackFile.write(take.track, file: out), to: URL(fileURLWithPath: out))
    Self.tell(take.notes)
    let track = take.track
    let channels = track.layout.channels
    func count(_ kind: Channel.Kind) -> Int { channels.count { $0.kind == kind } }
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.take-import/1"
        var file: String
        var frames: Int
        var fps: Double
        var seconds: Double
        var channels: [String]
        var notes: [String]
      }
      try JSONOutput.print(
        Result(
          file: out, frames: track.frameCount, fps: track.rate.framesPerSecond,
          seconds: track.duration.seconds, channels: channels.map(\.name),
          notes: take.notes.map(\.description)))
      return
    }
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    table.append([.text("file"), .text(out)])
    let fps = Self.text(track.rate.framesPerSecond)
    table.append([
      .text("frames"),
      .text("\(track.frameCount) at \(fps) a second, \(Self.text(track.duration.seconds)) s"),
    ])
    table.append([.text("rotations"), .integer(count(.rotation))])
    table.append([.text("displacements"), .integer(count(.translation))])
    let known = channels.count { $0.kind == .weight && ARKit.canonicalName(for: $0.name) != nil }
    table.append([.text("weights"), .text("\(count(.weight)), \(known) of them ARKit's")])
    if count(.angle) > 0 { table.append([.text("gaze angles"), .integer(count(.angle))]) }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }

  /// All takes of a corpus as a run.
  private func score(
    _ shelf: TakeShelf, _ options: TakeFile.Options, corpus: String, folder: CharacterFolder, name: String
  ) throws {
    let paths = Workbench.searchPath
    var plan = EvaluationPlan(
      corpus: try paths.corpus(corpus), cast: EvaluationPlan.Cast(folder, conversations: paths), seeds: [0])
    if !recording.isEmpty {
      for id in recording { _ = try plan.corpus.entry(id) }
      plan.recordings = plan.recordings.filter(recording.contains)
    }
    try own.join(&plan, plugins: [], quiet: false) { Console.complainLine("note: \($0): \($1)") }
    let archive = try store.writableArchive()
    let job = ExternalTakes(plan, archive: archive)
    var options = options
    options.rate = plan.rate
    var shelf = shelf
    var takes: [ExternalTakes.Imported] = []
    var failures: [TakeKey: String] = [:]
    var notes: [ImportNote] = []
    let keys = try job.expected()
    for key in keys {
      try Workbench.stopIfInterrupted()
      let alone = keys.count { $0.recording == key.recording } == 1
      let names =
        ["\(key.recording)_\(key.participant)", "\(key.recording)/\(key.participant)"]
        + (alone ? [key.recording] : [])
      guard let items = shelf.take(names) else {
        let ending = shelf.endings.count == 1 ? shelf.endings[0] : "(\(shelf.endings.joined(separator: "|")))"
        let wanted = names.map { "\($0).\(ending)" }.joined(separator: " or ")
        failures[key] = "missing: no \(wanted) in \(path.joined(separator: " "))"
        continue
      }
      do {
        let (take, bytes) = try TakeShelf.read(items, options: options)
        // Where a take begins may be why its length is wrong.
        notes += take.notes
        let length = take.track.duration.seconds
        let wanted = try plan.corpus.entry(key.recording).duration
        guard abs(length - wanted) <= Self.lengthTolerance else {
          failures[key] =
            "wrong length: \(items[0].file.path) has \(Self.text(length)) s, the recording \(Self.text(wanted)) s"
          continue
        }
        takes.append(
          ExternalTakes.Imported(
            recording: key.recording, participant: key.participant, track: take.track,
            contentHash: ContentHash(of: bytes)))
      } catch let error as FormatsError {
        failures[key] = error.description
      }
    }
    guard !takes.isEmpty else {
      throw TakeImportError.nothingUsable(paths: path, first: failures.values.sorted().first)
    }
    try Workbench.stopIfInterrupted()
    let run = try job.store(takes, failures: failures, name: name)
    Self.tell(notes)
    for (key, reason) in failures.sorted(by: { $0.key < $1.key }) {
      Console.complainLine("\(key): \(reason)")
    }
    for surplus in shelf.all.map(\.file.path).sorted() {
      Console.complainLine("surplus: \(surplus) belongs to no take")
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

  /// Prints notes with the names of their files; a file is called by its whole path where another has its name.
  private static func tell(_ notes: [ImportNote]) {
    let paths = Set(notes.map(\.place))
    let names = Dictionary(grouping: paths) { URL(fileURLWithPath: $0).lastPathComponent }
    for var note in notes {
      let name = URL(fileURLWithPath: note.place).lastPathComponent
      if note.place.hasPrefix("/"), names[name]?.count == 1 { note.place = name }
      Console.complainLine("note: \(note)")
    }
  }

  private static func text(_ number: Double) -> String { NumberText.fixed(number, digits: 2) ?? "?" }
}

extension LengthUnit: ExpressibleByArgument {}

/// Why no take could be imported.
enum TakeImportError: Error, CustomStringConvertible {
  case nothingUsable(paths: [String], first: String?)
  case several([String])

  var description: String {
    switch self {
    case .nothingUsable(let paths, let first):
      "\(paths.joined(separator: " ")): no file could be used; \(first ?? "the corpus has no takes")"
    case .several(let files):
      "\(files.count) files (\(files.prefix(3).joined(separator: ", ")) …) are no single take; give the files of one, "
        + "or --corpus for a run"
    }
  }
}

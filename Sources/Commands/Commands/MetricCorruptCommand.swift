import ArgumentParser
import Catalog
import Characters
import Evaluation
import Foundation
import Motion
import Provenance
import Reporting
import Runs
import Scoring
import StrategyHost

/// `mien metric corrupt`.
struct MetricCorruptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corrupt", abstract: "Spoil good motion in twenty ways and see whether each score notices.",
    discussion: """
      Good motion are pieces of a character's rehearsal sessions, which no score was held against; with --corpus also \
      the takes of strategies over its recordings. Each is spoilt in every way (constant pose, noise, another script, \
      another character …), and each cell shows what is expected (+ rises, - falls, 0 stays, · nothing), what was seen, \
      and the distance in standard deviations of the good clips; from 2 on it counts as moved, ✗ marks a claim that \
      does not hold. Takes of strategies are shown for information: what a strategy does not do cannot be spoilt. The \
      strategy 'natural' stands for the corpus' own recorded performances.

      Ends with 1 when a claim about a character's own sessions or about recorded performances fails that is not listed as known, or when one that is \
      listed holds. --character takes names or folders, so also characters learnt from captures.

      Example: mien metric corrupt --character nova --corpus parlor --strategy speech
      """)

  @Option(help: ArgumentHelp("Characters, separated by commas.", valueName: "names"))
  var character: String
  @Option(help: ArgumentHelp("Corpus whose takes are spoilt too.", valueName: "name"), completion: .directory)
  var corpus: String?
  @Option(help: ArgumentHelp("Strategies that make those takes, separated by commas.", valueName: "ids"))
  var strategy: String = "speech"
  @Option(help: "Frames per second of those takes, a whole number or a fraction such as 30000/1001.")
  var fps: String = "60"
  @Option(help: "Seed of noise and of the takes.") var seed: UInt64 = 1
  @Option(help: "Clips measured at the same time.") var jobs: Int = 1
  @Option(
    help: ArgumentHelp(
      "More cells that are known not to hold: JSON, a list of {character, corruption, column, reason}.",
      valueName: "file"), completion: .file(extensions: ["json"]))
  var known: String?
  @Option(
    help: ArgumentHelp("Write the table as a page of Markdown.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var out: String?
  @Flag(help: "Add the tables to the page that --out names, where there is one.") var append = false
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var quiet: QuietOptions

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs must lie in 1...256") }
    guard !Self.list(character).isEmpty else { throw ValidationError("--character names no character") }
    _ = try RateText.rate(fps, option: "--fps")
    guard !append || out != nil else { throw ValidationError("--append goes with --out") }
    guard corpus == nil || !Self.list(strategy).isEmpty else {
      throw ValidationError("--strategy names no strategy")
    }
  }

  func run() throws {
    let known = try knownFailures()
    var sections: [(folder: CharacterFolder, reports: [CorruptionReport])] = []
    var isFaulty = false
    for name in Self.list(character) {
      let folder = try Workbench.searchPath.character(name)
      let reports = try reports(of: folder, known: known)
      let judged = reports.filter { $0.isJudged }
      if judged.contains(where: { !$0.newFailures.isEmpty || !$0.outlived.isEmpty }) { isFaulty = true }
      sections.append((folder, reports))
    }
    if let out {
      let page = CorruptionPage(
        sections.map { section in
          let sheet = section.folder.character.sheet
          return .init(
            title: sheet.title, evidence: sheet.evidence.rawValue, licence: sheet.licence,
            reports: section.reports)
        })
      let file = URL(fileURLWithPath: out)
      if append, let before = try? Data(contentsOf: file) {
        try AtomicFile.write(before + Data(page.sectionsMarkdown.utf8), to: file)
      } else {
        try AtomicFile.write(Data(page.markdown.utf8), to: file)
      }
    }
    switch format.format {
    case .json, .csv, .tsv:
      Console.print(CorruptionReport.cells(of: sections.flatMap(\.reports), format.format))
    default:
      for report in sections.flatMap(\.reports) {
        Console.print(report.text(format.format, width: Console.width))
      }
    }
    if isFaulty { throw ExitCode(CommandRunner.failed) }
  }

  private func reports(
    of folder: CharacterFolder, known: [CorruptionReport.Known]
  ) throws -> [CorruptionReport] {
    let paths = Workbench.searchPath
    let id = folder.character.id
    let cast = EvaluationPlan.Cast(folder, conversations: paths)
    try Workbench.stopIfInterrupted()
    let clips = try CorruptionClips(folder, reference: cast.reference, conversations: paths)
    var reports = [
      CorruptionReport(
        subject: "\(id): own sessions", origin: clips.origin,
        matrix: try trial(clips.material, "\(id), own sessions"),
        known: Self.entries(of: id, in: known), isJudged: true)
    ]
    guard let corpus else { return reports }
    let plan = EvaluationPlan(
      corpus: try paths.corpus(corpus), cast: cast, seeds: [seed],
      rate: try RateText.rate(fps, option: "--fps"), jobs: jobs)
    let shelf = plugins.shelf
    for strategy in Self.list(strategy) {
      let interruption = Workbench.interruption
      let batch = Batch(plan, archive: MemoryArchive(), isInterrupted: { interruption.isRaised })
      let run: String
      if strategy == Batch.Beside.natural {
        guard let natural = try batch.natural() else {
          throw ValidationError("--strategy natural: no recording of \(corpus) has a performance")
        }
        run = natural
      } else {
        let (source, hash) = try shelf.source(
          try shelf.stack(strategy), execution: plugins.execution, rehearsal: cast.rehearsal,
          shouldStop: { Workbench.interruption.isRaised })
        run = try batch.make(.init(source, bundleHash: hash))
      }
      try Workbench.stopIfInterrupted()
      let takes = try batch.takes(of: run)
      let pieces = TakePieces(takes)
      let matrix = try trial(.init(good: pieces.clips), "\(id), \(strategy)")
      let title = plan.corpus.manifest.title
      let origin = "\(pieces.origin(takes: takes.count)) of \(strategy) over \(title), seed \(seed)"
      reports.append(
        CorruptionReport(
          subject: "\(id): \(strategy)", origin: origin, matrix: matrix,
          known: strategy == Batch.Beside.natural ? Self.entries(of: "\(id):natural", in: known) : [],
          isJudged: strategy == Batch.Beside.natural))
    }
    return reports
  }

  private func trial(_ material: CorruptionTable.Material, _ what: String) throws -> CorruptionMatrix {
    let rows = CorruptionTable.rows.count
    var done = 0
    let matrix = CorruptionTable.trial(
      material, seed: Seed(seed), jobs: jobs, isInterrupted: { Workbench.interruption.isRaised }
    ) { row in
      done += 1
      if !quiet.quiet { Console.complain("\(what): \(done)/\(rows) \(row)") }
    }
    try Workbench.stopIfInterrupted()
    return matrix
  }

  /// Entries of a character, or of the performances under it (`ID:natural`), and those of every one.
  private static func entries(
    of subject: String, in known: [CorruptionReport.Known]
  ) -> [CorruptionReport.Known] {
    known.filter { $0.character == subject || $0.character == "*" }
  }

  private func knownFailures() throws -> [CorruptionReport.Known] {
    let listed = KnownCorruptionFailures.all + KnownCaptureFailures.all
    guard let known else { return listed }
    let file = URL(fileURLWithPath: known)
    do {
      let more = try JSONDecoder().decode([CorruptionReport.Known].self, from: try Data(contentsOf: file))
      return listed + more
    } catch {
      throw ValidationError(
        "--known '\(known)' cannot be read as a list of {character, corruption, column, reason}")
    }
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}

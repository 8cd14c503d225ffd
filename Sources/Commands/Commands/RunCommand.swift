import RunStore
import ArgumentParser
import Catalog
import Characters
import Conversation
import Evaluation
import Foundation
import Motion
import Reporting
import Runs
import StrategyHost

/// `mien run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Make, score and store the takes of strategies over a corpus.",
    discussion: """
      Each strategy makes a run of its own; its id is printed. What is already in the store is not made again, so \
      a run that was interrupted takes up where it ended. --jobs and --block never change a result.

      Example: mien run --strategy still,idle,speech --corpus parlor --character nova --seed 7 --jobs 2
      """)

  @Option(
    help: "Strategies or stacks (speech+idle), separated by commas.", completion: .custom { _, _, _ in [] })
  var strategy: String
  @Option(help: "A corpus, by name or path.", completion: .directory)
  var corpus: String
  @Option(
    help: "A character, by name, path of its folder, or path of a .glb/.vrm file.", completion: .directory)
  var character: String
  @Option(
    help: ArgumentHelp(
      "Seed of the run; separate several by commas, each gives one take per conversation (default: 1, and 1,2,3,4,5 for "
        + "a strategy whose manifest says that it is stochastic).", valueName: "seed"))
  var seed: String?
  @Option(help: "When records become known: \(ArrivalModel.all.map(\.id).joined(separator: ", ")).")
  var arrival: String = ArrivalModel.agent.id
  @Option(
    help: ArgumentHelp(
      "Give strategies this material only, separated by commas: \(Given.Material.allCases.map(\.rawValue).joined(separator: ", ")); metrics see all of it.",
      valueName: "material"))
  var give: String?
  @Option(help: ArgumentHelp("Set a parameter of the strategy; may be repeated.", valueName: "id=value"))
  var set: [Setting] = []
  @Option(help: ArgumentHelp("Only this recording; may be repeated.", valueName: "id"))
  var recording: [String] = []
  @Option(
    help: ArgumentHelp(
      "Only the recordings of a list, one id on a line, as 'corpus split' writes it.", valueName: "file"),
    completion: .file())
  var recordings: String?
  @Option(help: "Frames per second, a whole number or a fraction such as 30000/1001.")
  var fps: String = "60"
  @Option(help: "Takes made at the same time.")
  var jobs: Int = 1
  @Option(help: "Frames handed to a strategy at once.")
  var block: Int = 60
  @Option(help: "Most lines shown of what strategies note and print.") var notes: Int = 20
  @OptionGroup var own: MetricOptions
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var quiet: QuietOptions

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs must lie in 1...256") }
    guard (1...100_000).contains(block) else { throw ValidationError("--block must lie in 1...100000") }
    guard (0...1_000_000).contains(notes) else { throw ValidationError("--notes must lie in 0...1000000") }
    _ = try rate()
    _ = try seeds()
    _ = try materials()
    let ids = strategies
    guard !ids.isEmpty else { throw ValidationError("--strategy names no strategy") }
    guard Set(ids).count == ids.count else { throw ValidationError("--strategy names one strategy twice") }
    guard Set(set.map(\.id)).count == set.count else {
      throw ValidationError("--set gives a parameter twice")
    }
  }

  func run() throws {
    let arrivalModel = try ArrivalModel.named(arrival)
    let paths = Workbench.searchPath
    let corpus = try paths.corpus(corpus)
    let folder = try paths.character(character)
    let isProvisional = folder.character.sheet.provisional
    var plan = EvaluationPlan(
      corpus: corpus, cast: EvaluationPlan.Cast(folder, conversations: paths),
      arrival: arrivalModel, seeds: Self.usualSeeds, rate: try rate(), block: block, jobs: jobs)
    plan.given = try given(plan.corpus.manifest)
    let wanted = try wantedRecordings()
    if !wanted.isEmpty {
      for id in wanted.sorted() { _ = try plan.corpus.entry(id) }
      plan.recordings = plan.recordings.filter(wanted.contains)
    }
    let heard = StrategyNotes()
    try own.join(&plan, plugins: plugins.plugins, quiet: quiet.quiet) { heard.hear([$1], in: $0) }
    let contenders = try contenders(plan.cast)
    let archive = try store.writableArchive()
    let interruption = Workbench.interruption
    let meter = ProgressMeter(quiet: quiet.quiet)
    var made: [Int: RunSummary] = [:]
    for (seeds, places) in try seedGroups(contenders.map(\.isStochastic)) {
      plan.seeds = seeds
      let batch = Batch(
        plan, archive: archive, isInterrupted: { interruption.isRaised }, heed: { heard.hear($1, in: $0) })
      let group = try batch.run(places.map { contenders[$0].contender }) { meter.report($0) }
      for (place, run) in zip(places, group) { made[place] = run }
    }
    let runs = contenders.indices.compactMap { made[$0] }
    for run in runs {
      try archive.note([RunRemark.provisionalReference: isProvisional ? "yes" : "no"], of: run.id)
    }
    meter.finish()
    if !quiet.quiet { for line in heard.lines(notes) { Console.complain(line) } }
    try print(runs)
    if interruption.isRaised { throw ExitCode(CommandRunner.interrupted) }
    let failed = runs.reduce(0) { $0 + $1.failed }
    guard failed > 0 else { return }
    for run in runs {
      for take in try archive.takes(of: run.id) {
        if let reason = take.failure { Console.complain("\(run.id):\(take.key): \(reason)") }
      }
    }
    let finished = runs.reduce(0) { $0 + $1.takes }
    throw ExitCode(finished > 0 ? CommandRunner.partlyFailed : CommandRunner.failed)
  }

  private var strategies: [String] {
    strategy.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  private func materials() throws -> Set<Given.Material>? {
    guard let give else { return nil }
    let words = give.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let known = Given.Material.allCases
    guard !words.isEmpty else {
      throw ValidationError("--give names no material; write nothing to give none")
    }
    return Set(
      try words.filter { $0 != "nothing" }.map { word in
        guard let material = Given.Material(rawValue: word) else {
          throw ValidationError(
            "--give knows no '\(word)'; there are \(known.map(\.rawValue).joined(separator: ", "))")
        }
        return material
      })
  }

  private func given(_ manifest: CorpusManifest) throws -> Given {
    guard let wanted = try materials() else { return manifest.given }
    if let held = (manifest.withheld ?? []).first(where: wanted.contains) {
      throw ValidationError(
        "corpus '\(manifest.id)' withholds \(held.rawValue): they are for scoring only; leave them out of --give"
      )
    }
    return Given(wanted)
  }

  /// Seeds of a run where none are given.
  private static let usualSeeds: [UInt64] = [1]
  /// Seeds of a run of a strategy that says it is stochastic, where none are given.
  private static let stochasticSeeds: [UInt64] = [1, 2, 3, 4, 5]

  /// Seeds that were given; `nil` where every strategy has its usual ones.
  private func seeds() throws -> [UInt64]? {
    guard let seed else { return nil }
    let parts = seed.split(separator: ",")
    let numbers = parts.compactMap { UInt64($0) }
    guard !numbers.isEmpty, numbers.count == parts.count, Set(numbers).count == numbers.count else {
      throw ValidationError("--seed takes whole numbers from 0, each once, separated by commas")
    }
    return numbers
  }

  /// Places of the contenders that are run with the same seeds.
  private func seedGroups(_ stochastic: [Bool]) throws -> [(seeds: [UInt64], places: [Int])] {
    if let given = try seeds() { return [(given, Array(stochastic.indices))] }
    let groups = [
      (Self.usualSeeds, stochastic.indices.filter { !stochastic[$0] }),
      (Self.stochasticSeeds, stochastic.indices.filter { stochastic[$0] }),
    ]
    return groups.filter { !$0.1.isEmpty }
  }

  private func rate() throws -> FrameRate { try RateText.rate(fps, option: "--fps") }

  /// Ids of the recordings that were named, by option or in a list; empty for all.
  private func wantedRecordings() throws -> Set<String> {
    var ids = Set(recording)
    guard let recordings else { return ids }
    let text: String
    do { text = try String(contentsOfFile: recordings, encoding: .utf8) } catch {
      throw ValidationError(
        "--recordings '\(recordings)' cannot be read; 'mien corpus split' writes such lists")
    }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    let listed = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    guard !listed.isEmpty else { throw ValidationError("--recordings '\(recordings)' names no recording") }
    ids.formUnion(listed)
    return ids
  }

  private func contenders(
    _ cast: EvaluationPlan.Cast
  ) throws -> [(contender: EvaluationPlan.Contender, isStochastic: Bool)] {
    let shelf = plugins.shelf
    let stacks = try strategies.map { try shelf.stack($0) }
    var settled: [StackDescription] = []
    var unknown: [Set<String>] = []
    for stack in stacks {
      let (result, missing) = try shelf.setting(set.map { ($0.id, $0.value) }, of: stack)
      settled.append(result)
      unknown.append(Set(missing))
    }
    // A setting belongs to every strategy that has the parameter, and to at least one.
    for setting in set where unknown.allSatisfy({ $0.contains(setting.id) }) {
      let known = Set(try stacks.flatMap { try shelf.cards(of: $0) }.flatMap { $0.parameters.map(\.id) })
        .sorted()
      throw ValidationError(
        "no strategy here has a parameter '\(setting.id)'; there are \(known.joined(separator: ", "))")
    }
    let ids = Set(settled.flatMap { $0.layers.map(\.strategy) }).sorted()
    try announceWalls(ids, shelf)
    for bundle in try ids.map({ try shelf.bundle($0) }) {
      Workbench.seen.note(try shelf.contentHash(of: bundle), of: bundle)
    }
    return try settled.map { stack in
      let (source, hash) = try shelf.source(
        stack, execution: plugins.execution, rehearsal: cast.rehearsal,
        shouldStop: { Workbench.interruption.isRaised })
      let licences = try stack.layers.map { try shelf.bundle($0.strategy).licence ?? "unknown" }
      let unique = licences.enumerated().filter { !licences[..<$0.offset].contains($0.element) }
      let contender = EvaluationPlan.Contender(
        source, bundleHash: hash, licence: unique.map(\.element).joined(separator: " AND "))
      return (contender, try stack.layers.contains { try shelf.bundle($0.strategy).isStochastic })
    }
  }

  /// Says where the walls around strategies have doors.
  private func announceWalls(_ ids: [String], _ shelf: StrategyShelf) throws {
    guard !quiet.quiet, !plugins.inProcess else { return }
    if !WorkerGround.shortfall.isEmpty { Console.complain("note: \(WorkerGround.shortfall)") }
    for id in ids {
      let wishes = try shelf.bundle(id).access.summary
      if !wishes.isEmpty { Console.complain("note: strategy \(id) is allowed by its manifest: \(wishes)") }
    }
  }

  private func print(_ runs: [RunSummary]) throws {
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.runs/1"
        var runs: [RunItem]
      }
      try JSONOutput.print(Result(runs: try runs.map { try RunItem($0) }))
    } else {
      Console.print(RunTable.table(runs).rendered(as: format.format, width: Console.width))
    }
  }
}

import ArgumentParser
import Foundation
import Provenance
import Reporting
import StrategyCheck
import StrategyHost

/// `mien strategy check`.
struct StrategyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try to refute what a strategy promises, each case in a process of its own.",
    discussion: """
      Example: mien strategy check speech --only causality --only reaction

      A case passes, fails (the contract is broken), crashes (its process died or had to be ended), warns or is \
      skipped. The exit code is 0 when nothing failed or crashed. --fuzz tries random timelines instead, and prints \
      how to run again the one that went wrong.
      """)

  @Argument(help: "A strategy, by id or by the path of its folder.", completion: .directory)
  var strategy: String?
  @Option(
    help: ArgumentHelp("Run this case only; may be repeated.", valueName: "case"),
    completion: .list(StrategyCases.all.map(\.id)))
  var only: [String] = []
  @Flag(help: "List the cases and run none.")
  var list = false
  @Option(help: ArgumentHelp("Try random timelines for so long.", valueName: "seconds"))
  var fuzz: Double?
  @Option(help: ArgumentHelp("Where conversations and random timelines come from.", valueName: "number"))
  var seed: UInt64 = 1
  @Option(
    help: ArgumentHelp(
      "Run exactly this random timeline again, as --fuzz has named it.", valueName: "seed:index"))
  var fuzzCase: FuzzCaseName?
  @Option(
    help: ArgumentHelp(
      "Share of the full lengths and counts: less is quicker and finds less.", valueName: "0.01...1"))
  var scale = 1.0
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var quiet: QuietOptions

  func validate() throws {
    if strategy == nil, !list { throw ValidationError("name a strategy, or use --list") }
    for name in only where StrategyCases.named(name) == nil {
      throw ValidationError("no case '\(name)'; --list shows them")
    }
    if let fuzz, !(fuzz > 0 && fuzz <= 1_000_000) {
      throw ValidationError("--fuzz wants a number of seconds above 0")
    }
    if (fuzz == nil ? 0 : 1) + (fuzzCase == nil ? 0 : 1) + (only.isEmpty ? 0 : 1) > 1 {
      throw ValidationError("--only, --fuzz and --fuzz-case do different things: use one of them")
    }
    guard (0.01...1).contains(scale) else { throw ValidationError("--scale wants a number of 0.01...1") }
    if plugins.inProcess {
      throw ValidationError("a strategy is checked in processes of its own: leave --in-process out")
    }
  }

  func run() throws {
    guard let strategy, !list else { return listCases() }
    try refuseStack(strategy)
    let (_, bundle) = try Workbench.strategy(strategy, plugins: plugins.plugins)
    let examination = StrategyExamination(
      bundle, ground: Workbench.ground(), settings: CheckSettings(scale: scale, seed: Seed(seed)))
    var report = StrategyCheckReport(bundle: bundle, seed: seed, scale: scale)
    let interruption = Workbench.interruption
    let stop: @Sendable () -> Bool = { interruption.isRaised }
    var isStopped = false
    do {
      if fuzz != nil || fuzzCase != nil {
        try runFuzz(examination, as: strategy, &report, stop)
      } else {
        try runCases(examination, &report, stop)
      }
    } catch is CheckStopped {
      isStopped = true
    } catch {
      Console.endProgress()
      throw error
    }
    Console.endProgress()
    try report.print(as: format.format)
    if isStopped { throw ExitCode(CommandRunner.interrupted) }
    if !report.passes { throw ExitCode(CommandRunner.failed) }
  }

  /// Layers are checked one by one: says how, where a stack was named.
  private func refuseStack(_ text: String) throws {
    let isSheet = text.hasSuffix(StackSheet.suffix)
    if !isSheet, text.contains("/") || FileManager.default.fileExists(atPath: text) { return }
    let shelf = plugins.shelf
    if shelf.bundles.contains(where: { $0.id == text }) { return }
    guard isSheet || text.contains("+") || StackSheet.names(in: shelf.path).contains(text) else { return }
    var names: [String] = []
    for layer in try shelf.stack(text).layers where !names.contains(layer.strategy) {
      names.append(layer.strategy)
    }
    let folders = plugins.plugins.map { " --plugins \(ShellQuoting.word($0))" }.joined()
    throw StrategyCheckError.stack(
      text, commands: names.map { "mien strategy check \(ShellQuoting.word($0))\(folders)" })
  }

  private func runCases(
    _ examination: StrategyExamination, _ report: inout StrategyCheckReport, _ stop: @escaping () -> Bool
  ) throws {
    let cases = only.isEmpty ? StrategyCases.all : StrategyCases.all.filter { only.contains($0.id) }
    var begun = 0
    _ = try examination.run(
      cases, evenIfSlow: !only.isEmpty, shouldStop: stop,
      starting: {
        begun += 1
        if !quiet.quiet { Console.progress("\(begun)/\(cases.count) \($0.id): \($0.summary)") }
      }, report: { report.results.append($0) })
  }

  private func runFuzz(
    _ examination: StrategyExamination, as strategy: String, _ report: inout StrategyCheckReport,
    _ stop: @escaping () -> Bool
  ) throws {
    let failure: FuzzFailure?
    let count: Int
    if let fuzzCase {
      report.seed = fuzzCase.seed
      failure = try examination.fuzz(seed: Seed(fuzzCase.seed), index: fuzzCase.index, shouldStop: stop)
      count = 1
    } else {
      let clock = ContinuousClock()
      let end = clock.now + .seconds(fuzz ?? 0)
      (count, failure) = try examination.fuzz(
        seed: Seed(seed), isOver: { clock.now >= end }, shouldStop: stop,
        tried: { if !quiet.quiet { Console.progress("\($0) random timelines") } })
    }
    var facts = [CaseFact("timelines", Double(count))]
    if let failure {
      facts += [
        CaseFact("records", Double(failure.records)),
        CaseFact("records that suffice", Double(failure.sufficient)),
      ]
      let name = strategy.contains(" ") ? "'\(strategy)'" : strategy
      let folders = plugins.plugins.map { " --plugins \($0)" }.joined()
      report.reproduce = "mien strategy check \(name)\(folders) --fuzz-case \(failure.name)"
    }
    report.results.append(
      CaseResult(
        id: "fuzz", summary: "random timelines: in range, the same in any blocks, causal",
        status: failure?.status ?? .passed, facts: facts))
  }

  private func listCases() {
    var table = Table(columns: [.text("case", "case"), .text("summary", "what it tries")])
    for one in StrategyCases.all { table.append([.text(one.id), .text(one.summary)]) }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}

/// Why nothing is checked.
enum StrategyCheckError: Error, CustomStringConvertible {
  /// A stack was named; the commands that check its layers.
  case stack(String, commands: [String])

  var description: String {
    switch self {
    case .stack(let name, let commands):
      "'\(name)' is a stack, and strategies are checked one by one; check its layers: "
        + commands.joined(separator: "; ")
    }
  }
}

/// `SEED:INDEX`, as `--fuzz-case` takes it.
struct FuzzCaseName: ExpressibleByArgument {
  var seed: UInt64
  var index: Int

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let seed = UInt64(parts[0]), let index = Int(parts[1]), index >= 0 else {
      return nil
    }
    (self.seed, self.index) = (seed, index)
  }
}

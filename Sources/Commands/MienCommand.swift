public import ArgumentParser

/// The root of the command tree: what the shell, scripts and the REPL all parse through.
public struct MienCommand: ParsableCommand {
  /// Every command, in the order of the help page.
  public static let all: [any ParsableCommand.Type] = [
    RunCommand.self, RunsCommand.self, ShowCommand.self, CompareCommand.self, RankCommand.self,
    ExplainCommand.self, RateCommand.self, TagCommand.self, ExportCommand.self,
    PlayCommand.self, RenderCommand.self, SQLCommand.self, StoreCommand.self, StrategiesCommand.self,
    CorporaCommand.self,
    CharactersCommand.self,
    MetricsCommand.self, MetricCommand.self, StrategyCommand.self, CorpusCommand.self, CharacterCommand.self,
    TakeCommand.self,
  ]

  /// Name, summary and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "mien",
    abstract: "A workbench for behavior models: what a character says, hears and feels, turned into motion.",
    discussion: """
      Without a command mien is an interactive session with history and completion. -f FILE runs the lines of \
      a script (- reads stdin), -e LINE runs one line and may be repeated; both stop at the first line that fails.

      Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 failed, 2 partly failed, 64 usage, \
      130 interrupted. Bundled corpora, characters and strategies are found by $MIEN_HOME, else beside the \
      program, else in the checkout; $MIEN_PATH and $MIEN_PLUGIN_PATH add folders.
      """,
    version: Version.text,
    subcommands: all)

  /// Makes the command.
  public init() {}
}

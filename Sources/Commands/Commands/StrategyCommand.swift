import ArgumentParser

/// `mien strategy`.
struct StrategyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strategy",
    abstract: "Begin a strategy of your own, check one, look into it, take on what changed.",
    subcommands: [
      StrategyNewCommand.self, StrategyCheckCommand.self, StrategyShowCommand.self,
      StrategyReloadCommand.self,
      StrategyWatchCommand.self,
    ])
}

import ArgumentParser

/// `mien strategy`.
struct StrategyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strategy", abstract: "Begin a strategy of your own, look into one, take on what changed.",
    subcommands: [
      StrategyNewCommand.self, StrategyShowCommand.self, StrategyReloadCommand.self,
      StrategyWatchCommand.self,
    ])
}

import ArgumentParser

/// `mien metric`.
struct MetricCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metric", abstract: "Look into one score, and check that scores can be trusted.",
    subcommands: [
      MetricShowCommand.self, MetricVerifyCommand.self, MetricCorruptCommand.self, MetricNewCommand.self,
      MetricCheckCommand.self,
    ])
}

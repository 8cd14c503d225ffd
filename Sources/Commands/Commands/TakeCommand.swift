import ArgumentParser

/// `mien take`.
struct TakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take", abstract: "Bring in takes that were made elsewhere.",
    subcommands: [TakeImportCommand.self, TakeLayoutsCommand.self])
}

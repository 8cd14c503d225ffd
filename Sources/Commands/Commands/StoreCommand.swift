import ArgumentParser

/// `mien store`.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Check, merge, pack and dump run stores.",
    subcommands: [
      StoreCheckCommand.self, StoreMergeCommand.self, StoreGCCommand.self, StoreDumpCommand.self,
    ])
}

import ArgumentParser

/// `mien character`.
struct CharacterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "character",
    abstract: "Look into characters, make their rigs from looks, learn and perform them.",
    subcommands: [
      CharacterCheckCommand.self, CharacterMakeCommand.self, CharacterLearnCommand.self,
      CharacterPerformCommand.self,
    ])
}

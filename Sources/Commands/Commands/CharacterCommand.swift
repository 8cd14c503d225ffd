import ArgumentParser

/// `mien character`.
struct CharacterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "character", abstract: "Look into characters, and build the bundled one.",
    subcommands: [
      CharacterCheckCommand.self, CharacterMakeCommand.self, CharacterLearnCommand.self,
      CharacterPerformCommand.self,
    ])
}

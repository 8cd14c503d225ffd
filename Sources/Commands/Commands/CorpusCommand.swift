import ArgumentParser

/// `mien corpus`.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Check, import and record corpora.",
    subcommands: [
      CorpusCaptureCommand.self, CorpusCheckCommand.self, CorpusFeaturesCommand.self, CorpusImportCommand.self,
      CorpusRecordCommand.self,
    ])
}

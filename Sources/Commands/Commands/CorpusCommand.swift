import ArgumentParser

/// `mien corpus`.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Look at, check, import, record, capture and divide corpora.",
    subcommands: [
      CorpusCaptureCommand.self, CorpusCheckCommand.self, CorpusFeaturesCommand.self,
      CorpusFormatsCommand.self,
      CorpusImportCommand.self, CorpusRecordCommand.self, CorpusShowCommand.self, CorpusSplitCommand.self,
    ])
}

public import ArgumentParser
import Foundation
public import Reporting
import RunStore
import StrategyHost

/// `--store`, as every command that reads or writes runs has it.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The run store, one SQLite file (default: $MIEN_STORE, else ./mien.sqlite).", valueName: "file"),
    completion: .file())
  var store: String?

  /// Opens the store for reading; it must exist.
  func archive() throws -> SQLiteArchive {
    try SQLiteArchive(path: Workbench.storePath(store), readOnly: true)
  }

  /// Opens the store for writing; makes it where there is none.
  func writableArchive() throws -> SQLiteArchive { try SQLiteArchive(path: Workbench.storePath(store)) }
}

/// `--format`, the form of what is printed.
struct FormatOptions: ParsableArguments {
  @Option(help: "Form of what is printed: table, json, csv, tsv, md or latex.")
  var format: TableFormat = .table
}

/// `--quiet`.
struct QuietOptions: ParsableArguments {
  @Flag(help: "No progress and no notes on stderr.")
  var quiet = false
}

extension TableFormat: ExpressibleByArgument {}

/// `--plugins` and `--in-process`, as every command that uses strategies has them.
struct PluginOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for strategies here first: a bundle, or a folder of bundles; may be repeated.",
      valueName: "folder"),
    completion: .directory)
  var plugins: [String] = []
  @Flag(
    help: ArgumentHelp(
      "Run strategies in this process, for debugging.",
      discussion: "A strategy that crashes then takes everything with it."))
  var inProcess = false

  func validate() throws {
    for folder in plugins {
      let path = (folder as NSString).expandingTildeInPath
      var isFolder: ObjCBool = false
      guard !folder.isEmpty, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue, access(path, R_OK | X_OK) == 0
      else { throw ValidationError("--plugins '\(folder)' is no folder that can be read") }
    }
  }

  /// The strategies that can be used.
  var shelf: StrategyShelf { Workbench.shelf(plugins) }

  /// Where they run.
  var execution: StrategyExecution {
    inProcess ? .inProcess(copies: Workbench.cacheFolder) : .isolated(Workbench.ground())
  }
}

/// `id=value`, as `--set` takes it.
struct Setting: ExpressibleByArgument {
  var id: String
  var value: Double

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="),
      let value = Double(argument[argument.index(after: equals)...]),
      value.isFinite, equals != argument.startIndex
    else { return nil }
    id = String(argument[..<equals])
    self.value = value
  }
}

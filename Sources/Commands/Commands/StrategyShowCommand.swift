import ArgumentParser
import Catalog
import Characters
import Foundation
import Motion
import Provenance
import Reporting
import StrategyHost

/// `mien strategy show`.
struct StrategyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show everything of a strategy: what it writes, needs, may do and takes.",
    discussion: """
      STRATEGY is an id, the path of a bundle or of a folder that holds one, or a stack: speech+idle+guard, the\
      name of a stack, or the path of its file. Of a stack it says who owns which channel.

      Example: mien strategy show speech --format json
      """)

  @Argument(help: "A strategy, by id or path.", completion: .directory) var strategy: String
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "The character whose limits a stack's guard holds.", completion: .directory)
  var character: String?

  func run() throws {
    let shelf = plugins.shelf
    let isStack =
      strategy.contains("+") || strategy.hasSuffix(StackSheet.suffix)
      || !shelf.bundles.contains { $0.id == strategy } && StackSheet.names(in: shelf.path).contains(strategy)
    if isStack { try showStack(shelf) } else { try show(strategy) }
  }

  /// Prints a stack: its layers, and who owns what.
  private func showStack(_ shelf: StrategyShelf) throws {
    let stack = try shelf.stack(strategy)
    let limits = try character.map {
      try Workbench.searchPath.character($0, withSessions: false).character.sheet.limits
    }
    let item = try StackItem(stack, cards: shelf.cards(of: stack), limits: limits)
    switch format.format {
    case .json: try JSONOutput.print(item)
    case .table:
      Console.print(item.layerTable.rendered(as: .table, width: Console.width))
      if stack.guarding != nil, character == nil {
        Console.complain("note: the guard's rules are a character's; --character NAME shows them")
      }
      Console.print("\n" + item.ownerTable.rendered(as: .table, width: Console.width))
    default: Console.print(item.ownerTable.rendered(as: format.format, width: Console.width))
    }
  }

  /// Prints one strategy, by id or path.
  private func show(_ name: String) throws {
    let (shelf, bundle) = try Workbench.strategy(name, plugins: plugins.plugins)
    let card = try shelf.card(of: bundle)
    let sheet = StrategyCardItem(bundle, card, hash: try shelf.contentHash(of: bundle))
    if format.format == .json { return try JSONOutput.print(sheet) }
    Console.print(sheet.table.rendered(as: format.format, width: Console.width))
  }
}

extension Workbench {
  /// A strategy by id, or by the path of its bundle or of a folder that holds only this one; with the shelf that
  /// it stands on.
  static func strategy(_ name: String, plugins: [String]) throws -> (StrategyShelf, StrategyBundle) {
    let folder = URL(fileURLWithPath: (name as NSString).expandingTildeInPath)
    let all = shelf(plugins)
    let isPath = name.contains("/") || name == "." || name == ".."
    guard
      isPath
        || FileManager.default.fileExists(atPath: folder.path)
          && !all.bundles.contains(where: { $0.id == name })
    else { return (all, try all.bundle(name)) }
    let here = shelf(only: folder)
    if let fault = here.faults.first, here.bundles.isEmpty {
      throw StrategyHostError.unusable(id: name, reason: fault.reason)
    }
    guard here.bundles.count == 1, let bundle = here.bundles.first else {
      throw StrategyHostError.badBundle(
        path: folder.path,
        reason: here.bundles.isEmpty
          ? "no strategy here (a folder with strategy.json)"
          : "holds \(here.bundles.map(\.id).joined(separator: ", ")); name one of the folders")
    }
    return (here, bundle)
  }

  /// The strategies of one folder alone.
  static func shelf(only folder: URL) -> StrategyShelf {
    StrategyShelf(path: [folder.standardizedFileURL], executableFolder: executableFolder, ground: ground())
  }
}

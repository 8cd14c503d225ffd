import Catalog
import Conversation
import Foundation
import RunStore
import Runs
import Scoring
import StrategyHost

extension Completion {
  /// Values that only this process knows, by option or argument name. They are asked for while somebody
  /// types, so what cannot be read is simply not offered.
  static let sources: [String: Source] = [
    "strategy": { _ in Workbench.shelf().bundles.map(\.id) },
    "strategies": { _ in Workbench.shelf().bundles.map(\.id) },
    "corpus": { _ in Workbench.searchPath.list(.corpus).map(\.name) },
    "character": { _ in Workbench.searchPath.list(.character).map(\.name) },
    "arrival": { _ in ArrivalModel.all.map(\.id) },
    "design": { _ in ["nova"] },
    "run": runs, "a": runs, "b": runs,
    "take": takes,
    "set": { words in
      let shelf = Workbench.shelf()
      let chosen = value(of: "--strategy", in: words)?.split(separator: ",").map(String.init) ?? []
      return chosen.flatMap { id -> [String] in
        guard let bundle = try? shelf.bundle(id), let card = try? shelf.card(of: bundle) else { return [] }
        return card.parameters.map { $0.id + "=" }
      }
    },
  ]

  private static func runs(_ words: [String]) -> [String] {
    guard let archive = archive(words) else { return [] }
    return ((try? archive.runs()) ?? []).map(\.id)
  }

  private static func takes(_ words: [String]) -> [String] {
    // The run is the first word behind the command.
    guard let archive = archive(words), words.count > 1, let run = try? archive.find(words[1]) else {
      return []
    }
    return ((try? archive.takes(of: run.id)) ?? []).map { "\($0.key.recording)/\($0.key.participant)" }
  }

  private static func archive(_ words: [String]) -> SQLiteArchive? {
    try? SQLiteArchive(path: Workbench.storePath(value(of: "--store", in: words)), readOnly: true)
  }

  private static func value(of option: String, in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == option, index + 1 < words.count { return words[index + 1] }
      if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}

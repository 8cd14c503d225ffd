import Catalog
import Characters
import Conversation
import Formats
import Foundation
import MetricHost
import Motion
import RunStore
import Runs
import Scoring
import StrategyHost

extension Completion {
  /// Values that only this process knows, by option or argument name. They are asked for while somebody
  /// types, so what cannot be read is simply not offered.
  static let sources: [String: Source] = [
    "strategy": { _, _ in Workbench.shelf().bundles.map(\.id) },
    "strategies": { _, _ in Workbench.shelf().bundles.map(\.id) },
    "metrics": { words, _ in
      Workbench.metricShelf(value(of: "--plugins", in: words).map { [$0] } ?? []).bundles.map(\.id)
    },
    "corpus": { _, _ in Workbench.searchPath.list(.corpus).map(\.name) },
    "character": characters,
    "arrival": { _, _ in ArrivalModel.all.map(\.id) },
    "run": runs, "a": runs, "b": runs, "target": runs, "drop": runs, "dropTracks": runs,
    "take": takes, "play.take": played,
    "rig": characters, "look": characters,
    "to": { _, _ in ["vmc://", "livelink://", "mien://"] }, "show.to": { _, _ in [] },
    "layout": { _, _ in TakeFileLayout.forms.map { $0.word } + MotionLayout.shipped.map(\.id) },
    "layouts.name": { _, _ in MotionLayout.shipped.map(\.id) },
    "mask": { _, _ in ChannelMask.parts + ChannelMask.parts.map { "!\($0)" } + channels },
    "channels": { _, _ in channels },
    "set": { words, _ in
      let shelf = Workbench.shelf()
      let chosen = value(of: "--strategy", in: words)?.split(separator: ",").map(String.init) ?? []
      return chosen.flatMap { id -> [String] in
        guard let bundle = try? shelf.bundle(id), let card = try? shelf.card(of: bundle) else { return [] }
        return card.parameters.map { $0.id + "=" }
      }
    },
  ]

  @Sendable private static func characters(_ words: [String], _ written: String) -> [String] {
    Workbench.searchPath.list(.character).map(\.name)
  }

  /// Channels that most takes have.
  private static let channels =
    ARKit.names + [Channel.gazeYaw.name, Channel.gazePitch.name, Channel.rotation(of: .head).name]

  /// Runs, and the strategies that they are of: a strategy's name stands for its run that was opened last.
  @Sendable private static func runs(_ words: [String], _ written: String) -> [String] {
    guard let archive = archive(words), let ids = try? archive.runIDs() else { return [] }
    // An id is its strategy's, a dash and eight digits.
    let strategies = Set(ids.map { String($0.dropLast(9)) }).sorted()
    let names = ((try? archive.tags()) ?? []).map(\.name)
    return strategies + names + [RunTag.last] + ids
  }

  @Sendable private static func takes(_ words: [String], _ written: String) -> [String] {
    // The run is the first word behind the command.
    guard let archive = archive(words), words.count > 1 else { return [] }
    return takes(of: words[1], in: archive)
  }

  private static func takes(of name: String, in archive: SQLiteArchive) -> [String] {
    guard let run = try? archive.find(name) else { return [] }
    return ((try? archive.takes(of: run.id)) ?? []).map { "\($0.key.recording)/\($0.key.participant)" }
  }

  /// `RUN:` and `CHARACTER:`, and behind one of them its takes or sessions.
  @Sendable private static func played(_ words: [String], _ written: String) -> [String] {
    guard let colon = written.lastIndex(of: ":") else {
      return (runs(words, written) + characters(words, written)).map { $0 + ":" }
    }
    let name = String(written[..<colon])
    let sessions = (try? Workbench.searchPath.folder(of: .character, name)).flatMap {
      try? CharacterFolder.sheet(of: $0).sessions.map(\.id)
    }
    let takes = archive(words).map { Self.takes(of: name, in: $0) }
    return ((takes ?? []) + (sessions ?? [])).map { "\(name):\($0)" }
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

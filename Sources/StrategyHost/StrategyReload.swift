public import Foundation
public import Provenance

/// What became of a strategy since it was last looked at.
public struct StrategyReload: Sendable {
  /// How it stands.
  public enum State: Sendable, Equatable {
    /// Nothing of it has changed.
    case unchanged
    /// It has changed or was asked for by name, and loads.
    case reloaded
    /// It was never looked at before, and loads.
    case new
    /// It cannot be used, and why.
    case broken(String)

    /// In a word.
    public var word: String {
      switch self {
      case .unchanged: "unchanged"
      case .reloaded: "reloaded"
      case .new: "new"
      case .broken: "broken"
      }
    }
  }

  /// Its id; the folder's name where the manifest gives none.
  public var id: String
  /// Its version; empty when it cannot be used.
  public var version: String = ""
  /// Hash of its content when it was last looked at.
  public var before: ContentHash?
  /// Hash of its content now.
  public var after: ContentHash?
  /// How it stands.
  public var state: State
  /// Milliseconds that looking and loading took.
  public var milliseconds: Double = 0

  /// Looks at every strategy of a shelf, or at those named, describes and loads those that have changed.
  ///
  /// Those named are described and loaded in any case. Runs that were made before keep the content hash that
  /// they were made with.
  ///
  /// - Throws: ``StrategyHostError/notFound(id:searched:known:)`` for a name that no bundle has.
  public static func look(
    at shelf: StrategyShelf, ids: [String] = [], execution: StrategyExecution, seen: SeenStrategies
  ) throws -> [StrategyReload] {
    var found: [StrategyReload] = []
    let clock = ContinuousClock()
    func timed(_ look: () -> StrategyReload) {
      var result: StrategyReload?
      let time = clock.measure { result = look() }
      guard var result else { return }
      result.milliseconds = Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
      found.append(result)
    }
    if ids.isEmpty {
      for bundle in shelf.bundles {
        timed { reload(bundle, on: shelf, always: false, execution: execution, seen: seen) }
      }
      for fault in shelf.faults {
        let name = URL(fileURLWithPath: fault.folder).deletingPathExtension().lastPathComponent
        found.append(StrategyReload(id: name, state: .broken(fault.reason)))
      }
    }
    for id in ids {
      do throws(StrategyHostError) {
        let bundle = try shelf.bundle(id)
        timed { reload(bundle, on: shelf, always: true, execution: execution, seen: seen) }
      } catch .unusable(let id, let reason) {
        found.append(StrategyReload(id: id, state: .broken(reason)))
      }
    }
    return found
  }

  private static func reload(
    _ bundle: StrategyBundle, on shelf: StrategyShelf, always: Bool, execution: StrategyExecution,
    seen: SeenStrategies
  ) -> StrategyReload {
    var result = StrategyReload(id: bundle.id, before: seen.hash(of: bundle), state: .unchanged)
    do {
      result.version = try shelf.card(of: bundle, afresh: always).version
      let now = try shelf.contentHash(of: bundle)
      result.after = now
      guard always || now != result.before else { return result }
      _ = try TakeRenderer(bundle, execution: execution)
      result.state = result.before == nil ? .new : .reloaded
      seen.note(now, of: bundle)
    } catch {
      result.state = .broken("\(error)")
    }
    return result
  }
}

/// Content hashes of strategies as they were last looked at, by bundle; kept in the cache folder.
public struct SeenStrategies: Sendable {
  private let file: URL

  /// Keeps them in a folder.
  public init(in folder: URL) { file = folder.appendingPathComponent("seen-strategies.json") }

  /// The hash that a bundle had; `nil` when it was never looked at.
  public func hash(of bundle: StrategyBundle) -> ContentHash? {
    all[key(bundle)].map(ContentHash.init(digits:))
  }

  /// Keeps the hash that a bundle has. What cannot be written is forgotten.
  public func note(_ hash: ContentHash, of bundle: StrategyBundle) {
    var kept = all
    guard kept.updateValue(hash.description, forKey: key(bundle)) != hash.description,
      let data = try? JSONEncoder().encode(kept)
    else { return }
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? data.write(to: file, options: .atomic)
  }

  private var all: [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))) ?? [:]
  }

  private func key(_ bundle: StrategyBundle) -> String { bundle.folder.standardizedFileURL.path }
}

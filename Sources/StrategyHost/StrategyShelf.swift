public import Foundation
public import Provenance
import StrategyDriver

/// The strategies that can be used: bundles found on a search path, first one of an id wins.
public struct StrategyShelf: Sendable {
  /// A bundle that was found but cannot be used, and why.
  public struct Fault: Sendable {
    /// Folder of the bundle.
    public let folder: String
    /// Why, in one line.
    public let reason: String
  }

  /// Usable bundles in order of the search path, then name.
  public let bundles: [StrategyBundle]
  /// Bundles that cannot be used.
  public let faults: [Fault]
  /// The folders that were looked into.
  public let path: [URL]
  private let executableFolder: URL
  private let cache: DescriptorCache

  /// Looks for bundles.
  ///
  /// - Parameters:
  ///   - path: folders that are bundles or hold bundles.
  ///   - executableFolder: where built libraries stand.
  ///   - ground: what children that describe bundles are started from.
  public init(path: [URL], executableFolder: URL, ground: WorkerGround) {
    var bundles: [StrategyBundle] = []
    var faults: [Fault] = []
    var seen: Set<String> = []
    for folder in path {
      for candidate in Self.bundleFolders(at: folder) {
        do {
          let bundle = try StrategyBundle(folder: candidate, librariesBeside: executableFolder)
          if seen.insert(bundle.id).inserted { bundles.append(bundle) }
        } catch {
          faults.append(Fault(folder: candidate.path, reason: error.description))
        }
      }
    }
    self.bundles = bundles
    self.faults = faults
    self.path = path
    self.executableFolder = executableFolder
    cache = DescriptorCache(ground: ground)
  }

  /// The bundle of an id, or of a path to its folder (anything with a slash).
  public func bundle(_ id: String) throws(StrategyHostError) -> StrategyBundle {
    if id.contains("/") {
      let folder = URL(fileURLWithPath: (id as NSString).expandingTildeInPath)
      let found = Self.bundleFolders(at: folder)
      guard found.count <= 1 else { throw .severalBundles(path: folder.path, count: found.count) }
      return try StrategyBundle(folder: found.first ?? folder, librariesBeside: executableFolder)
    }
    if let bundle = bundles.first(where: { $0.id == id }) { return bundle }
    let names = [id, "\(id).strategy"]
    if let fault = faults.first(where: {
      names.contains(($0.folder as NSString).lastPathComponent.lowercased())
    }) {
      throw .unusable(id: id, reason: fault.reason)
    }
    throw .notFound(
      id: id, searched: path.map(\.path), known: bundles.map(\.id),
      faults: faults.map(\.reason))
  }

  /// What a bundle's strategy says of itself, from the cache or from a child process.
  ///
  /// - Parameter afresh: asks again even when none of its files has changed.
  public func card(of bundle: StrategyBundle, afresh: Bool = false) throws(StrategyHostError) -> StrategyCard
  {
    let all = try cache.entry(of: bundle, afresh: afresh).descriptors
    guard let found = all.first(where: { $0.id == bundle.id }) else {
      throw .notInLibrary(id: bundle.id, library: bundle.codeFile.path, holds: all.map(\.id))
    }
    return StrategyCard(found)
  }

  /// Hash of all that makes a bundle behave as it does, a script's interpreter and packages among it.
  public func contentHash(of bundle: StrategyBundle) throws -> ContentHash {
    try bundle.contentHash(environment: cache.entry(of: bundle).environment)
  }

  private static func bundleFolders(at folder: URL) -> [URL] {
    let manifest = "strategy.json"
    if FileManager.default.fileExists(atPath: folder.appendingPathComponent(manifest).path) {
      return [folder]
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { folder.appendingPathComponent($0) }
      .filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent(manifest).path) }
  }
}

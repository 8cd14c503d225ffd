public import Foundation
public import Provenance

/// A strategy on disk: a folder with `strategy.json`, its library and, where it has any, `resources/`.
///
/// The library stands in the folder itself, or beside the host's executable (as after `swift build`).
public struct StrategyBundle: Sendable, Hashable {
  /// The manifest of a bundle.
  struct Manifest: Codable {
    var schema: String
    var id: String
    var library: String
  }

  /// Id of the strategy.
  public let id: String
  /// The folder.
  public let folder: URL
  /// The library.
  public let library: URL

  /// Reads a bundle's manifest and finds its library.
  ///
  /// - Throws: ``StrategyHostError`` when the manifest is not usable or the library is missing.
  public init(folder: URL, librariesBeside executableFolder: URL) throws(StrategyHostError) {
    let path = folder.appendingPathComponent("strategy.json")
    let manifest: Manifest
    do {
      manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: path))
    } catch {
      throw .badBundle(
        path: path.path, reason: "not a strategy manifest; it needs the texts schema, id and library")
    }
    guard manifest.schema == "mien.strategy/1" else {
      throw .badBundle(path: path.path, reason: "schema '\(manifest.schema)' is not mien.strategy/1")
    }
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    guard !manifest.id.isEmpty, manifest.id.allSatisfy(allowed.contains) else {
      throw .badBundle(path: path.path, reason: "id '\(manifest.id)' may hold a-z, 0-9, '-' and '.' only")
    }
    guard !manifest.library.contains("/") else {
      throw .badBundle(path: path.path, reason: "library '\(manifest.library)' must be a file name")
    }
    id = manifest.id
    self.folder = folder
    let candidates = [folder, executableFolder].map { $0.appendingPathComponent(manifest.library) }
    guard let found = candidates.first(where: { FileManager.default.isReadableFile(atPath: $0.path) }) else {
      throw .libraryMissing(
        bundle: folder.path, library: manifest.library,
        searched: candidates.map { $0.deletingLastPathComponent().path })
    }
    library = found
  }

  /// Hash of all that makes the bundle behave as it does: manifest, library and resources, by name.
  ///
  /// - Throws: A Cocoa error when a file cannot be read.
  public func contentHash() throws -> ContentHash {
    var hasher = ContentHasher()
    let manifest = folder.appendingPathComponent("strategy.json")
    hasher.update(label: "strategy.json", try Data(contentsOf: manifest))
    hasher.update(label: "library", try Data(contentsOf: library, options: .alwaysMapped))
    let resources = folder.appendingPathComponent("resources")
    if FileManager.default.fileExists(atPath: resources.path) {
      for name in try FileManager.default.subpathsOfDirectory(atPath: resources.path).sorted() {
        var isFolder: ObjCBool = false
        let file = resources.appendingPathComponent(name)
        _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
        if !isFolder.boolValue { hasher.update(label: name, try Data(contentsOf: file)) }
      }
    }
    return hasher.finish()
  }
}

public import Foundation
import Provenance

/// Keeps what was learnt from sessions between runs, by the hash of all that it was learnt from.
///
/// Like a ``FeatureCache``, it is never a result's only source: what is missing, damaged or cannot be written is learnt
/// again.
public struct FittingCache: Sendable {
  /// Files that are kept at most; those written longest ago go first, then by name.
  public static let limit = 64
  /// The cache beside ``FeatureCache/standard``.
  public static let standard = FittingCache(beside: FeatureCache.standard)

  /// Where files are kept; `nil` where nothing is.
  public let folder: URL?

  /// Keeps files in a folder, which need not exist yet.
  public init(folder: URL?) { self.folder = folder }

  /// Keeps files beside those of a feature cache.
  public init(beside cache: FeatureCache) {
    folder = cache.folder?.deletingLastPathComponent().appendingPathComponent("fits")
  }

  private static let suffix = ".fit"
  private static let digestLength = 64

  private func place(of key: String) -> URL? {
    folder?.appendingPathComponent("\(ContentHash(of: key))\(Self.suffix)")
  }

  /// What was kept under a key; `nil` where nothing was, or where the bytes are damaged.
  public func bytes(for key: String) -> Data? {
    guard let place = place(of: key), let kept = try? Data(contentsOf: place),
      kept.count >= Self.digestLength
    else { return nil }
    let bytes = Data(kept.dropLast(Self.digestLength))
    return Data("\(ContentHash(of: bytes))".utf8) == kept.suffix(Self.digestLength) ? bytes : nil
  }

  /// Keeps bytes under a key; what cannot be written is let go.
  public func keep(_ bytes: Data, for key: String) {
    guard let folder, let place = place(of: key) else { return }
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    do { try AtomicFile.write(bytes + Data("\(ContentHash(of: bytes))".utf8), to: place) } catch { return }
    prune(folder, sparing: place.lastPathComponent)
  }

  private func prune(_ folder: URL, sparing newest: String) {
    let files = FileManager.default
    let names = ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).filter { name in
      name.hasSuffix(Self.suffix) && name.utf8.count == Self.digestLength + Self.suffix.utf8.count
        && name.prefix(Self.digestLength).allSatisfy(\.isHexDigit)
    }
    guard names.count > Self.limit else { return }
    let dated = names.map { name -> (written: Date, name: String) in
      let attributes = try? files.attributesOfItem(atPath: folder.appendingPathComponent(name).path)
      return (attributes?[.modificationDate] as? Date ?? .distantPast, name)
    }
    for file in dated.sorted(by: { ($0.written, $0.name) < ($1.written, $1.name) })
      .prefix(names.count - Self.limit) where file.name != newest
    {
      try? files.removeItem(at: folder.appendingPathComponent(file.name))
    }
  }
}

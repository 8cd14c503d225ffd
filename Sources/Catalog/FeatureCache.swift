public import Foundation
import Provenance
import Speech

/// Keeps analysed speech between runs, by the content of the audio file and the version of the analysis.
///
/// What is kept is never a result's only source: a file that is missing, damaged, foreign or of another version
/// is made again, and a folder that cannot be written is no error. Nothing reads what is kept but through its key, so
/// neither the order of removal nor other processes change a number.
public struct FeatureCache: Sendable {
  /// Bytes that are kept by default (2 GiB, about 7 hours of speech).
  public static let standardLimit = 2 << 30
  /// The cache that `$MIEN_CACHE`, else `$XDG_CACHE_HOME/mien`, else `~/.cache/mien` names; an empty
  /// `MIEN_CACHE` means none.
  public static let standard = FeatureCache(environment: ProcessInfo.processInfo.environment)

  /// Where files are kept; `nil` where nothing is.
  public let folder: URL?
  /// Bytes that are kept at most; what was written longest ago goes first, then by name.
  public let limit: Int

  /// Keeps files in a folder, which need not exist yet.
  public init(folder: URL?, limit: Int = FeatureCache.standardLimit) {
    self.folder = folder
    self.limit = limit
  }

  /// The cache that an environment names; see ``standard``.
  public init(environment: [String: String]) {
    var base: URL?
    if let path = environment["MIEN_CACHE"] {
      base = path.isEmpty ? nil : URL(fileURLWithPath: path)
    } else if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") {
      base = URL(fileURLWithPath: path).appendingPathComponent("mien")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      base = URL(fileURLWithPath: home).appendingPathComponent(".cache/mien")
    }
    self.init(folder: base?.appendingPathComponent("speech"))
  }

  /// An audio file's speech, kept or else decoded and analysed.
  ///
  /// - Throws: `CatalogError` when the file cannot be read or decoded.
  public func speech(at file: URL) throws(CatalogError) -> AnalysedSpeech {
    guard let folder else { return AnalysedSpeech(try Corpus.waveform(at: file)) }
    let bytes = try Corpus.audioBytes(of: file)
    let key = "\(ContentHash(of: bytes))-\(SpeechFeatures.version)"
    let place = folder.appendingPathComponent(key + Self.suffix)
    if let kept = try? Data(contentsOf: place),
      let speech = AnalysedSpeech(kept, key: key, digest: Self.digest)
    {
      return speech
    }
    let speech = AnalysedSpeech(try Corpus.waveform(bytes, file: file))
    keep(speech.bytes(for: key, digest: Self.digest), at: place)
    return speech
  }

  private static let suffix = ".speech"
  @Sendable private static func digest(_ bytes: Data) -> String { "\(ContentHash(of: bytes))" }

  private func keep(_ bytes: Data, at place: URL) {
    guard bytes.count <= limit else { return }
    let parent = place.deletingLastPathComponent()
    // Speech is private: what is made here is for its owner alone.
    try? FileManager.default.createDirectory(
      at: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    do { try AtomicFile.write(bytes, to: place) } catch { return }
    prune(parent, sparing: place.lastPathComponent)
  }

  private struct Kept {
    var name: String
    var size: Int
    var written: Date
  }

  private func prune(_ folder: URL, sparing newest: String) {
    let files = FileManager.default
    var kept: [Kept] = []
    for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] where Self.isOurs(name) {
      guard let attributes = try? files.attributesOfItem(atPath: folder.appendingPathComponent(name).path),
        attributes[.type] as? FileAttributeType == .typeRegular
      else { continue }
      kept.append(
        Kept(
          name: name, size: (attributes[.size] as? NSNumber)?.intValue ?? 0,
          written: attributes[.modificationDate] as? Date ?? .distantPast))
    }
    var total = kept.reduce(0) { $0 + $1.size }
    guard total > limit else { return }
    for file in kept.sorted(by: { ($0.written, $0.name) < ($1.written, $1.name) }) where file.name != newest {
      guard total > limit else { return }
      try? files.removeItem(at: folder.appendingPathComponent(file.name))
      total -= file.size
    }
  }

  /// Whether a name is one that is written here, whole or left behind by a process that was killed.
  private static func isOurs(_ name: String) -> Bool {
    let isWhole = name.hasSuffix(suffix)
    guard isWhole || name.hasPrefix(".") && name.hasSuffix(".new") && name.contains(suffix + ".") else {
      return false
    }
    return name.drop { $0 == "." }.prefix(64).allSatisfy { $0.isHexDigit } && name.utf8.count > 64
  }
}

public import Foundation
import Provenance

/// Imports other people's material as corpora of evidence `real`. The notes of the manifest it writes say
/// what came in, what was missing or skipped, and what was repaired and how.
public struct CorpusImport: Sendable {
  /// The folder to write.
  public var out: URL
  /// Title; the folder's name when empty.
  public var title: String
  /// Licence as an SPDX id or in words.
  public var licence: String
  /// Language as a BCP 47 tag.
  public var language: String
  /// Whether a corpus that is already there is replaced.
  public var force: Bool

  /// Says where the corpus goes and what it is.
  public init(
    out: URL, title: String = "", licence: String = "unknown", language: String = "und", force: Bool = false
  ) {
    self.out = out
    self.title = title
    self.licence = licence
    self.language = language
    self.force = force
  }

  func draft(about: String, assumptions: [String]) -> CorpusDraft {
    let name = out.standardizedFileURL.lastPathComponent
    var draft = CorpusDraft(
      id: CorpusDraft.slug(name), title: title.isEmpty ? name : title, language: language, licence: licence,
      evidence: .real, about: about)
    draft.manifest.assumptions = assumptions
    return draft
  }

  func finish(_ draft: CorpusDraft, source: URL) throws(CatalogError) -> Corpus {
    guard !draft.entries.isEmpty else {
      throw .refused(
        what: source.path,
        reason: "nothing in it could be imported: " + draft.manifest.notes.joined(separator: "; "),
        cure: "check the file names")
    }
    return try draft.write(to: out, force: force)
  }

  /// Files of a folder by lower-case extension, sorted by name; of a file, the files beside it with its stem.
  static func files(at source: URL) throws(CatalogError) -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
      throw .missing(file: source.path, cure: "correct the path")
    }
    let folder = isFolder.boolValue ? source : source.deletingLastPathComponent()
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
      throw .unreadable(file: folder.path, reason: error.localizedDescription)
    }
    let files = names.filter { !$0.hasPrefix(".") }.sorted().map { folder.appendingPathComponent($0) }
    guard !isFolder.boolValue else { return files }
    var stem = stem(source)
    for ending in ["_words", "_phones"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
    return files.filter { [stem, stem + "_words", stem + "_phones"].contains(Self.stem($0)) }
  }

  static func stem(_ file: URL) -> String { file.deletingPathExtension().lastPathComponent }

  static func isAudio(_ file: URL) -> Bool {
    ["wav", "flac", "ogg", "opus", "oga", "aiff", "aif"].contains(file.pathExtension.lowercased())
  }

  static func bytes(of file: URL) throws(CatalogError) -> Data {
    try StoredJSON.bytes(of: file, cure: "correct the path")
  }
}

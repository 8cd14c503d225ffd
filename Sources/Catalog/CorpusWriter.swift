import Conversation
public import Foundation
import Provenance

extension CorpusDraft {
  /// Writes a folder recording by recording, so that memory holds one of them at a time; as a whole, or not at
  /// all.
  ///
  /// An existing folder is replaced only when it is empty, or when it holds a corpus and `force` is set. What
  /// encoding lost is added to the notes. ``entries`` is not looked at.
  ///
  /// - Parameter fill: calls its argument for each recording and may change the manifest at the end.
  /// - Throws: ``CatalogError``, also from `fill`; then nothing of the new folder stays.
  public func write(
    to folder: URL, force: Bool,
    fill: (_ add: (Entry) throws(CatalogError) -> Void, _ manifest: inout CorpusManifest) throws(CatalogError)
      -> Void
  ) throws(CatalogError) -> Corpus {
    let isOurs = try Self.mayReplace(folder, force: force)
    try AtomicFile.writeFolder(folder, replacing: isOurs) { place throws(CatalogError) in
      var listed: [CorpusManifest.Entry] = []
      var lost: [String] = []
      var manifest = manifest
      try fill(
        { (entry) throws(CatalogError) in
          let (files, notes) = try entry.files(audioCoding)
          for (path, bytes) in files { try AtomicFile.write(bytes, to: place.appendingPathComponent(path)) }
          listed.append(entry.listed(audioCoding))
          lost += notes
        }, &manifest)
      manifest.recordings = listed
      manifest.notes += lost
      try Self.check(manifest, folder)
      let file = place.appendingPathComponent(Corpus.manifestName)
      try AtomicFile.write(StoredJSON.encode(manifest, file: file.path), to: file)
    }
    return try Corpus.load(at: folder)
  }

  /// Whether the folder holds a corpus, which may be replaced.
  ///
  /// - Throws: ``CatalogError/refused(what:reason:cure:)`` when it does and `force` is not set, when its manifest is
  ///   none, and when anything lies in it that does not belong to a corpus.
  static func mayReplace(_ folder: URL, force: Bool) throws(CatalogError) -> Bool {
    let isOurs = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent(Corpus.manifestName).path)
    if isOurs, !force {
      throw .refused(
        what: folder.path, reason: "there is a corpus already", cure: "choose another place or use --force")
    }
    guard isOurs else { return false }
    let corpus: Corpus
    do throws(CatalogError) { corpus = try Corpus.load(at: folder) } catch {
      throw .refused(
        what: folder.path, reason: "it holds no corpus that could be replaced: \(error)",
        cure: "choose another place")
    }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } catch {
      throw .unreadable(file: folder.path, reason: error.localizedDescription)
    }
    let listed = Set(corpus.paths.map { String($0.prefix { $0 != "/" }) })
    let known = listed.union(corpus.manifest.recordings.map(\.id)).union([Corpus.manifestName, "scripts"])
    let foreign = names.first { !known.contains($0) && !$0.hasPrefix("README") && !$0.hasSuffix(".mien") }
    if let foreign {
      throw .refused(
        what: folder.path, reason: "'\(foreign)' in it does not belong to a corpus and would be lost",
        cure: "choose another place or move it away")
    }
    return true
  }
}

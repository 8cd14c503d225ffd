import Catalog
import Foundation

/// The corpus folder that captures go to; its manifest on disk is whole at every moment.
final class CaptureFolder {
  let folder: URL
  private(set) var manifest: CorpusManifest
  private let lock: Int32

  /// Takes an empty folder, or one with a corpus, and keeps other captures out of it.
  init(_ folder: URL, options: CaptureOptions) throws(StudioError) {
    self.folder = folder
    let files = FileManager.default
    do { try files.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .catalog(.unwritable(file: folder.path, reason: error.localizedDescription))
    }
    let name = folder.standardizedFileURL.lastPathComponent
    if files.fileExists(atPath: folder.appendingPathComponent(Corpus.manifestName).path) {
      do { manifest = try Corpus.load(at: folder).manifest } catch { throw .catalog(error) }
    } else {
      let inside = (try? files.contentsOfDirectory(atPath: folder.path)) ?? ["?"]
      guard inside.allSatisfy({ $0 == Self.lockName }) else {
        throw .catalog(
          .refused(
            what: folder.path, reason: "the folder is not empty and holds no corpus",
            cure: "choose another place"))
      }
      manifest = CorpusManifest(
        id: CorpusDraft.slug(name), title: name, language: "und", licence: "unknown",
        evidence: options.evidence, about: "Sessions captured as they went on.",
        assumptions: [
          "Time zero is the start of the connection. Records that came without an arrival bear the time of their "
            + "receipt since then."
        ], recordings: [])
    }
    if let title = options.title { manifest.title = title }
    if let licence = options.licence { manifest.licence = licence }
    if let language = options.language { manifest.language = language }
    let path = folder.appendingPathComponent(Self.lockName).path
    lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw CaptureFile.fault(path) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw .catalog(
        .refused(
          what: folder.path, reason: "another capture writes into it",
          cure: "end that one or choose another place"))
    }
  }

  deinit { close(lock) }

  private static let lockName = ".capture.lock"

  /// An id that no recording of the corpus and nothing else in its folder has: the one wanted, else with a
  /// number behind it. Case is not told apart, as file systems may not do it either.
  ///
  /// - Throws: ``CaptureFault`` when a file bears the name, which is nobody's recording.
  func freeID(_ wanted: String) throws(CaptureFault) -> String {
    let files = FileManager.default
    let inside = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in inside where name.lowercased() == wanted.lowercased() {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      if files.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
        throw CaptureFault("id: a file of the corpus folder is called '\(name)'; choose another one")
      }
    }
    let taken = Set((manifest.recordings.map(\.id) + inside).map { $0.lowercased() })
    guard taken.contains(wanted.lowercased()) else { return wanted }
    var number = 2
    while taken.contains("\(wanted)-\(number)".lowercased()) { number += 1 }
    return "\(wanted)-\(number)"
  }

  /// Whether the folder still takes files: a megabyte is written beside the recordings and removed.
  var takesFiles: Bool {
    let probe = folder.appendingPathComponent(".capture.probe")
    defer { try? FileManager.default.removeItem(at: probe) }
    return (try? Data(count: 1 << 20).write(to: probe)) != nil
  }

  /// Lists a recording in place of the one of its id, with its notes, and writes the manifest.
  func list(_ entry: CorpusManifest.Entry, notes: [String]) throws(StudioError) {
    if let index = manifest.recordings.firstIndex(where: { $0.id == entry.id }) {
      manifest.recordings[index] = entry
    } else {
      manifest.recordings.append(entry)
    }
    manifest.notes.removeAll { $0.hasPrefix("\(entry.id): ") }
    manifest.notes += notes.map { "\(entry.id): \($0)" }
    let file = folder.appendingPathComponent(Corpus.manifestName)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do { try (encoder.encode(manifest) + Data("\n".utf8)).write(to: file, options: .atomic) } catch {
      throw .catalog(.unwritable(file: file.path, reason: error.localizedDescription))
    }
  }
}

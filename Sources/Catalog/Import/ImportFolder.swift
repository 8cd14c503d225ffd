import Formats
import Foundation

/// The files of a place from which material is imported.
struct ImportFolder {
  /// A file by the parts of its name.
  struct File: Hashable {
    var url: URL
    /// Path below the folder, for ids and messages.
    var path: String
    /// Name without extension.
    var stem: String
    /// Extension in lower case.
    var kind: String
    /// Path of the folder that it lies in, below the root.
    var folder: String
  }

  /// Extensions of audio files that are read.
  static let audio: Set<String> = ["wav", "flac", "ogg", "opus", "oga", "aiff", "aif", "au", "w64", "caf"]
  private static let longest = 2_000_000
  private static let deepest = 16

  /// All files in order of path, without hidden ones and those of corpora of ours. Links to folders are not
  /// followed.
  let files: [File]
  /// The one file that was named; `nil` for a folder.
  let named: File?
  /// Audio files.
  let sounds: [File]
  /// Entries that the system lists and cannot tell anything of, such as names that are no text.
  let strays: [String]
  private let soundsByStem: [String: [File]]
  private let byStem: [Place: [File]]

  private struct Place: Hashable {
    var folder: String
    var stem: String
  }

  /// Lists a folder with the folders in it; for a file, the folder in which it lies, without those.
  init(_ source: URL) throws(CatalogError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
      throw .missing(file: source.path, cure: "correct the path")
    }
    let wanted = isFolder.boolValue ? nil : source.lastPathComponent
    let root = isFolder.boolValue ? source : source.deletingLastPathComponent()
    var files: [File] = []
    var strays: [String] = []
    var pending: [[String]] = [[]]
    while let folders = pending.popLast() {
      let place = folders.reduce(root) { $0.appendingPathComponent($1) }
      let names: [String]
      do { names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() } catch {
        if !folders.isEmpty { continue }
        throw .unreadable(file: root.path, reason: error.localizedDescription)
      }
      if !folders.isEmpty, names.contains(Corpus.manifestName) { continue }
      for name in names where !name.hasPrefix(".") || name == wanted {
        let url = place.appendingPathComponent(name)
        let type = try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
        if type == .typeDirectory {
          if isFolder.boolValue, folders.count < Self.deepest { pending.append(folders + [name]) }
          continue
        }
        guard type == .typeRegular || type == .typeSymbolicLink else {
          if type == nil { strays.append((folders + [name]).joined(separator: "/")) }
          continue
        }
        let parts = name as NSString
        files.append(
          File(
            url: url, path: (folders + [name]).joined(separator: "/"), stem: parts.deletingPathExtension,
            kind: parts.pathExtension.lowercased(), folder: folders.joined(separator: "/")))
        guard files.count <= Self.longest else {
          throw .refused(
            what: root.path, reason: "it holds more than \(Self.longest) files",
            cure: "import a folder inside it")
        }
      }
    }
    self.files = files.sorted { $0.path < $1.path }
    self.strays = isFolder.boolValue ? strays.sorted() : []
    named = wanted.flatMap { name in files.first { $0.url.lastPathComponent == name } }
    if wanted != nil, named == nil {
      throw .refused(
        what: source.path, reason: "it is no file that holds data", cure: "name a file or folder")
    }
    sounds = self.files.filter { Self.audio.contains($0.kind) }
    soundsByStem = Dictionary(grouping: sounds, by: \.stem)
    byStem = Dictionary(grouping: self.files) { Place(folder: $0.folder, stem: $0.stem) }
  }

  /// Lists a place and tells of what in it cannot be read.
  init(_ source: URL, _ report: inout ImportReport) throws(CatalogError) {
    try self.init(source)
    for stray in strays {
      report.add(.leftOut, stray, "its name cannot be read as text; rename it")
    }
  }

  /// The audio of a stem: in the same folder if there is one, else the only one anywhere.
  func sound(_ stem: String, near folder: String) -> File? {
    let matches = soundsByStem[stem] ?? []
    return matches.first { $0.folder == folder } ?? (matches.count == 1 ? matches.first : nil)
  }

  /// The files of a stem in a folder, in order of path.
  func beside(_ stem: String, in folder: String) -> [File] { byStem[Place(folder: folder, stem: stem)] ?? [] }

  /// Bytes of a file.
  static func bytes(of file: URL) throws(CatalogError) -> Data {
    try StoredJSON.bytes(of: file, cure: "correct the path")
  }
}

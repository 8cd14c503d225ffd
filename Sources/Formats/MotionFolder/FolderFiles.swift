import Foundation

/// One file of a folder, by the parts of its name.
struct FolderFile: Hashable, Sendable {
  var url: URL
  /// Names of the folders between the root and the file.
  var folders: [String]
  /// Name without extension.
  var stem: String
  /// Extension in lower case.
  var kind: String

  /// Place below the root, for messages and order.
  var path: String { (folders + [url.lastPathComponent]).joined(separator: "/") }
}

/// All that this reader asks of the file system.
enum FolderFiles {
  /// Extensions that mean something here.
  static let audio: Set<String> = ["wav", "flac", "ogg", "aif", "aiff"]
  private static let kinds: Set<String> = audio.union([
    "npz", "npy", "csv", "json", "jsonl", "textgrid", "bvh", "txt",
  ])
  private static let largestCount = 2_000_000
  private static let largestDepth = 16

  /// The files below a folder that mean something here, in order of path; links to folders are not followed.
  static func list(_ root: URL, isDeep: Bool = true) throws(FormatsError) -> [FolderFile] {
    var files: [FolderFile] = []
    var pending: [[String]] = [[]]
    let manager = FileManager.default
    while let folders = pending.popLast() {
      let place = folders.reduce(root) { $0.appendingPathComponent($1) }
      let names: [String]
      do { names = try manager.contentsOfDirectory(atPath: place.path).sorted() } catch {
        if !folders.isEmpty { continue }
        throw .unreadable(file: root.path, reason: "the folder cannot be listed")
      }
      for name in names where !name.hasPrefix(".") {
        let whole = name as NSString
        let kind = whole.pathExtension.lowercased()
        if kinds.contains(kind) {
          files.append(
            FolderFile(
              url: place.appendingPathComponent(name), folders: folders, stem: whole.deletingPathExtension,
              kind: kind))
          guard files.count <= largestCount else {
            throw .unsupported(
              file: root.path, place: "folder", reason: "more than \(largestCount) files",
              cure: "import a folder inside it")
          }
        } else if isDeep, folders.count < largestDepth {
          let type = try? manager.attributesOfItem(atPath: place.appendingPathComponent(name).path)[.type]
          if type as? FileAttributeType == .typeDirectory { pending.append(folders + [name]) }
        }
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  /// Whether a place is a folder; a link counts as what it leads to.
  static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Name of a file for messages.
  static func name(_ url: URL) -> String { url.lastPathComponent }

  /// A file's bytes, mapped where the system can.
  static func bytes(of url: URL) throws(FormatsError) -> Data {
    do { return try Data(contentsOf: url, options: .alwaysMapped) } catch {
      throw .unreadable(file: name(url), reason: (error as NSError).localizedDescription)
    }
  }

  /// A file's bytes for readers of text, bounded by ``ReadingLimits/fileBytes``.
  static func text(of url: URL) throws(FormatsError) -> Data {
    let bytes = try bytes(of: url)
    guard bytes.count <= ReadingLimits.fileBytes else {
      throw .unsupported(
        file: name(url), place: "file", reason: "it has \(bytes.count) bytes",
        cure: "at most \(ReadingLimits.fileBytes) are read; divide it")
    }
    return bytes
  }

  /// The first bytes of a file; none when it cannot be read.
  static func head(of url: URL, _ count: Int) -> Data {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return Data() }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: count)) ?? Data()
  }
}

public import Foundation

/// Files of takes below some folders, or named one by one, found by the names of the takes.
public struct TakeShelf: Sendable {
  /// A file and how it is read.
  public struct Item: Sendable, Equatable {
    /// Where it is.
    public var file: URL
    /// How it is read.
    public var layout: TakeFileLayout
  }

  /// The most files that are looked at.
  private static let largestCount = 100_000

  private var items: [String: [Item]] = [:]
  /// Endings that are looked for, in the order of the layouts.
  public let endings: [String]

  /// Tables that an export lays beside a take; in a folder they are not taken for takes.
  private static let sideTables = [".markers.csv", ".rights.csv"]

  /// Looks for files whose ending one of the layouts has. Of several with that ending the one that knows a file by its
  /// beginning reads it, else the first.
  ///
  /// - Throws: ``FormatsError`` when a path does not exist, or a file that is named has another ending.
  public init(_ paths: [String], layouts: [TakeFileLayout]) throws(FormatsError) {
    var seen: Set<String> = []
    endings = layouts.flatMap(\.endings).filter { seen.insert($0).inserted }
    for path in paths {
      let place = URL(fileURLWithPath: path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
        throw .unreadable(file: path, reason: "no such file or folder")
      }
      guard isFolder.boolValue else {
        guard let item = Self.item(place, layouts) else {
          throw .unsupported(
            file: path, place: "name", reason: "its ending is none of \(endings.joined(separator: ", "))",
            cure:
              "name a file with such an ending, or choose how it is read with --layout; see 'take layouts'")
        }
        items[place.deletingPathExtension().lastPathComponent, default: []].append(item)
        continue
      }
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: place.path)) ?? []
      for name in names.sorted().prefix(Self.largestCount) {
        if Self.sideTables.contains(where: { name.lowercased().hasSuffix($0) }) { continue }
        let file = place.appendingPathComponent(name)
        if let item = Self.item(file, layouts) {
          items[(name as NSString).deletingPathExtension, default: []].append(item)
        }
      }
    }
  }

  private static func item(_ file: URL, _ layouts: [TakeFileLayout]) -> Item? {
    let ending = file.pathExtension.lowercased()
    let able = layouts.filter { $0.endings.contains(ending) }
    guard able.count > 1, let handle = try? FileHandle(forReadingFrom: file) else {
      return able.first.map { Item(file: file, layout: $0) }
    }
    let head = (try? handle.read(upToCount: TakeFileLayout.headLength)) ?? Data()
    try? handle.close()
    return (able.first { $0.recognises(head) } ?? able.first).map { Item(file: file, layout: $0) }
  }

  /// Takes out the files of the first of some names that has any, in the order of the layouts.
  public mutating func take(_ names: [String]) -> [Item]? {
    guard let name = names.first(where: { items[$0] != nil }) else { return nil }
    return items.removeValue(forKey: name)
  }

  /// All files at once, in the order of their names.
  public var all: [Item] { items.sorted { $0.key < $1.key }.flatMap(\.value) }

  /// Reads the files of one take and merges them.
  ///
  /// - Returns: the take, and the bytes of its files one behind the other.
  /// - Throws: ``FormatsError`` of the reader.
  public static func read(_ items: [Item], options: TakeFile.Options) throws(FormatsError) -> (
    take: TakeFile, bytes: Data
  ) {
    var files: [(name: String, file: TakeFile)] = []
    var all = Data()
    for item in items {
      let bytes: Data
      do { bytes = try Data(contentsOf: item.file) } catch {
        throw .unreadable(file: item.file.path, reason: "it cannot be read")
      }
      all += bytes
      files.append(
        (
          item.file.lastPathComponent,
          try TakeFile(item.file, bytes: bytes, layout: item.layout, options: options)
        ))
    }
    return (try TakeFile.merged(files), all)
  }
}

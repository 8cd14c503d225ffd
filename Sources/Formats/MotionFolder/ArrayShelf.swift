import Foundation

/// Arrays by name, wherever they lie: in one archive, or each in a file of its own.
struct ArrayShelf {
  /// Names in order.
  let names: [String]
  /// Name of the archive or folder, for messages.
  let file: String
  /// The most rows of a table: frames of the longest take at the rate of the file, or at the highest.
  var largestRows = Int(MotionFolder.longestSeconds) * 1000
  private let load: (String, Int) throws(FormatsError) -> NPYArray?

  /// Arrays from wherever `load` takes them, given a name and the most rows.
  init(
    names: [String], file: String, load: @escaping (String, Int) throws(FormatsError) -> NPYArray?
  ) {
    self.names = names
    self.file = file
    self.load = load
  }

  /// Arrays of an archive.
  init(_ archive: NPZArchive, file: String) {
    names = archive.names
    self.file = file
    load = { (name, rows) throws(FormatsError) in try archive.array(name, rows: rows) }
  }

  /// Arrays in files.
  init(_ files: [String: URL], file: String) {
    names = files.keys.sorted()
    self.file = file
    load = { (name, _) throws(FormatsError) in
      guard let url = files[name] else { return nil }
      return try NPYArray(FolderFiles.bytes(of: url), file: FolderFiles.name(url))
    }
  }

  /// The array of a name.
  func array(_ name: String) throws(FormatsError) -> NPYArray? { try load(name, largestRows) }

  /// A table of numbers: rows along the first dimension, everything behind it one row.
  struct Table {
    var name: String
    var rows: Int
    var width: Int
    var values: [Float]
  }

  /// The first of some names that is there, as a table.
  ///
  /// - Throws: ``FormatsError`` when it holds no numbers or is not within the limits of a take.
  func table(_ keys: [String]) throws(FormatsError) -> Table? {
    guard let name = keys.first(where: { names.contains($0) }), let array = try array(name) else {
      return nil
    }
    return try table(name, array)
  }

  /// An array as a table.
  func table(_ name: String, _ array: NPYArray) throws(FormatsError) -> Table {
    guard array.element.isNumeric, !array.shape.isEmpty else {
      throw .malformed(
        file: file, place: "array '\(name)'",
        reason: "\(array.element) of shape \(array.shape) where frames belong",
        cure: "save numbers, a row for each frame")
    }
    guard array.length <= largestRows else {
      throw .unsupported(
        file: file, place: "array '\(name)'",
        reason: "it has shape \(array.shape), and at most \(largestRows) frames are read",
        cure: "divide it into takes of at most \(Int(MotionFolder.longestSeconds)) s")
    }
    guard array.length == 0 || array.width <= MotionFolder.largestWidth else {
      throw .unsupported(
        file: file, place: "array '\(name)'", reason: "\(array.width) numbers a frame",
        cure: "at most \(MotionFolder.largestWidth) are read")
    }
    return Table(
      name: name, rows: array.length, width: array.length == 0 ? 0 : array.width, values: array.floats() ?? []
    )
  }

  /// The first of some names that is there, as a single number; `nil` when it is none.
  func scalar(_ keys: [String]) throws(FormatsError) -> Double? { try single(keys)?.doubles()?.first }

  /// The first of some names that is there, as a single text; `nil` when it is none.
  func text(_ keys: [String]) throws(FormatsError) -> String? { try single(keys)?.texts()?.first }

  private func single(_ keys: [String]) throws(FormatsError) -> NPYArray? {
    guard let name = keys.first(where: { names.contains($0) }) else { return nil }
    do {
      guard let array = try array(name), array.count == 1 else { return nil }
      return array
    } catch {
      // Scripts save such side remarks as Python objects; without them the take is still whole.
      if case .unsupported = error { return nil }
      throw error
    }
  }
}

public import Foundation
import GRDB

extension SQLiteArchive {
  /// The views that a dump writes, each as `<view>.csv`.
  public static let dumpedViews = [
    "run_summary", "score_long", "take_scores", "takes", "tags", "experiments", "remarks",
  ]

  /// Writes every view as a table of its own: RFC 4180, UTF-8, a line of names first. Tracks are left out.
  ///
  /// Numbers are written so that reading them gives the same bits; NULL is an empty field.
  ///
  /// - Parameter folder: must not exist, or be empty; it is there whole or not at all.
  /// - Returns: rows written, by view.
  /// - Throws: ``RunStoreError`` when the folder cannot be written.
  public func dump(to folder: URL) throws -> [(view: String, rows: Int)] {
    let files = FileManager.default
    // Only an empty folder of the user's own gives way: a file, a link or a device never does.
    let kind = (try? files.attributesOfItem(atPath: folder.path))?[.type] as? FileAttributeType
    if kind != nil {
      guard kind == .typeDirectory, (try? files.contentsOfDirectory(atPath: folder.path))?.isEmpty == true
      else {
        throw RunStoreError.unusable(
          path: folder.path, reason: "a dump goes into a new folder or an empty one")
      }
    }
    let beside = folder.deletingLastPathComponent().appendingPathComponent(
      ".\(folder.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).new")
    do {
      try? files.removeItem(at: beside)
      try files.createDirectory(at: beside, withIntermediateDirectories: true)
    } catch {
      throw RunStoreError.unusable(path: folder.path, reason: "the folder cannot be made")
    }
    defer { try? files.removeItem(at: beside) }
    let written = try read { database in
      try Self.dumpedViews.map { view in
        (view: view, rows: try Self.write(view, database, to: beside.appendingPathComponent("\(view).csv")))
      }
    }
    do {
      if kind != nil, rmdir(folder.path) != 0 { throw CocoaError(.fileWriteUnknown) }
      try files.moveItem(at: beside, to: folder)
    } catch {
      throw RunStoreError.unusable(path: folder.path, reason: "the folder cannot be written")
    }
    return written
  }

  private static func write(_ view: String, _ database: Database, to file: URL) throws -> Int {
    let query =
      switch view {
      case "takes":
        """
        SELECT run, recording, participant, seed, frames, lookahead, fps_num, fps_den, track_hash, failure FROM takes
        ORDER BY run, recording, participant, seed
        """
      case "take_scores": "SELECT * FROM take_scores ORDER BY run, recording, participant, seed, metric"
      case "score_long": "SELECT * FROM score_long ORDER BY run, metric"
      case "remarks": "SELECT run, name, value FROM provenance ORDER BY run, name"
      default: "SELECT * FROM \(view)"
      }
    guard FileManager.default.createFile(atPath: file.path, contents: nil),
      let handle = try? FileHandle(forWritingTo: file)
    else { throw RunStoreError.unusable(path: file.path, reason: "it cannot be written") }
    defer { try? handle.close() }
    let statement = try database.makeStatement(sql: query)
    let cursor = try Row.fetchCursor(statement)
    var text = statement.columnNames.map(field).joined(separator: ",") + "\r\n"
    var rows = 0
    func flush() throws {
      do { try handle.write(contentsOf: Data(text.utf8)) } catch {
        throw RunStoreError.unusable(path: file.path, reason: "it cannot be written; is the disk full?")
      }
      text = ""
    }
    while let row = try cursor.next() {
      text += row.map { field($0.1) }.joined(separator: ",") + "\r\n"
      rows += 1
      if text.utf8.count > 1 << 20 { try flush() }
    }
    try flush()
    return rows
  }

  private static func field(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: ""
    case .int64(let number): String(number)
    case .double(let number): "\(number)"
    case .string(let text): field(text)
    case .blob(let data): "\(data.count) bytes"
    }
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) || text.isEmpty else {
      return text
    }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

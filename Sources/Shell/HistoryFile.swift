import Foundation

/// Lines of earlier sessions, one per line of a text file.
///
/// Every line is appended as it is entered, so that sessions side by side keep each other's; at the end of
/// a session a file that has grown past the limit is written anew beside and renamed.
struct HistoryFile {
  /// Lines kept.
  static let limit = 10_000

  /// Where it is.
  let path: String
  /// Lines that it keeps.
  var limit = HistoryFile.limit

  /// The user's file: `MIEN_HISTORY`, else `$XDG_STATE_HOME/mien/history`, else `~/.local/state/mien/history`.
  /// `nil` where there is none of them, or where `MIEN_HISTORY` is empty.
  static func current(_ environment: [String: String]) -> HistoryFile? {
    if let path = environment["MIEN_HISTORY"] { return path.isEmpty ? nil : HistoryFile(path: path) }
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return HistoryFile(path: state + "/mien/history")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return HistoryFile(path: home + "/.local/state/mien/history")
  }

  /// The last lines, oldest first; none where the file cannot be read.
  func lines() -> [String] {
    guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
    return bytes.split(separator: 0x0A).suffix(limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Adds a line; a folder or file that is missing is made, for the user alone.
  ///
  /// - Returns: whether it was written. History is a comfort: a full disk must not end a session.
  @discardableResult
  func append(_ line: String) -> Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array((line + "\n").utf8)
    return bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == bytes.count
  }

  /// Writes the file anew when it holds more than the limit; leaves it alone when that fails.
  func compact() {
    guard let bytes = FileManager.default.contents(atPath: path) else { return }
    let lines = bytes.split(separator: 0x0A)
    guard lines.count > limit else { return }
    var kept = Data()
    for line in lines.suffix(limit) {
      kept.append(contentsOf: line)
      kept.append(0x0A)
    }
    let fresh = "\(path).\(getpid())"
    guard
      FileManager.default.createFile(atPath: fresh, contents: kept, attributes: [.posixPermissions: 0o600])
    else { return }
    if rename(fresh, path) != 0 { unlink(fresh) }
  }
}

import Foundation

/// Who holds a store: what a person wants to know whom a locked one keeps waiting.
enum StoreLock {
  /// Processes with locks on a store's files, such as `mien (4711)`; empty where the system does not say.
  static func holders(of path: String) -> [String] {
    let files = Set(["", "-wal", "-shm"].compactMap { inode(path + $0) })
    guard !files.isEmpty, let table = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else {
      return []
    }
    let own = ProcessInfo.processInfo.processIdentifier
    return processes(table, holding: files).filter { $0 != own }.map { "\(name(of: $0)) (\($0))" }
  }

  /// Processes with locks on files of the given inodes, out of the text of `/proc/locks`, ascending.
  static func processes(_ table: String, holding inodes: Set<UInt64>) -> [Int32] {
    var found: Set<Int32> = []
    for line in table.split(separator: "\n") {
      // 1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 124 124; a lock that is waited for has an arrow behind its number.
      let words = line.split(separator: " ")
      guard !words.contains("->"), words.count >= 6, let process = Int32(words[4]),
        let inode = words[5].split(separator: ":").last.flatMap({ UInt64($0) }), inodes.contains(inode)
      else { continue }
      found.insert(process)
    }
    return found.sorted()
  }

  /// Number of the file that a path leads to; `nil` where there is none.
  static func inode(_ path: String) -> UInt64? {
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
  }

  private static func name(of process: Int32) -> String {
    let text = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "process"
  }
}

import Foundation
import GRDB

/// Looks at a file before SQLite does: a store that is none must be neither opened nor changed.
enum StoreFile {
  /// What stands at a path.
  enum State {
    /// Nothing, or a file without tables: a store can be made there.
    case empty
    /// A store of a version that is known here.
    case store
  }

  /// - Throws: ``RunStoreError`` when it is anything else.
  static func check(_ path: String) throws -> State {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw RunStoreError.unusable(path: path, reason: "its folder cannot be made")
      }
      return .empty
    }
    guard !isFolder.boolValue else { throw RunStoreError.notAStore(path: path, what: "a folder") }
    let kind =
      (try? FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path))?[.type] as? FileAttributeType
    // A pipe would be waited for, a device never ends.
    guard kind == .typeRegular else {
      throw RunStoreError.notAStore(path: path, what: "a device, a pipe or a socket")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw RunStoreError.unusable(path: path, reason: "it cannot be read")
    }
    defer { try? handle.close() }
    let header = (try? handle.read(upToCount: 100)) ?? Data()
    if header.isEmpty { return .empty }
    guard header.count == 100, header.prefix(16) == Data("SQLite format 3\u{0}".utf8) else {
      throw RunStoreError.notAStore(path: path, what: "not an SQLite file")
    }
    // SQLite file format, section 1.3: user version at byte 60, application id at byte 68, big-endian.
    // A store in use keeps newer pages in its WAL, but both numbers are settled when it is made.
    func number(at offset: Int) -> Int32 {
      header[offset..<offset + 4].reduce(Int32(0)) { $0 << 8 | Int32($1) }
    }
    let application = number(at: 68)
    let version = number(at: 60)
    if application == 0, version == 0 {
      // Made but not yet checkpointed, or somebody else's: tables tell.
      return try checkTables(path)
    }
    guard application == Schema.applicationID else {
      throw RunStoreError.notAStore(path: path, what: "another program's database")
    }
    guard version <= Schema.version else {
      throw RunStoreError.newer(path: path, version: Int(version), known: Int(Schema.version))
    }
    return .store
  }

  private static func checkTables(_ path: String) throws -> State {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(30)
    let (application, version, tables): (Int32, Int32, Int)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      (application, version, tables) = try queue.read { database in
        (
          try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
          try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
          try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ?? 0
        )
      }
    } catch {
      throw RunStoreError.notAStore(path: path, what: "a damaged SQLite file")
    }
    guard application == Schema.applicationID || tables == 0 else {
      throw RunStoreError.notAStore(path: path, what: "another program's database")
    }
    guard version <= Schema.version else {
      throw RunStoreError.newer(path: path, version: Int(version), known: Int(Schema.version))
    }
    return application == Schema.applicationID ? .store : .empty
  }
}

import Foundation
import GRDB
import RunStore
import Runs
import Testing

/// Stores that earlier versions wrote: `Tests/Fixtures/stores/<version>.sqlite`, one run of `still` each.
@Suite("Stores of earlier versions open and keep what they hold")
struct MigrationTests {
  @Test("a store of version 1 says that its run was given everything")
  func versionOne() throws {
    let folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/stores/1.sqlite")
    let path = folder.path("store.sqlite")
    try FileManager.default.copyItem(atPath: source.path, toPath: path)
    let before = try DatabaseQueue(path: path).read {
      try Row.fetchAll($0, sql: "SELECT run, recording, track_hash FROM takes")
    }
    #expect(before.count == 1)
    let archive = try SQLiteArchive(path: path)
    let run = try #require(try archive.runs().first)
    #expect(run.run.given == nil && run.run.givenText == "everything")
    #expect(try run.run.id() == run.id)
    #expect(run.takes == 1 && !run.scores.isEmpty)
    let after = try DatabaseQueue(path: path).read { database in
      #expect(try Int.fetchOne(database, sql: "PRAGMA user_version") == 2)
      #expect(try String.fetchAll(database, sql: "SELECT given FROM runs") == ["everything"])
      return try Row.fetchAll(database, sql: "SELECT run, recording, track_hash FROM takes")
    }
    #expect(before == after)
  }
}

import Foundation
import RunStore
import Runs
import Testing

@Suite("A user's own SQL reads and nothing else")
struct StoreQueryTests {
  private let folder: TemporaryFolder
  private let archive: SQLiteArchive

  init() throws {
    folder = try TemporaryFolder()
    archive = try SQLiteArchive(path: folder.path("store.sqlite"))
    let run = try archive.open(Samples.run())
    try archive.store(Samples.take(Samples.key()), of: run)
    try archive.store(Take(key: Samples.key(seed: 2), outcome: .failed(reason: "x")), of: run)
  }

  @Test("cells keep their types; a blob is given by its length")
  func cells() throws {
    let answer = try archive.query("SELECT 1 AS a, 2.5, 'x', NULL, x'0102'")
    #expect(answer.columns[0] == "a")
    #expect(answer.rows == [[.integer(1), .real(2.5), .text("x"), .null, .blob(bytes: 2)]])
    let takes = try archive.query("SELECT seed, frames, track, failure FROM takes ORDER BY seed")
    #expect(takes.rows[0][0] == .text("1") && takes.rows[0][1] == .integer(200))
    guard case .blob(let bytes) = takes.rows[0][2] else {
      Issue.record("the track is no blob")
      return
    }
    #expect(bytes > 8)
    #expect(takes.rows[1] == [.text("2"), .null, .null, .text("x")])
  }

  @Test(
    "reading in all its forms is answered",
    arguments: [
      "SELECT * FROM runs", "  select count(*) from take;", "-- what is there\nSELECT 1",
      "/* a */ /* b */ SELECT 1",
      "WITH t AS (SELECT 1 AS n) SELECT n FROM t", "VALUES (1), (2)", "EXPLAIN QUERY PLAN SELECT * FROM run",
      "SELECT name FROM pragma_table_info('take')",
    ])
  func reading(sql: String) throws { #expect(try !archive.query(sql).columns.isEmpty) }

  @Test("an answer without rows still has columns")
  func noRows() throws {
    let answer = try archive.query("SELECT run, metric FROM scores WHERE run = 'nobody'")
    #expect(answer.columns == ["run", "metric"] && answer.rows.isEmpty)
  }

  @Test(
    "writing is refused, and so is all that would change the connection or another file",
    arguments: [
      "INSERT INTO provenance (run, name, value) VALUES ('a', 'b', 'c')", "UPDATE take SET frames = 0",
      "DELETE FROM run", "DROP TABLE run", "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)",
      "WITH t AS (SELECT 1) DELETE FROM run", "PRAGMA user_version = 5", "PRAGMA user_version(5)",
      "PRAGMA journal_mode = DELETE", "PRAGMA query_only = 0", "ATTACH 'other.sqlite' AS other",
      "DETACH main",
      "VACUUM", "VACUUM INTO 'copy.sqlite'", "BEGIN IMMEDIATE", "COMMIT", "REINDEX", "ANALYZE", "SAVEPOINT a",
      "/* SELECT */ DELETE FROM run", "--SELECT\nDELETE FROM run",
      "REPLACE INTO experiment VALUES ('a', 'b')",
    ])
  func writing(sql: String) throws {
    let error = try #require(throws: RunStoreError.self) { _ = try archive.query(sql) }
    #expect(error.description.contains("only reading is allowed"))
    #expect(try archive.query("SELECT count(*) FROM run").rows == [[.integer(1)]])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).allSatisfy {
        $0.hasPrefix("store.sqlite")
      })
  }

  @Test(
    "what is no statement is told so on one line",
    arguments: [
      "", "   ", "-- nothing", "/* open", ";", "SELECT", "SELECT * FROM nowhere", "SELECT ?",
      "SELECT 1; DELETE FROM run",
      "SELECT 1; SELECT 2", "hello", "SELECT load_extension('x')",
    ])
  func bad(sql: String) throws {
    let error = try #require(throws: RunStoreError.self) { _ = try archive.query(sql) }
    guard case .badQuery(let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!reason.isEmpty && !reason.contains("\n"))
  }
}

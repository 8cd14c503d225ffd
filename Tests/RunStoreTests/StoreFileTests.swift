import Foundation
import GRDB
import RunStore
import Runs
import Testing

@Suite("A file that is no store is neither opened nor changed")
struct StoreFileTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func refusal(_ name: String, readOnly: Bool = false) throws -> RunStoreError {
    let path = folder.path(name)
    let before = try? Data(contentsOf: URL(fileURLWithPath: path))
    let error = try #require(throws: RunStoreError.self) {
      _ = try SQLiteArchive(path: path, readOnly: readOnly)
    }
    #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
    #expect((try? Data(contentsOf: URL(fileURLWithPath: path))) == before)
    return error
  }

  private func write(_ bytes: Data, _ name: String) throws {
    try bytes.write(to: URL(fileURLWithPath: folder.path(name)))
  }

  /// Makes an SQLite file that is not ours.
  private func database(_ name: String, _ sql: String) throws {
    try DatabaseQueue(path: folder.path(name)).write { try $0.execute(sql: sql) }
  }

  @Test("other files")
  func others() throws {
    try write(Data("hello, this is a text\n".utf8), "text")
    #expect(try refusal("text") == .notAStore(path: folder.path("text"), what: "not an SQLite file"))
    try write(Data(count: 4096), "zeros")
    #expect(try refusal("zeros").description.contains("not an SQLite file"))
    try write(Data("SQLite format 3\u{0}".utf8), "header")
    #expect(try refusal("header").description.contains("not an SQLite file"))
    try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: true)
    #expect(try refusal("folder").description.contains("a folder"))
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(try refusal("pipe").description.contains("a pipe"))
  }

  @Test("another program's database, with and without numbers of its own")
  func anotherProgram() throws {
    try database("plain", "CREATE TABLE run (id TEXT)")
    #expect(try refusal("plain").description.contains("another program's database"))
    try database("named", "PRAGMA application_id = 77; CREATE TABLE run (id TEXT)")
    #expect(try refusal("named").description.contains("another program's database"))
    try database("versioned", "PRAGMA user_version = 1; CREATE TABLE run (id TEXT)")
    #expect(try refusal("versioned").description.contains("another program's database"))
  }

  @Test("a store of a newer version says which, and what to do")
  func newer() throws {
    _ = try SQLiteArchive(path: folder.path("new"))
    try DatabaseQueue(path: folder.path("new")).inDatabase {
      try $0.execute(sql: "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let error = try refusal("new")
    #expect(error == .newer(path: folder.path("new"), version: 99, known: 3))
    #expect(error.description.contains("update Mien"))
  }

  @Test("an empty file becomes a store for a writer and is refused to a reader")
  func empty() throws {
    try write(Data(), "empty")
    #expect(try refusal("empty", readOnly: true).description.contains("an empty file"))
    #expect(try SQLiteArchive(path: folder.path("empty")).runs().isEmpty)
    #expect(try SQLiteArchive(path: folder.path("empty"), readOnly: true).runs().isEmpty)
  }

  @Test("a reader makes nothing where there is nothing; a writer makes folders too")
  func missing() throws {
    #expect(
      try refusal("none/here.sqlite", readOnly: true) == .missing(path: folder.path("none/here.sqlite")))
    #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
    _ = try SQLiteArchive(path: folder.path("made/here.sqlite"))
    #expect(FileManager.default.fileExists(atPath: folder.path("made/here.sqlite")))
    try write(Data(), "file")
    #expect(
      throws: RunStoreError.unusable(path: folder.path("file/store"), reason: "its folder cannot be made")
    ) {
      _ = try SQLiteArchive(path: folder.path("file/store"))
    }
  }

  @Test("a reader cannot write")
  func readOnly() throws {
    _ = try SQLiteArchive(path: folder.path("store")).open(Samples.run())
    let reader = try SQLiteArchive(path: folder.path("store"), readOnly: true)
    #expect(throws: RunStoreError.self) { try reader.open(Samples.run(strategy: "other")) }
    #expect(try reader.runs().count == 1)
  }

  @Test(
    "a store cut short is told as such, whatever is left of it", arguments: [120, 3000, 4096, 9000, 40_000])
  func truncated(size: Int) throws {
    let path = folder.path("cut")
    do {
      let archive = try SQLiteArchive(path: folder.path("whole"))
      let run = try archive.open(Samples.run())
      for seed in UInt64(0)..<30 { try archive.store(Samples.take(Samples.key(seed: seed)), of: run) }
    }
    try DatabaseQueue(path: folder.path("whole")).inDatabase {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path("whole")))
    #expect(whole.count > 40_000)
    try write(whole.prefix(size), "cut")
    for readOnly in [true, false] {
      let error = try #require(throws: RunStoreError.self) {
        let archive = try SQLiteArchive(path: path, readOnly: readOnly)
        for run in try archive.runs() {
          for take in try archive.takes(of: run.id) { _ = try archive.track(of: take.key, in: run.id) }
          _ = try archive.records(of: run.id)
        }
      }
      #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
    }
  }

  @Test(
    "cells that somebody changed are an error of the store, never a crash",
    arguments: [
      "UPDATE take SET seed = 'seven'", "UPDATE take SET track = x'00'",
      "UPDATE take SET track_hash = 'feed'", "UPDATE take SET frames = NULL",
      "UPDATE take SET frames = 900000000",
      "UPDATE take SET frames = -1", "UPDATE take SET fps_num = 99999999999", "UPDATE take SET fps_den = 0",
      "UPDATE take SET channels = '[]'", "UPDATE take SET channels = '{'", "UPDATE take SET channels = NULL",
      "UPDATE take SET channels = replace(channels, 'rotation', 'dance')",
      "UPDATE measurement SET record = '{}'",
      "UPDATE run SET specification = 'x'",
    ])
  func changed(sql: String) throws {
    do {
      let archive = try SQLiteArchive(path: folder.path("store"))
      try archive.store(Samples.take(Samples.key()), of: try archive.open(Samples.run()))
    }
    try database("store", sql)
    let archive = try SQLiteArchive(path: folder.path("store"))
    let error = try #require(throws: RunStoreError.self) {
      let run = try Samples.run().id()
      _ = try archive.runs()
      _ = try archive.takes(of: run)
      _ = try archive.finishedTakes(of: run)
      _ = try archive.records(of: run)
      _ = try archive.track(of: Samples.key(), in: run)
    }
    #expect(error.description.hasPrefix(folder.path("store")) && !error.description.contains("\n"))
  }
}

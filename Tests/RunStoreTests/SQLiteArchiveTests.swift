import Foundation
import GRDB
import Motion
import RunStore
import Runs
import Scoring
import Testing

@Suite("One file, many hands, many years")
struct SQLiteArchiveTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// A store that version 1 wrote; it must open for good. `MIEN_KEEP_STORE=1` writes it anew, and fails.
  static let kept = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/versions/store-1.sqlite")

  private func write(to path: String) throws {
    do {
      let archive = try SQLiteArchive(path: path)
      let run = try archive.open(Samples.run())
      try archive.store(Samples.take(Samples.key()), of: run)
      try archive.store(Take(key: Samples.key(seed: 2), outcome: .failed(reason: "it broke")), of: run)
      let scores = try Metrics.reduce(archive.records(of: run), reference: ScoringReference())
      try archive.store(scores, of: run)
      try archive.note(["corpus.place": "/corpora/parlor"], of: run)
    }
    try DatabaseQueue(path: path).inDatabase {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM")
    }
  }

  @Test("a store of version 1 keeps opening, with everything in it", arguments: [true, false])
  func versionOne(readOnly: Bool) throws {
    if ProcessInfo.processInfo.environment["MIEN_KEEP_STORE"] != nil {
      try? FileManager.default.removeItem(at: Self.kept)
      try write(to: Self.kept.path)
      Issue.record("the kept store was written anew; look at it and unset MIEN_KEEP_STORE")
    }
    let path = folder.path("store.sqlite")
    try FileManager.default.copyItem(atPath: Self.kept.path, toPath: path)
    let archive = try SQLiteArchive(path: path, readOnly: readOnly)
    let runs = try archive.runs()
    try #require(runs.count == 1)
    #expect(runs[0].run.source.id == "idle" && runs[0].run.seeds == [1, .max])
    #expect(runs[0].takes == 1 && runs[0].failed == 1 && !runs[0].scores.isEmpty)
    #expect(try archive.takes(of: runs[0].id).map(\.failure) == [nil, "it broke"])
    #expect(
      try archive.track(of: Samples.key(), in: runs[0].id).samples.map(\.bitPattern)
        == Samples.track.samples.map(\.bitPattern))
    #expect(try !archive.records(of: runs[0].id).isEmpty)
    #expect(try archive.remarks(of: runs[0].id) == ["corpus.place": "/corpora/parlor"])
  }

  @Test("two archives on one file write at once and see each other's takes")
  func twoWriters() async throws {
    let path = folder.path("store.sqlite")
    let run = try Samples.run().id()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in UInt64(0)..<4 {
        group.addTask {
          // The file is made by whoever comes first.
          let archive = try SQLiteArchive(path: path)
          #expect(try archive.open(Samples.run()) == run)
          for seed in UInt64(0)..<6 {
            try archive.store(Samples.take(Samples.key("r\(writer)", seed: seed)), of: run)
          }
        }
      }
      try await group.waitForAll()
    }
    let archive = try SQLiteArchive(path: path, readOnly: true)
    #expect(try archive.finishedTakes(of: run).count == 24)
    #expect(try archive.runs().count == 1)
  }

  @Test("a reader beside a writer sees what is committed")
  func readerBesideWriter() throws {
    let writer = try SQLiteArchive(path: folder.path("store.sqlite"))
    let run = try writer.open(Samples.run())
    let reader = try SQLiteArchive(path: folder.path("store.sqlite"), readOnly: true)
    #expect(try reader.takes(of: run).isEmpty)
    try writer.store(Samples.take(Samples.key()), of: run)
    #expect(try reader.takes(of: run).count == 1)
  }

  @Test("another plan under the same id is refused, never mixed in")
  func sameID() throws {
    let path = folder.path("store.sqlite")
    let run = try SQLiteArchive(path: path).open(Samples.run())
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "UPDATE run SET specification = replace(specification, '1.0.0', '1.0.1')")
    }
    #expect(throws: RunsError.sameID(run)) { try SQLiteArchive(path: path).open(Samples.run()) }
  }
}

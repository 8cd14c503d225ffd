import Foundation
import GRDB
import Motion
import RunStore
import Runs
import Scoring
import Testing

/// Stores that earlier versions wrote: `Tests/Fixtures/stores/<version>.sqlite`, one run of `still` each.
@Suite("Stores of earlier versions open and keep what they hold")
struct MigrationTests {
  private static func fixture(_ version: Int) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/stores/\(version).sqlite")
  }

  private static func takes(_ path: String) throws -> [String] {
    try DatabaseQueue(path: path).read { database in
      try Row.fetchAll(database, sql: "SELECT run, recording, seed, frames, track_hash FROM takes").map(
        \.description)
    }
  }

  @Test("each is brought up to date and holds the same", arguments: [1, 2])
  func upgraded(version: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("store.sqlite")
    try FileManager.default.copyItem(atPath: Self.fixture(version).path, toPath: path)
    let before = try Self.takes(path)
    let scores = try SQLiteArchive(path: path, readOnly: true).runs()[0].scores
    #expect(before.count == 1 && !scores.isEmpty)
    let archive = try SQLiteArchive(path: path)
    let run = try #require(try archive.runs().first)
    #expect(run.run.given == nil && run.run.givenText == "everything")
    #expect(try run.run.id() == run.id)
    #expect(run.takes == 1 && run.scores == scores)
    let take = try #require(try archive.takes(of: run.id).first)
    #expect(try archive.track(of: take.key, in: run.id).frameCount == take.frames)
    #expect(try archive.check().filter { $0.rule != .measurement }.isEmpty)
    #expect(try Self.takes(path) == before)
    let queue = try DatabaseQueue(path: path)
    func number(_ sql: String) throws -> Int? { try queue.read { try Int.fetchOne($0, sql: sql) } }
    #expect(try number("PRAGMA user_version") == 3)
    #expect(try number("SELECT count(*) FROM runs WHERE given = 'everything'") == 1)
    #expect(try number("SELECT takes FROM run_summary") == 1)
    #expect(try number("SELECT count(*) FROM metric_mean") == scores.filter { $0.value.number != nil }.count)
  }

  @Test("opened for reading, each answers and stays as it is, byte by byte", arguments: [1, 2])
  func readOnly(version: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("store.sqlite")
    try FileManager.default.copyItem(atPath: Self.fixture(version).path, toPath: path)
    let archive = try SQLiteArchive(path: path, readOnly: true)
    let run = try archive.find("still")
    #expect(run.takes == 1 && run.failed == 0)
    #expect(try archive.tags().isEmpty)
    #expect(try archive.find(RunTag.last).id == run.id)
    #expect(try archive.check().filter { $0.rule != .measurement }.isEmpty)
    let after = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try after == Data(contentsOf: Self.fixture(version)))
  }
}

import Foundation
import GRDB
import Motion
import RunStore
import Runs
import Scoring
import Testing

@Suite("Stores come together")
struct StoreMergeTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func store(_ name: String) throws -> SQLiteArchive { try SQLiteArchive(path: folder.path(name)) }

  /// Everything a store holds, without its own numbering.
  private func content(_ name: String) throws -> [String] {
    try DatabaseQueue(path: folder.path(name)).read { database in
      try [
        "SELECT id, specification FROM run ORDER BY id", "SELECT * FROM takes ORDER BY run, recording, seed",
        "SELECT * FROM take_scores ORDER BY run, recording, seed, metric",
        "SELECT * FROM score ORDER BY run, metric",
        """
        SELECT take.run, recording, seed, metric, record FROM measurement JOIN take ON take.id = take
        ORDER BY take.run, recording, seed, metric
        """,
        "SELECT run, takes, failed FROM run_tally ORDER BY run",
      ].flatMap { try Row.fetchAll(database, sql: $0).map(\.description) }
    }
  }

  @Test("shards give what one store would hold, in either order")
  func shards() throws {
    let keys = [Samples.key(), Samples.key("joke"), Samples.key("zoo", seed: .max)]
    let whole = try store("whole")
    let run = try whole.open(Samples.run())
    for key in keys { try whole.store(Samples.take(key), of: run) }
    for (index, key) in keys.enumerated() {
      let shard = try store("shard-\(index)")
      try shard.store(Samples.take(key), of: try shard.open(Samples.run()))
    }
    for (name, order) in [("up", [0, 1, 2]), ("down", [2, 1, 0])] {
      let into = try store(name)
      for index in order {
        let merge = try into.merge(from: folder.path("shard-\(index)"))
        #expect(merge.newTakes == 1 && merge.conflicts.isEmpty && merge.sameTakes == 0)
      }
      #expect(try content(name) == content("whole"))
      #expect(try into.check().isEmpty)
      #expect(try into.records(of: run) == whole.records(of: run))
    }
  }

  @Test("merging again changes nothing")
  func again() throws {
    let a = try store("a")
    let b = try store("b")
    let run = try b.open(Samples.run())
    try b.store(Samples.take(Samples.key()), of: run)
    try b.store(Samples.scores(), of: run)
    try b.name("mine", run: run)
    #expect(try a.merge(from: b.path).newRuns == 1)
    let before = try content("a")
    let second = try a.merge(from: b.path)
    #expect(
      second.newRuns == 0 && second.completedRuns.isEmpty && second.newTakes == 0 && second.sameTakes == 1)
    #expect(try content("a") == before)
    #expect(try a.tags() == [RunTag(name: "mine", run: run)])
    #expect(try a.runs()[0].scores == Samples.scores())
  }

  @Test("a finished take goes before a failed one, and scores of fewer takes go")
  func finishedFirst() throws {
    let a = try store("a")
    let b = try store("b")
    let run = try a.open(Samples.run())
    try a.store(Take(key: Samples.key(), outcome: .failed(reason: "broke")), of: run)
    try a.store(Samples.scores(), of: run)
    _ = try b.open(Samples.run())
    try b.store(Samples.take(Samples.key()), of: run)
    try b.store(Take(key: Samples.key("joke"), outcome: .failed(reason: "broke")), of: run)
    let merge = try a.merge(from: b.path)
    #expect(merge.completedRuns == [run] && merge.newTakes == 2)
    let summary = try #require(try a.runs().first)
    #expect(summary.takes == 1 && summary.failed == 1 && summary.scores.isEmpty)
    #expect(try b.merge(from: a.path).newTakes == 0)
  }

  @Test("unlike tracks of one key are told, and the one that is here stays")
  func conflict() throws {
    let a = try store("a")
    let b = try store("b")
    let run = try a.open(Samples.run())
    try a.store(Samples.take(Samples.key()), of: run)
    var samples = Samples.track.samples
    samples[5] = 0.25
    let other = Track(layout: Samples.track.layout, rate: Samples.track.rate, samples: samples)
    try b.store(Samples.take(Samples.key(), track: other), of: try b.open(Samples.run()))
    let before = try content("a")
    let merge = try a.merge(from: b.path)
    #expect(merge.conflicts == ["\(run): soup/mia@1"])
    #expect(try content("a") == before)
  }

  @Test("damaged takes and falsified scores stay where they are, and are told")
  func damaged() throws {
    let (a, b) = (try store("a"), try store("b"))
    let run = try b.open(Samples.run())
    for name in ["soup", "joke"] { try b.store(Samples.take(Samples.key(name)), of: run) }
    try b.store(Samples.scores(), of: run)
    try DatabaseQueue(path: b.path).write {
      try $0.execute(sql: "UPDATE take SET track = x'00ff' WHERE recording = 'soup'")
    }
    let merge = try a.merge(from: b.path)
    #expect(merge.damaged.count == 1 && merge.newTakes == 1)
    #expect(merge.damaged.first?.contains("soup/mia@1") == true)
    #expect(try a.check().isEmpty)
    #expect(try a.takes(of: run).map(\.key.recording) == ["joke"])
    #expect(try a.runs()[0].scores.isEmpty)
  }

  @Test("a hard link of the store is the store")
  func hardLink() throws {
    let a = try store("a")
    try FileManager.default.linkItem(atPath: a.path, toPath: folder.path("link"))
    let error = #expect(throws: RunStoreError.self) { try a.merge(from: folder.path("link")) }
    #expect(error?.description.contains("with itself") == true)
  }

  @Test("an older store is read through a copy and stays as it is")
  func older() throws {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/stores/1.sqlite")
    let old = folder.path("old")
    try FileManager.default.copyItem(atPath: fixture.path, toPath: old)
    let before = try Data(contentsOf: URL(fileURLWithPath: old))
    let merge = try store("new").merge(from: old)
    #expect(merge.newRuns == 1 && merge.newTakes == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: old)) == before)
    #expect(try store("new").check().isEmpty)
  }

  @Test("what is no store, is not there or is the same one is refused")
  func refused() throws {
    let a = try store("a")
    try Data("text".utf8).write(to: URL(fileURLWithPath: folder.path("text")))
    try Data().write(to: URL(fileURLWithPath: folder.path("empty")))
    for name in ["text", "empty", "missing", "a", "."] {
      let error = #expect(throws: RunStoreError.self) { try a.merge(from: folder.path(name)) }
      #expect(error?.description.contains("\n") == false)
    }
    #expect(try a.runCount() == 0)
  }
}

import Foundation
import GRDB
import RunStore
import Runs
import Scoring
import Testing

@Suite("A store is looked through")
struct StoreCheckTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("store.sqlite") }

  init() throws {
    folder = try TemporaryFolder()
    let archive = try SQLiteArchive(path: folder.path("store.sqlite"))
    for strategy in ["idle", "speech"] {
      let run = try archive.open(Samples.run(strategy: strategy))
      for key in [Samples.key(), Samples.key("joke")] { try archive.store(Samples.take(key), of: run) }
      try archive.store(Samples.scores(), of: run)
    }
  }

  /// Changes the store behind its back and says what is found.
  private func findings(after sql: String, tracks: Bool = true) throws -> [StoreFinding] {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.write { try $0.execute(sql: sql) }
    return try SQLiteArchive(path: path, readOnly: true).check(tracks: tracks)
  }

  @Test("a sound one gives no finding")
  func sound() throws {
    #expect(try SQLiteArchive(path: path, readOnly: true).check().isEmpty)
  }

  @Test(
    "each sort of damage is found in its place",
    arguments: [
      (
        "UPDATE take SET track = zeroblob(100) WHERE id = 1", StoreFinding.Rule.track,
        "take soup/mia@1 of run idle-"
      ),
      ("UPDATE take SET track_hash = 'no' WHERE id = 3", .track, "take soup/mia@1 of run speech-"),
      ("UPDATE take SET channels = '[]' WHERE id = 1", .track, "take soup/mia@1"),
      ("UPDATE measurement SET record = '{' WHERE take = 1", .measurement, "take soup/mia@1"),
      (
        "UPDATE take_score SET value = 0.125, undefined = NULL WHERE take = 2", .measurement,
        "take joke/mia@1"
      ),
      ("UPDATE run SET specification = 'x' WHERE number = 1", .specification, "run idle-"),
      ("UPDATE run SET corpus_hash = 'x' WHERE number = 2", .specification, "run speech-"),
      (
        "UPDATE run SET specification = replace(specification, '\"r1\"', '\"r2\"') WHERE number = 1",
        .specification, "run idle-"
      ),
      ("UPDATE run_tally SET takes = 7", .summary, "run idle-"),
      ("UPDATE strategy_mean SET sum = sum + 1", .summary, "strategy idle"),
      ("INSERT INTO provenance VALUES ('gone', 'a', 'b')", .orphan, "table provenance"),
      (
        "UPDATE score SET value = 0.5, undefined = NULL WHERE metric = 'plateau.share/1'", .score, "run idle-"
      ),
      (
        """
        CREATE TEMP TABLE kept AS SELECT * FROM score WHERE metric = 'plateau.share/1';
        DELETE FROM score WHERE metric = 'plateau.share/1';
        UPDATE kept SET value = 0.5; INSERT INTO score SELECT * FROM kept
        """, .score, "run idle-"
      ),
      ("UPDATE score SET n = 500 WHERE metric = 'plateau.share/1'", .score, "run idle-"),
      ("UPDATE score SET unit = 'furlong' WHERE metric = 'plateau.share/1'", .score, "run idle-"),
      ("DELETE FROM score WHERE metric = 'plateau.share/1'", .score, "run idle-"),
      ("DELETE FROM take_score WHERE take = 1", .measurement, "take soup/mia@1 of run idle-"),
      ("DELETE FROM measurement WHERE take = 1 AND metric = 'plateau/1'", .measurement, "take soup/mia@1"),
      (
        "UPDATE take_score SET value = 'high' WHERE take = 1 AND value IS NOT NULL", .measurement, "take soup"
      ),
      ("UPDATE run SET arrival = 'known/1' WHERE number = 1", .specification, "run idle-"),
      ("UPDATE run SET fps_den = 0 WHERE number = 1", .specification, "run idle-"),
      ("UPDATE run SET seeds = '4' WHERE number = 1", .specification, "run idle-"),
      ("UPDATE run SET corpus_evidence = 'real' WHERE number = 1", .specification, "run idle-"),
      ("DROP VIEW runs", .schema, "view runs"),
      ("CREATE TRIGGER sly AFTER INSERT ON run BEGIN DELETE FROM take; END", .schema, "trigger sly"),
    ] as [(String, StoreFinding.Rule, String)])
  func damage(sql: String, rule: StoreFinding.Rule, place: String) throws {
    let findings = try findings(after: sql)
    #expect(findings.contains { $0.rule == rule && $0.place.hasPrefix(place) }, "\(findings)")
    #expect(findings.allSatisfy { !$0.what.isEmpty })
  }

  @Test("damaged pages are found, or refused, and never crash")
  func pages() throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for offset in stride(from: 4096 * 3 + 40, to: bytes.count, by: 4096 * 2) { bytes[offset] ^= 0x5a }
    try bytes.write(to: URL(fileURLWithPath: path))
    do {
      #expect(try !SQLiteArchive(path: path, readOnly: true).check().isEmpty)
    } catch {
      #expect(error is RunStoreError)
    }
  }

  @Test("without tracks a damaged track is not seen, the rest is")
  func quick() throws {
    #expect(try findings(after: "UPDATE take SET track_hash = 'no'", tracks: false).isEmpty)
    #expect(try !findings(after: "UPDATE run_tally SET failed = 7", tracks: false).isEmpty)
  }

  @Test("a run whose tracks were let go is sound")
  func trackless() throws {
    #expect(try findings(after: "UPDATE take SET track = NULL").isEmpty)
  }
}

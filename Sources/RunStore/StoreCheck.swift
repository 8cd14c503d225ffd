import Foundation
import GRDB
import Motion
import Provenance
public import Scoring
import Runs

/// What is wrong in a store, or what could not be as it is if Mien alone had written it.
public struct StoreFinding: Hashable, Sendable, Codable {
  /// What was looked at.
  public enum Rule: String, Sendable, Codable, CaseIterable {
    /// SQLite's own check of pages, indices and constraints.
    case integrity
    /// A table, view, index or trigger is missing, foreign or another.
    case schema
    /// A row belongs to a run, take or experiment that is not there.
    case orphan
    /// A run's specification does not give its id, or a column says something else than it.
    case specification
    /// A track is unreadable or not that of its hash.
    case track
    /// A measurement is missing, unreadable, of another metric, or gives another value than is kept beside it.
    case measurement
    /// A run's score is not what the measurements of its takes give.
    case score
    /// A kept count or mean is not what counting gives.
    case summary
  }

  /// The rule that is broken.
  public var rule: Rule
  /// Run, take or table.
  public var place: String
  /// What is wrong there.
  public var what: String
  /// The run that is at fault; `nil` where it is none.
  public var run: String?
  /// The take that is at fault; `nil` where it is a whole run or none.
  public var take: TakeKey?
}

extension SQLiteArchive {
  /// Looks through the whole store: pages, orphans, identities, hashes, measurements and kept sums.
  ///
  /// - Parameters:
  ///   - tracks: whether tracks are unpacked and hashed, which reads every byte of the file.
  ///   - isInterrupted: asked between takes; the check then ends with what it found.
  /// - Returns: findings in the order of ``StoreFinding/Rule`` and place; none in a sound store.
  /// - Throws: ``RunStoreError`` when SQLite cannot read at all.
  public func check(tracks: Bool = true, isInterrupted: () -> Bool = { false }) throws -> [StoreFinding] {
    try read { database in
      var findings: [StoreFinding] = []
      for line in try String.fetchAll(database, sql: "PRAGMA integrity_check") where line != "ok" {
        findings.append(StoreFinding(rule: .integrity, place: "file", what: line))
      }
      try Self.checkSchema(database, &findings)
      for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
        let table: String = try row.decode(atIndex: 0)
        let parent: String = try row.decode(atIndex: 2)
        findings.append(
          StoreFinding(rule: .orphan, place: "table \(table)", what: "a row belongs to no row of \(parent)"))
      }
      try Self.checkSpecifications(database, &findings)
      if tracks { try Self.checkTracks(database, &findings, isInterrupted) }
      try Self.checkMeasurements(database, &findings, isInterrupted)
      try Self.checkSummaries(database, &findings)
      return findings
    }
  }

  /// Holds the statements of every table, view, index and trigger against those of a store that is made now.
  private static func checkSchema(_ database: Database, _ findings: inout [StoreFinding]) throws {
    func objects(_ database: Database) throws -> [String: String] {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT type || ' ' || name AS name, sql FROM sqlite_master
          WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
          """)
      return Dictionary(
        try rows.map {
          (try $0.decode(forColumn: "name"), try $0.decode(String?.self, forColumn: "sql") ?? "")
        }
      ) { first, _ in first }
    }
    let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let fresh = try DatabaseQueue()
    try Schema.migrator.migrate(
      fresh, upTo: Schema.migrations[max(0, min(Schema.migrations.count, Int(version)) - 1)].name)
    let expected = try fresh.read(objects)
    let found = try objects(database)
    for name in Set(expected.keys).union(found.keys).sorted() where expected[name] != found[name] {
      let what =
        expected[name] == nil
        ? "is not of a store" : found[name] == nil ? "is missing" : "is another than it was made"
      findings.append(StoreFinding(rule: .schema, place: name, what: what))
    }
  }

  private static func checkSpecifications(_ database: Database, _ findings: inout [StoreFinding]) throws {
    let decoder = JSONDecoder()
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM run ORDER BY number")
    while let row = try rows.next() {
      let id: String = try row.decode(forColumn: "id")
      let text: String = try row.decode(forColumn: "specification")
      func add(_ what: String) {
        findings.append(StoreFinding(rule: .specification, place: "run \(id)", what: what, run: id))
      }
      guard let run = try? decoder.decode(Run.self, from: Data(text.utf8)), let given = try? run.id() else {
        add("its specification is unreadable")
        continue
      }
      if given != id { add("its specification gives the id \(given)") }
      var columns: [(String, DatabaseValue)] = [
        ("strategy", run.source.id.databaseValue), ("strategy_version", run.source.version.databaseValue),
        (
          "parameters",
          String(decoding: try CanonicalJSON.encode(run.source.parameters), as: UTF8.self).databaseValue
        ),
        ("bundle_hash", run.source.contentHash.databaseValue), ("corpus", run.corpus.id.databaseValue),
        ("corpus_hash", run.corpus.contentHash.databaseValue),
        ("corpus_evidence", run.corpus.evidence.rawValue.databaseValue),
        ("character", run.character.id.databaseValue),
        ("character_hash", run.character.contentHash.databaseValue),
        ("character_evidence", run.character.evidence.rawValue.databaseValue),
        ("arrival", run.arrival.databaseValue),
        ("seeds", run.seeds.map(String.init).joined(separator: ",").databaseValue),
        ("fps_num", Int(run.rate.frames).databaseValue), ("fps_den", Int(run.rate.seconds).databaseValue),
        ("metrics_hash", run.metricsHash.databaseValue), ("reference_hash", run.referenceHash.databaseValue),
      ]
      // A store of the first version has no such column: everything was given.
      if row.hasColumn("given") { columns.append(("given", run.givenText.databaseValue)) }
      for (column, value) in columns where row[column] as DatabaseValue != value {
        add("column \(column) is not what its specification says")
      }
    }
  }

  private static func checkTracks(
    _ database: Database, _ findings: inout [StoreFinding], _ isInterrupted: () -> Bool
  ) throws {
    let takes = try Row.fetchCursor(
      database,
      sql: """
        SELECT run, recording, participant, seed, frames, fps_num, fps_den, channels, track, track_hash FROM take
        WHERE failure IS NULL ORDER BY run, recording, participant, seed
        """)
    while let row = try takes.next(), !isInterrupted() {
      guard let blob = try row.decode(Data?.self, forColumn: "track") else { continue }
      let track = TrackColumn.unpack(
        blob, hash: try row.decode(String?.self, forColumn: "track_hash") ?? "",
        channelsJSON: try row.decode(String?.self, forColumn: "channels") ?? "",
        frames: try row.decode(Int?.self, forColumn: "frames") ?? -1,
        rate: FrameRate(
          numerator: try row.decode(Int32?.self, forColumn: "fps_num") ?? 0,
          denominator: try row.decode(Int32?.self, forColumn: "fps_den") ?? 0))
      if track == nil {
        findings.append(
          StoreFinding(
            rule: .track, place: try place(of: row), what: "its track is damaged",
            run: try row.decode(forColumn: "run"), take: try key(of: row)))
      }
    }
  }

  private static func checkSummaries(_ database: Database, _ findings: inout [StoreFinding]) throws {
    guard try database.tableExists("run_tally") else { return }
    let tallies = try String.fetchAll(
      database,
      sql: """
        SELECT run.id FROM run LEFT JOIN run_tally ON run_tally.run = run.id
        WHERE run_tally.takes IS NOT (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NULL)
          OR run_tally.failed IS NOT (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NOT NULL)
        ORDER BY run.number
        """)
    findings += tallies.map {
      StoreFinding(rule: .summary, place: "run \($0)", what: "its takes were counted wrongly")
    }
    let sums = try Row.fetchAll(
      database,
      sql: """
        SELECT run.strategy AS strategy, score.metric AS metric, count(*) AS runs, avg(score.value) AS mean,
          strategy_mean.runs AS kept_runs, strategy_mean.sum / strategy_mean.runs AS kept
        FROM run JOIN score ON score.run = run.id
          LEFT JOIN strategy_mean ON strategy_mean.strategy = run.strategy AND strategy_mean.metric = score.metric
        WHERE score.value IS NOT NULL GROUP BY run.strategy, score.metric ORDER BY run.strategy, score.metric
        """)
    for row in sums {
      // NULL asks the view to count, which is always right.
      guard let runs = try row.decode(Int?.self, forColumn: "kept_runs") else { continue }
      let mean: Double = try row.decode(forColumn: "mean")
      let kept: Double = try row.decode(Double?.self, forColumn: "kept") ?? .nan
      let isClose = abs(kept - mean) <= 1e-9 * max(1, abs(mean))
      if try runs != row.decode(Int.self, forColumn: "runs") || !isClose {
        findings.append(
          StoreFinding(
            rule: .summary,
            place: "strategy \(try row.decode(String.self, forColumn: "strategy"))",
            what: "the kept mean of \(try row.decode(String.self, forColumn: "metric")) is wrong"))
      }
    }
  }

  static func key(of take: Row) throws -> TakeKey {
    TakeKey(
      recording: try take.decode(forColumn: "recording"),
      participant: try take.decode(forColumn: "participant"),
      seed: UInt64(try take.decode(String.self, forColumn: "seed")) ?? 0)
  }

  static func place(of take: Row) throws -> String {
    "take \(try take.decode(String.self, forColumn: "recording"))/"
      + "\(try take.decode(String.self, forColumn: "participant"))"
      + "@\(try take.decode(String.self, forColumn: "seed")) of run \(try take.decode(String.self, forColumn: "run"))"
  }
}

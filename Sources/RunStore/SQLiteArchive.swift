import CZlib
import Foundation
import GRDB
public import Motion
import Provenance
public import Runs
public import Scoring

/// Runs in one SQLite file (WAL). A stored take is a committed transaction.
///
/// Tables and views are described in `Documentation.docc/Schema.md`; views keep their columns for good.
public final class SQLiteArchive: RunArchive {
  private let pool: DatabasePool
  /// Path of the file.
  public let path: String

  /// Opens a store, making it where there is none.
  ///
  /// - Throws: ``RunStoreError`` when the file is no store, is of a newer version, or cannot be written.
  public init(path: String, readOnly: Bool = false) throws {
    self.path = path
    if readOnly, !FileManager.default.fileExists(atPath: path) { throw RunStoreError.missing(path: path) }
    try StoreFile.check(path)
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      try Schema.migrator.migrate(pool)
    } catch let error as DatabaseError {
      throw RunStoreError.unusable(path: path, reason: error.message ?? "SQLite error \(error.resultCode)")
    }
  }

  /// Opens a run, or takes up one that is there.
  public func open(_ run: Run) throws -> String {
    let id = try run.id()
    try pool.write { database in
      let parameters = String(decoding: try CanonicalJSON.encode(run.source.parameters), as: UTF8.self)
      let whole = String(decoding: try CanonicalJSON.encode(run), as: UTF8.self)
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO run (id, strategy, strategy_version, parameters, bundle_hash, corpus,
            corpus_hash, corpus_evidence, character, character_hash, character_evidence, arrival, seeds,
            fps_num, fps_den, metrics_hash, reference_hash, specification, platform, tool_version)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, run.source.id, run.source.version, parameters, run.source.contentHash, run.corpus.id,
          run.corpus.contentHash, run.corpus.evidence.rawValue, run.character.id, run.character.contentHash,
          run.character.evidence.rawValue, run.arrival, run.seeds.map(String.init).joined(separator: ","),
          Int(run.rate.frames), Int(run.rate.seconds), run.metricsHash, run.referenceHash, whole,
          Platform.description, ToolVersion.current,
        ])
    }
    return id
  }

  /// Keeps remarks on where a run came from.
  public func note(_ remarks: [String: String], of run: String) throws {
    try pool.write { database in
      for (name, value) in remarks.sorted(by: { $0.key < $1.key }) {
        try database.execute(
          sql: "INSERT OR REPLACE INTO provenance (run, name, value) VALUES (?, ?, ?)",
          arguments: [run, name, value])
      }
    }
  }

  /// The remarks on a run.
  public func remarks(of run: String) throws -> [String: String] {
    try pool.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT name, value FROM provenance WHERE run = ?", arguments: [run])
      return Dictionary(rows.map { ($0["name"], $0["value"]) }) { first, _ in first }
    }
  }

  /// Keys of finished takes.
  public func finishedTakes(of run: String) throws -> Set<TakeKey> {
    try pool.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT recording, participant, seed FROM take WHERE run = ? AND failure IS NULL",
        arguments: [run])
      return Set(rows.map(Self.key))
    }
  }

  /// Keeps a take in one transaction, replacing an earlier outcome of the same key.
  public func store(_ take: Take, of run: String) throws {
    let key = take.key
    switch take.outcome {
    case .failed(let reason):
      try pool.write { database in
        try Self.drop(key, of: run, database)
        try database.execute(
          sql: "INSERT INTO take (run, recording, participant, seed, failure) VALUES (?, ?, ?, ?, ?)",
          arguments: [run, key.recording, key.participant, String(key.seed), reason])
      }
    case .finished(let track, let lookahead, let records):
      // Packing is the expensive part and needs no database.
      let packed = try TrackColumn.pack(track)
      let channels = try TrackColumn.channelsJSON(track.layout)
      let findings = try records.map { record in
        (record, String(decoding: try CanonicalJSON.encode(record.measurement), as: UTF8.self))
      }
      let scores = try Metrics.takeScores(records)
      try pool.write { database in
        try Self.drop(key, of: run, database)
        try database.execute(
          sql: """
            INSERT INTO take (run, recording, participant, seed, frames, lookahead, fps_num, fps_den,
              channels, track, track_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run, key.recording, key.participant, String(key.seed), track.frameCount, lookahead,
            Int(track.rate.numerator), Int(track.rate.denominator), channels, packed.blob, packed.hash,
          ])
        let take = database.lastInsertedRowID
        let insert = try database.cachedStatement(
          sql: "INSERT INTO measurement (take, metric, record) VALUES (?, ?, ?)")
        for (record, json) in findings {
          try insert.execute(arguments: [take, record.measurement.metric, json])
        }
        let score = try database.cachedStatement(
          sql: "INSERT INTO take_score (take, metric, value, undefined) VALUES (?, ?, ?, ?)")
        for entry in scores {
          try score.execute(arguments: [take, entry.metric, entry.value.number, entry.value.reason])
        }
      }
    }
  }

  /// Keeps the run's scores.
  public func store(_ scores: [Score], of run: String) throws {
    try pool.write { database in
      try database.execute(sql: "DELETE FROM score WHERE run = ?", arguments: [run])
      for (position, score) in scores.enumerated() {
        let descriptor = try Metrics.descriptor(score.metric)
        try database.execute(
          sql: """
            INSERT INTO score (run, position, metric, title, unit, direction, value, undefined, n, takes,
              undefined_takes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run, position, score.metric, descriptor.title, descriptor.unit, descriptor.direction.rawValue,
            score.value.number, score.value.reason, score.n, score.takes, score.undefinedTakes,
          ])
      }
    }
  }

  /// Every run, oldest first.
  public func runs() throws -> [RunSummary] {
    try pool.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT run.id, run.specification,
            (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NULL) AS takes,
            (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NOT NULL) AS failed
          FROM run ORDER BY run.number
          """)
      var scores: [String: [Score]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM score ORDER BY run, position") {
        let value: Double? = row["value"]
        let reason: String? = row["undefined"]
        scores[row["run"], default: []].append(
          Score(
            metric: row["metric"], value: value.map { ScoreValue($0) } ?? .undefined(reason: reason ?? ""),
            n: row["n"], takes: row["takes"], undefinedTakes: row["undefined_takes"]))
      }
      return try rows.map { row in
        let id: String = row["id"]
        let specification: String = row["specification"]
        guard let run = try? JSONDecoder().decode(Run.self, from: Data(specification.utf8)) else {
          throw RunStoreError.unusable(path: self.path, reason: "run \(id) has an unreadable specification")
        }
        return RunSummary(
          id: id, run: run, takes: row["takes"], failed: row["failed"], scores: scores[id] ?? [])
      }
    }
  }

  /// Takes in order of key.
  public func takes(of run: String) throws -> [TakeSummary] {
    try pool.read { database in
      try Row.fetchAll(
        database,
        sql:
          "SELECT recording, participant, seed, frames, lookahead, track_hash, failure FROM take WHERE run = ?",
        arguments: [run]
      )
      .map { row in
        TakeSummary(
          key: Self.key(row), frames: row["frames"] ?? 0, lookahead: row["lookahead"] ?? 0,
          trackHash: row["track_hash"] ?? "", failure: row["failure"])
      }
      .sorted { $0.key < $1.key }
    }
  }

  /// Measurements in order of metric and key.
  public func records(of run: String) throws -> [MeasurementRecord] {
    let rows: [(TakeKey, String)] = try pool.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT recording, participant, seed, record FROM measurement JOIN take ON take.id = measurement.take
          WHERE take.run = ?
          """,
        arguments: [run]
      ).map { (Self.key($0), $0["record"]) }
    }
    let decoder = JSONDecoder()
    return try MeasurementRecord.union([
      rows.map { key, json in
        MeasurementRecord(
          key: key, measurement: try decoder.decode(TakeMeasurement.self, from: Data(json.utf8)))
      }
    ])
  }

  /// The track of a finished take.
  public func track(of key: TakeKey, in run: String) throws -> Track {
    let row = try pool.read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT frames, fps_num, fps_den, channels, track FROM take
          WHERE run = ? AND recording = ? AND participant = ? AND seed = ? AND failure IS NULL
          """,
        arguments: [run, key.recording, key.participant, String(key.seed)])
    }
    guard let row else { throw RunsError.unknownTake(key.description, run: run, known: []) }
    guard
      let track = TrackColumn.unpack(
        row["track"], channelsJSON: row["channels"], frames: row["frames"],
        rate: FrameRate(numerator: row["fps_num"], denominator: row["fps_den"]))
    else {
      throw RunStoreError.unusable(path: path, reason: "the track of take \(key) in run \(run) is damaged")
    }
    return track
  }

  /// Answers a query with text, for people and scripts; writing is refused.
  ///
  /// - Returns: column names and rows; blobs are given by their length.
  /// - Throws: ``RunStoreError/badQuery(reason:)``.
  public func query(_ sql: String) throws -> (columns: [String], rows: [[Cell]]) {
    do {
      return try pool.read { database in
        let statement = try database.makeStatement(sql: sql)
        guard statement.isReadonly else {
          throw RunStoreError.badQuery(reason: "only reading is allowed here")
        }
        var rows: [[Cell]] = []
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() { rows.append(row.map { Cell($0.1) }) }
        return (statement.columnNames, rows)
      }
    } catch let error as DatabaseError {
      throw RunStoreError.badQuery(reason: error.message ?? "SQLite error \(error.resultCode)")
    }
  }

  /// A value in the answer to a query.
  public enum Cell: Sendable, Equatable {
    /// NULL.
    case null
    /// An integer.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// Text.
    case text(String)
    /// A blob of so many bytes.
    case blob(bytes: Int)

    init(_ value: DatabaseValue) {
      switch value.storage {
      case .null: self = .null
      case .int64(let number): self = .integer(number)
      case .double(let number): self = .real(number)
      case .string(let text): self = .text(text)
      case .blob(let data): self = .blob(bytes: data.count)
      }
    }
  }

  private static func drop(_ key: TakeKey, of run: String, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM take WHERE run = ? AND recording = ? AND participant = ? AND seed = ?",
      arguments: [run, key.recording, key.participant, String(key.seed)])
  }

  private static func key(_ row: Row) -> TakeKey {
    let seed: String = row["seed"]
    return TakeKey(recording: row["recording"], participant: row["participant"], seed: UInt64(seed) ?? 0)
  }
}

import CZlib
import Foundation
import GRDB
import Motion
import Provenance
public import Runs
public import Scoring

/// Runs in one SQLite file (WAL). A stored take is a committed transaction.
///
/// Tables and views are described in `Documentation.docc/Schema.md`; views keep their columns for good.
public final class SQLiteArchive: RunArchive {
  let pool: DatabasePool
  /// Seconds for which another writer is waited for.
  static let patience = 30
  /// Path of the file.
  public let path: String

  /// Opens a store, making it where there is none.
  ///
  /// - Throws: ``RunStoreError`` when the file is no store, is of a newer version, or cannot be written.
  public init(path: String, readOnly: Bool = false) throws {
    self.path = path
    if readOnly, !FileManager.default.fileExists(atPath: path) { throw RunStoreError.missing(path: path) }
    let isEmpty = try StoreFile.check(path) == .empty
    if readOnly, isEmpty { throw RunStoreError.notAStore(path: path, what: "an empty file") }
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(TimeInterval(Self.patience))
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL")
    }
    pool = try Self.told(path) {
      let pool = try DatabasePool(path: path, configuration: configuration)
      guard !readOnly else { return pool }
      do { try Schema.migrator.migrate(pool) } catch {
        // Another process may have made the tables in between; then there is nothing left to do.
        try Schema.migrator.migrate(pool)
      }
      return pool
    }
  }

  func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
    try Self.told(path) { try pool.read(work) }
  }

  func write<Result>(_ work: (Database) throws -> Result) throws -> Result {
    try Self.told(path) { try pool.write(work) }
  }

  /// Does work on a store, and puts what SQLite has to say of it into one line that names the file.
  static func told<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as DatabaseError {
      throw RunStoreError.unusable(path: path, reason: reason(error, path))
    } catch is RowDecodingError {
      throw RunStoreError.unusable(
        path: path, reason: "a row holds something else than was stored; see Schema.md")
    }
  }

  private static func reason(_ error: DatabaseError, _ path: String) -> String {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      let holders = StoreLock.holders(of: path)
      return "another process has been writing for \(patience) s"
        + (holders.isEmpty ? "" : " (\(holders.joined(separator: ", ")))") + "; wait for it, or end it"
    case .SQLITE_FULL: return "the disk is full; what was stored is kept, make room and run it again"
    case .SQLITE_READONLY: return "it or its folder cannot be written to; name another file with --store"
    case .SQLITE_CANTOPEN: return "it cannot be opened or made; look at the rights on it and on its folder"
    case .SQLITE_IOERR:
      return "the disk does not take or give what it should (\(error.message ?? "")); what was stored is kept"
    default: return error.message ?? "SQLite error \(error.resultCode)"
    }
  }

  static func require(_ run: String, _ database: Database) throws {
    guard try Bool.fetchOne(database, sql: "SELECT 1 FROM run WHERE id = ?", arguments: [run]) == nil else {
      return
    }
    throw RunsError.unknownRun(
      run, known: try String.fetchAll(database, sql: "SELECT id FROM run ORDER BY number"))
  }

  /// Opens a run, or takes up one that is there.
  public func open(_ run: Run) throws -> String {
    let id = try run.id()
    let parameters = String(decoding: try CanonicalJSON.encode(run.source.parameters), as: UTF8.self)
    let whole = String(decoding: try CanonicalJSON.encode(run), as: UTF8.self)
    try write { database in
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO run (id, strategy, strategy_version, parameters, bundle_hash, corpus,
            corpus_hash, corpus_evidence, character, character_hash, character_evidence, arrival, given,
            seeds, fps_num, fps_den, metrics_hash, reference_hash, specification, platform, tool_version)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, run.source.id, run.source.version, parameters, run.source.contentHash, run.corpus.id,
          run.corpus.contentHash, run.corpus.evidence.rawValue, run.character.id, run.character.contentHash,
          run.character.evidence.rawValue, run.arrival, run.givenText,
          run.seeds.map(String.init).joined(separator: ","),
          Int(run.rate.frames), Int(run.rate.seconds), run.metricsHash, run.referenceHash, whole,
          Platform.description, ToolVersion.current,
        ])
      let kept = try String.fetchOne(
        database, sql: "SELECT specification FROM run WHERE id = ?", arguments: [id])
      guard kept == whole else { throw RunsError.sameID(id) }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO provenance (run, name, value)
          SELECT ?1, ?2, coalesce(max(CAST(value AS INTEGER)), 0) + 1 FROM provenance WHERE name = ?2
          """,
        arguments: [id, RunRemark.opened])
    }
    return id
  }

  /// Keeps remarks on where a run came from.
  public func note(_ remarks: [String: String], of run: String) throws {
    try write { database in
      try Self.require(run, database)
      for (name, value) in remarks.sorted(by: { $0.key < $1.key }) {
        try database.execute(
          sql: "INSERT OR REPLACE INTO provenance (run, name, value) VALUES (?, ?, ?)",
          arguments: [run, name, value])
      }
    }
  }

  /// The remarks on a run.
  public func remarks(of run: String) throws -> [String: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT name, value FROM provenance WHERE run = ?", arguments: [run])
      return Dictionary(
        try rows.map { (try $0.decode(String.self, forColumn: "name"), try $0.decode(forColumn: "value")) }
      ) { first, _ in first }
    }
  }

  /// Keeps a take in one transaction, replacing an earlier outcome of the same key.
  public func store(_ take: Take, of run: String) throws {
    let key = take.key
    switch take.outcome {
    case .failed(let reason):
      try write { database in
        try Self.require(run, database)
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
      try write { database in
        try Self.require(run, database)
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
    try write { database in
      try Self.require(run, database)
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

  private static func drop(_ key: TakeKey, of run: String, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM take WHERE run = ? AND recording = ? AND participant = ? AND seed = ?",
      arguments: [run, key.recording, key.participant, String(key.seed)])
  }
}

import Foundation
import GRDB
import Runs
import Scoring

/// What came of taking the runs of one store into another.
public struct StoreMerge: Hashable, Sendable, Codable {
  /// Runs that were not there before.
  public var newRuns = 0
  /// Runs that were there and have takes now that they had not.
  public var completedRuns: [String] = []
  /// Takes that came over.
  public var newTakes = 0
  /// Takes that were there already, with the same bytes.
  public var sameTakes = 0
  /// Takes that are there with other bytes: those that were here stay.
  public var conflicts: [String] = []
  /// What is damaged there and stays there, as ``SQLiteArchive/check(tracks:isInterrupted:)`` says it.
  public var damaged: [String] = []
  /// Names that mean another run here: those stay.
  public var keptNames: [String] = []
}

extension SQLiteArchive {
  /// Takes the runs of another store in: what is in one of them is in the union, each take once.
  ///
  /// Shards of one plan that were made on several machines come together so. A finished take goes before a failed one;
  /// of two finished ones with unlike tracks the one that is here stays, and is told. Scores of a run are kept where
  /// its takes did not change; else they go, because they are of fewer takes, until the run is scored again.
  ///
  /// The other store is checked first: damaged takes, and runs that are not what their specification says, stay there
  /// and are told. One transaction: the store holds all of the other or nothing.
  ///
  /// - Throws: ``RunStoreError`` when the other file is no store, and `RunsError/sameID(_:)` where two plans have one id.
  public func merge(from other: String) throws -> StoreMerge {
    guard StoreLock.inode(other) == nil || StoreLock.inode(other) != StoreLock.inode(path) else {
      throw RunStoreError.unusable(path: other, reason: "a store cannot be merged with itself")
    }
    guard FileManager.default.fileExists(atPath: other) else { throw RunStoreError.missing(path: other) }
    guard try StoreFile.check(other) == .store else {
      throw RunStoreError.notAStore(path: other, what: "an empty file")
    }
    // An older store is brought up to date in a copy: the other one is only read.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mien-merge-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = try Self.told(other) { () throws -> String in
      var reading = Configuration()
      reading.readonly = true
      reading.busyMode = .timeout(30)
      let queue = try DatabaseQueue(path: other, configuration: reading)
      let version = try queue.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
      guard version < Schema.version else { return other }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let copy = try DatabaseQueue(path: folder.appendingPathComponent("copy.sqlite").path)
      try queue.backup(to: copy)
      try Schema.migrator.migrate(copy)
      return copy.path
    }
    let findings = try SQLiteArchive(path: source, readOnly: true).check()
    return try Self.told(path) {
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "ATTACH DATABASE ? AS other", arguments: [source])
        defer { try? database.execute(sql: "DETACH DATABASE other") }
        var merge = StoreMerge()
        merge.damaged = findings.filter { $0.rule != .summary && $0.rule != .schema }.map {
          "\($0.place): \($0.what)"
        }
        try database.inTransaction(.immediate) {
          try Self.merge(database, findings, &merge)
          return .commit
        }
        return merge
      }
    }
  }

  private static func merge(
    _ database: Database, _ findings: [StoreFinding], _ merge: inout StoreMerge
  ) throws {
    let badRuns = Set(findings.filter { $0.rule == .specification }.compactMap(\.run))
    let badTakes = Dictionary(grouping: findings.filter { $0.take != nil }, by: { $0.run ?? "" })
      .mapValues { Set($0.compactMap(\.take)) }
    let badScores = Set(findings.filter { $0.rule == .score || $0.take != nil }.compactMap(\.run))
    let runs = try Row.fetchAll(database, sql: "SELECT id, specification FROM other.run ORDER BY number")
    let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('run')")
      .filter { $0 != "number" }.joined(separator: ", ")
    for row in runs {
      let id: String = try row.decode(forColumn: "id")
      if badRuns.contains(id) { continue }
      let here = try String.fetchOne(
        database, sql: "SELECT specification FROM main.run WHERE id = ?", arguments: [id])
      if let here {
        guard try here == row.decode(String.self, forColumn: "specification") else {
          throw RunsError.sameID(id)
        }
      } else {
        try database.execute(
          sql: "INSERT INTO main.run (\(columns)) SELECT \(columns) FROM other.run WHERE id = ?",
          arguments: [id])
        merge.newRuns += 1
      }
      let changed = try takes(of: id, leaving: badTakes[id] ?? [], database, &merge)
      if here != nil, changed { merge.completedRuns.append(id) }
      if changed, here != nil {
        try database.execute(sql: "DELETE FROM main.score WHERE run = ?", arguments: [id])
      } else if !badScores.contains(id) {
        try database.execute(
          sql: """
            INSERT INTO main.score SELECT * FROM other.score WHERE run = ?1
              AND NOT EXISTS (SELECT 1 FROM main.score WHERE run = ?1)
            """, arguments: [id])
      }
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO main.provenance (run, name, value)
          SELECT run, name, value FROM other.provenance WHERE run = ? AND name <> ?
          """, arguments: [id, RunRemark.opened])
    }
    merge.keptNames = try String.fetchAll(
      database,
      sql: """
        SELECT theirs.name FROM other.tag theirs JOIN main.tag ours ON ours.name = theirs.name AND ours.run <> theirs.run
        ORDER BY theirs.name
        """)
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO main.tag (name, run) SELECT name, run FROM other.tag
          WHERE run IN (SELECT id FROM main.run);
        INSERT OR IGNORE INTO main.experiment SELECT * FROM other.experiment;
        INSERT OR IGNORE INTO main.experiment_point SELECT * FROM other.experiment_point
          WHERE run IN (SELECT id FROM main.run);
        """)
  }

  /// Takes over what a run's takes have there and not here; says whether anything changed.
  private static func takes(
    of run: String, leaving damaged: Set<TakeKey>, _ database: Database, _ merge: inout StoreMerge
  ) throws -> Bool {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT theirs.id AS number, theirs.recording, theirs.participant, theirs.seed, theirs.failure AS their_failure,
          theirs.track_hash AS their_hash, ours.id AS ours, ours.failure AS our_failure, ours.track_hash AS our_hash
        FROM other.take theirs LEFT JOIN main.take ours ON ours.run = theirs.run AND ours.recording = theirs.recording
          AND ours.participant = theirs.participant AND ours.seed = theirs.seed
        WHERE theirs.run = ? ORDER BY theirs.recording, theirs.participant, theirs.seed
        """, arguments: [run])
    let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('take')")
      .filter { $0 != "id" }.joined(separator: ", ")
    var changed = false
    for row in rows {
      if try damaged.contains(key(of: row)) { continue }
      let ours: Int64? = try row.decode(forColumn: "ours")
      let theirFailure: String? = try row.decode(forColumn: "their_failure")
      let ourFailure: String? = try row.decode(forColumn: "our_failure")
      if let ours {
        if theirFailure != nil { continue }
        if ourFailure == nil {
          if try row.decode(String?.self, forColumn: "their_hash")
            == row.decode(String?.self, forColumn: "our_hash")
          {
            merge.sameTakes += 1
          } else {
            merge.conflicts.append(
              "\(run): \(try row.decode(String.self, forColumn: "recording"))/"
                + "\(try row.decode(String.self, forColumn: "participant"))"
                + "@\(try row.decode(String.self, forColumn: "seed"))")
          }
          continue
        }
        try database.execute(sql: "DELETE FROM main.take WHERE id = ?", arguments: [ours])
      }
      let number: Int64 = try row.decode(forColumn: "number")
      try database.execute(
        sql: "INSERT INTO main.take (\(columns)) SELECT \(columns) FROM other.take WHERE id = ?",
        arguments: [number])
      let new = database.lastInsertedRowID
      try database.execute(
        sql: """
          INSERT INTO main.measurement SELECT ?1, metric, record FROM other.measurement WHERE take = ?2;
          """, arguments: [new, number])
      try database.execute(
        sql:
          "INSERT INTO main.take_score SELECT ?1, metric, value, undefined FROM other.take_score WHERE take = ?2",
        arguments: [new, number])
      merge.newTakes += 1
      changed = true
    }
    return changed
  }
}

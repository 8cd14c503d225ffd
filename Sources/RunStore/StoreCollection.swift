import Foundation
import GRDB
import Runs

/// What a store no longer needs, and the bytes that letting it go gives back.
public struct StoreCollection: Hashable, Sendable, Codable {
  /// Runs that were opened and have no take, no name and no place in an experiment.
  public var emptyRuns: [String] = []
  /// Runs that the user let go.
  public var droppedRuns: [String] = []
  /// Runs whose tracks the user let go; scores and hashes stay.
  public var trackless: [String] = []
  /// Tracks that were let go with them.
  public var tracks = 0
  /// Bytes of the file before and after; equal in a trial.
  public var bytesBefore = 0
  /// Bytes of the file afterwards.
  public var bytesAfter = 0
}

extension SQLiteArchive {
  /// Lets go of what nothing leads to, of runs and of tracks that are named, and packs the file.
  ///
  /// - Parameters:
  ///   - dropping: ids of runs that go, with takes, scores and names.
  ///   - tracksOf: ids of runs whose tracks go.
  ///   - isTrial: whether only told.
  /// - Throws: ``RunStoreError`` and `RunsError/unknownRun(_:known:)`.
  public func collect(
    dropping: [String] = [], tracksOf: [String] = [], isTrial: Bool = false
  ) throws -> StoreCollection {
    var result = StoreCollection()
    // Who is named twice goes once.
    func once(_ ids: [String]) -> [String] {
      ids.indices.filter { !ids[..<$0].contains(ids[$0]) }.map { ids[$0] }
    }
    let (dropping, tracksOf) = (once(dropping), once(tracksOf))
    result.bytesBefore = size()
    try write { database in
      for run in dropping + tracksOf { try Self.require(run, database) }
      result.emptyRuns = try String.fetchAll(
        database,
        sql: """
          SELECT run.id FROM run JOIN run_tally ON run_tally.run = run.id
          WHERE run_tally.takes = 0 AND run_tally.failed = 0
            AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.run = run.id)
            AND NOT EXISTS (SELECT 1 FROM experiment_point WHERE experiment_point.run = run.id)
          ORDER BY run.number
          """)
      result.droppedRuns = dropping
      result.trackless = tracksOf.filter { !dropping.contains($0) }
      for run in result.trackless {
        result.tracks +=
          try Int.fetchOne(
            database, sql: "SELECT count(track) FROM take WHERE run = ?", arguments: [run]) ?? 0
      }
      guard !isTrial else { return }
      for run in result.emptyRuns + dropping {
        try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run])
      }
      for run in result.trackless {
        try database.execute(sql: "UPDATE take SET track = NULL WHERE run = ?", arguments: [run])
      }
      try Self.refreshMeans(database)
    }
    if !isTrial {
      try Self.told(path) {
        try pool.writeWithoutTransaction { database in
          try database.execute(sql: "VACUUM")
          try database.checkpoint(.truncate)
        }
      }
    }
    result.bytesAfter = size()
    return result
  }

  /// Makes kept means again where scores were taken away.
  private static func refreshMeans(_ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE strategy_mean SET
          runs = (SELECT count(score.value) FROM run JOIN score ON score.run = run.id
            WHERE run.strategy = strategy_mean.strategy AND score.metric = strategy_mean.metric),
          sum = (SELECT total(score.value) FROM run JOIN score ON score.run = run.id
            WHERE run.strategy = strategy_mean.strategy AND score.metric = strategy_mean.metric)
        WHERE runs IS NULL;
        DELETE FROM strategy_mean WHERE runs = 0;
        """)
  }

  private func size() -> Int {
    ["", "-wal"].reduce(0) { sum, ending in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + ending)
      return sum + ((attributes?[.size] as? Int) ?? 0)
    }
  }
}

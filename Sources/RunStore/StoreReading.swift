import Foundation
import GRDB
public import Motion
public import Runs
public import Scoring

extension SQLiteArchive {
  /// Keys of finished takes.
  public func finishedTakes(of run: String) throws -> Set<TakeKey> {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT recording, participant, seed FROM take WHERE run = ? AND failure IS NULL",
        arguments: [run])
      return Set(try rows.map(key))
    }
  }

  /// The runs that are asked for, oldest first.
  public func runs(_ selection: RunSelection) throws -> [RunSummary] {
    try read { database in
      let columns = try Self.runColumns(database)
      var rows: [Row] = []
      if let ids = selection.ids {
        // A few rows by their index, not the whole list.
        for id in ids.sorted() {
          if let row = try Row.fetchOne(database, sql: columns + " WHERE run.id = ?", arguments: [id]) {
            rows.append(row)
          }
        }
        let numbered = try rows.map { (number: try $0.decode(Int64.self, forColumn: "number"), row: $0) }
        rows = numbered.sorted { $0.number < $1.number }.map(\.row)
        if let strategy = selection.strategy {
          rows = try rows.filter { try $0.decode(String.self, forColumn: "strategy") == strategy }
        }
        if let newest = selection.newest { rows = rows.suffix(max(0, newest)) }
      } else {
        let condition = selection.strategy == nil ? "" : " WHERE run.strategy = ?"
        rows = try Row.fetchAll(
          database,
          sql: columns + condition + " ORDER BY run.number DESC LIMIT ?",
          arguments: StatementArguments(selection.strategy.map { [$0] } ?? [])
            + [selection.newest.map { max(0, $0) } ?? -1]
        ).reversed()
      }
      let decoder = JSONDecoder()
      return try rows.map { row in
        let id: String = try row.decode(forColumn: "id")
        try Self.adoptMetrics(of: id, database)
        let specification: String = try row.decode(forColumn: "specification")
        guard let run = try? decoder.decode(Run.self, from: Data(specification.utf8)) else {
          throw damaged("run \(id) has an unreadable specification")
        }
        return RunSummary(
          id: id, run: run, takes: try row.decode(forColumn: "takes"),
          failed: try row.decode(forColumn: "failed"), scores: try Self.scores(of: id, database),
          toolVersion: try row.decode(String?.self, forColumn: "tool_version"))
      }
    }
  }

  /// What scores from outside mean stands in the store; the code that measures them need not be here.
  private static func adoptMetrics(of run: String, _ database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "SELECT value FROM provenance WHERE run = ? AND name = ?")
    guard let text = try String.fetchOne(statement, arguments: [run, RunRemark.metrics]) else { return }
    ForeignMetrics.adopt(ForeignMetric.read(text))
  }

  /// Rows of runs with their tallies; a store of an earlier version has to count.
  private static func runColumns(_ database: Database) throws -> String {
    let tallied = try database.tableExists("run_tally")
    return """
      SELECT run.number, run.id, run.strategy, run.specification, run.tool_version,
        \(tallied ? "run_tally.takes, run_tally.failed" : """
          (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NULL) AS takes,
          (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NOT NULL) AS failed
          """)
      FROM run \(tallied ? "JOIN run_tally ON run_tally.run = run.id" : "")
      """
  }

  private static func scores(of run: String, _ database: Database) throws -> [Score] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT metric, value, undefined, n, takes, undefined_takes FROM score WHERE run = ? ORDER BY position
        """)
    return try Row.fetchAll(statement, arguments: [run]).map { row in
      let value: Double? = try row.decode(forColumn: "value")
      let reason: String? = try row.decode(forColumn: "undefined")
      return Score(
        metric: try row.decode(forColumn: "metric"),
        value: value.map { ScoreValue($0) } ?? .undefined(reason: reason ?? ""),
        n: try row.decode(forColumn: "n"), takes: try row.decode(forColumn: "takes"),
        undefinedTakes: try row.decode(forColumn: "undefined_takes"))
    }
  }

  /// How many runs there are.
  public func runCount() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM run") ?? 0 }
  }

  /// Ids of every run, oldest first.
  public func runIDs() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT id FROM run ORDER BY number") }
  }

  /// Id of the run that was opened last, of all or of one strategy; of equal counts the youngest.
  public func lastOpened(of strategy: String?) throws -> String? {
    try read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT run.id FROM run LEFT JOIN provenance ON provenance.run = run.id AND provenance.name = ?1
          \(strategy == nil ? "" : "WHERE run.strategy = ?2")
          ORDER BY CAST(provenance.value AS INTEGER) DESC, run.number DESC LIMIT 1
          """,
        arguments: strategy.map { [RunRemark.opened, $0] } ?? [RunRemark.opened])
    }
  }

  /// Takes in order of key.
  public func takes(of run: String) throws -> [TakeSummary] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT recording, participant, seed, frames, lookahead, track_hash, failure FROM take WHERE run = ?
          """,
        arguments: [run]
      )
      .map { row in
        TakeSummary(
          key: try key(row), frames: try frames(of: row),
          lookahead: try row.decode(Int?.self, forColumn: "lookahead") ?? 0,
          trackHash: try row.decode(String?.self, forColumn: "track_hash") ?? "",
          failure: try row.decode(forColumn: "failure"))
      }
      .sorted { $0.key < $1.key }
    }
  }

  /// Measurements in order of metric and key.
  public func records(of run: String) throws -> [MeasurementRecord] {
    try records(of: run, metrics: nil, take: nil)
  }

  /// Those of some metrics, or of one take; nothing else is read.
  public func records(
    of run: String, metrics: Set<String>?, take: TakeKey?
  ) throws -> [MeasurementRecord] {
    var conditions = ["take.run = ?"]
    var arguments: StatementArguments = [run]
    if let metrics {
      conditions.append("metric IN (\(metrics.map { _ in "?" }.joined(separator: ", ")))")
      arguments += StatementArguments(metrics.sorted())
    }
    if let take {
      conditions.append("recording = ? AND participant = ? AND seed = ?")
      arguments += [take.recording, take.participant, String(take.seed)]
    }
    let rows: [(key: TakeKey, json: String)] = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT recording, participant, seed, record FROM measurement JOIN take ON take.id = measurement.take
          WHERE \(conditions.joined(separator: " AND "))
          """,
        arguments: arguments
      ).map { (try key($0), try $0.decode(forColumn: "record")) }
    }
    let decoder = JSONDecoder()
    return try MeasurementRecord.union([
      rows.map { row in
        guard
          let measurement = try? decoder.decode(TakeMeasurement.self, from: Data(row.json.utf8))
        else { throw damaged("a measurement of take \(row.key) in run \(run) is unreadable") }
        return MeasurementRecord(key: row.key, measurement: measurement)
      }
    ])
  }

  /// The track of a finished take, checked against its hash.
  public func track(of key: TakeKey, in run: String) throws -> Track {
    let found = try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT frames, fps_num, fps_den, channels, track, track_hash FROM take
          WHERE run = ? AND recording = ? AND participant = ? AND seed = ? AND failure IS NULL
          """,
        arguments: [run, key.recording, key.participant, String(key.seed)]
      ).map { row in
        guard let blob = try row.decode(Data?.self, forColumn: "track") else {
          throw RunsError.droppedTrack(key.description, run: run)
        }
        return TrackColumn.unpack(
          blob, hash: try row.decode(forColumn: "track_hash"),
          channelsJSON: try row.decode(forColumn: "channels"), frames: try row.decode(forColumn: "frames"),
          rate: FrameRate(
            numerator: try row.decode(forColumn: "fps_num"), denominator: try row.decode(forColumn: "fps_den")
          ))
      }
    }
    guard let found else { throw RunsError.unknownTake(key.description, run: run, known: []) }
    guard let track = found else { throw damaged("the track of take \(key) in run \(run) is damaged") }
    return track
  }

  /// Values of finished takes, by score in display order and then by key; scores that this version no longer knows
  /// are left out.
  public func takeScores(of run: String) throws -> [TakeScore] {
    let order = Dictionary(
      Metrics.known.enumerated().map { ($0.element.id, $0.offset) }
    ) { first, _ in first }
    return try read { database in
      let takes = try Row.fetchAll(
        database, sql: "SELECT id, recording, participant, seed FROM take WHERE run = ?", arguments: [run]
      ).map { (id: try $0.decode(Int64.self, atIndex: 0), key: try key($0)) }.sorted { $0.key < $1.key }
      let statement = try database.makeStatement(
        sql: "SELECT metric, value, undefined FROM take_score WHERE take = ?")
      // One list for each score, filled in order of key: nothing is left to be sorted.
      var lists: [Int: [TakeScore]] = [:]
      for take in takes {
        let rows = try Row.fetchCursor(statement, arguments: [take.id])
        while let row = try rows.next() {
          let metric = try row.decode(String.self, atIndex: 0)
          guard let position = order[metric] else { continue }
          let value =
            try row.decode(Double?.self, atIndex: 1).map { ScoreValue($0) }
            ?? .undefined(reason: try row.decode(String?.self, atIndex: 2) ?? "")
          lists[position, default: []].append(TakeScore(metric: metric, key: take.key, value: value))
        }
      }
      return order.values.sorted().flatMap { lists[$0] ?? [] }
    }
  }

  /// Names of the channels that finished takes move, each list once, in order of first take.
  public func channels(of run: String) throws -> [[String]] {
    let rows: [(key: TakeKey, json: String)] = try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT recording, participant, seed, channels FROM take WHERE run = ? AND failure IS NULL",
        arguments: [run]
      ).map { (try key($0), try $0.decode(forColumn: "channels")) }
    }
    var seen: Set<String> = []
    var lists: [[String]] = []
    for row in rows.sorted(by: { $0.key < $1.key }) where seen.insert(row.json).inserted {
      guard let names = TrackColumn.channelNames(row.json) else {
        throw damaged("the channels of take \(row.key) in run \(run) are unreadable")
      }
      lists.append(names)
    }
    return lists
  }

  private func damaged(_ what: String) -> RunStoreError { .unusable(path: path, reason: what) }

  private func key(_ row: Row) throws -> TakeKey {
    let seed: String = try row.decode(forColumn: "seed")
    guard let number = UInt64(seed) else { throw damaged("'\(seed)' stands where a take's seed belongs") }
    return TakeKey(
      recording: try row.decode(forColumn: "recording"),
      participant: try row.decode(forColumn: "participant"), seed: number)
  }

  /// Frames of a take's row; none where it failed.
  private func frames(of row: Row) throws -> Int {
    let frames = try row.decode(Int?.self, forColumn: "frames") ?? 0
    guard (0...Int(Int32.max)).contains(frames) else { throw damaged("a take has \(frames) frames") }
    return frames
  }
}

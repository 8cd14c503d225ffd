import Foundation
import GRDB
import Runs
import Scoring

extension SQLiteArchive {
  static func checkMeasurements(
    _ database: Database, _ findings: inout [StoreFinding], _ isInterrupted: () -> Bool
  ) throws {
    for run in try String.fetchAll(database, sql: "SELECT id FROM run ORDER BY number") {
      var records: [MeasurementRecord] = []
      var metrics: [Set<String>] = []
      let takes = try Row.fetchAll(
        database,
        sql: """
          SELECT id, run, recording, participant, seed FROM take WHERE run = ? AND failure IS NULL
          ORDER BY recording, participant, seed
          """, arguments: [run])
      var places: [(place: String, key: TakeKey)] = []
      for take in takes {
        if isInterrupted() { return }
        let found = try checkMeasurements(of: take, database, &findings)
        places.append((try place(of: take), try key(of: take)))
        metrics.append(Set(found.map(\.measurement.metric)))
        records += found
      }
      // Every take of a run is measured by the same metrics.
      let all = metrics.reduce(Set<String>()) { $0.union($1) }
      for (take, found) in zip(places, metrics) where found != all {
        let missing = all.subtracting(found).sorted().joined(separator: ", ")
        findings.append(
          StoreFinding(
            rule: .measurement, place: take.place, what: "it has no measurement of \(missing)", run: run,
            take: take.key))
      }
      try checkScores(of: run, takes: takes.count, records, database, &findings)
    }
  }

  /// Reads what was measured of a take and holds its kept values against it.
  private static func checkMeasurements(
    of take: Row, _ database: Database, _ findings: inout [StoreFinding]
  ) throws -> [MeasurementRecord] {
    let decoder = JSONDecoder()
    let number: Int64 = try take.decode(forColumn: "id")
    let (run, takeKey) = (try take.decode(String.self, forColumn: "run"), try key(of: take))
    let takePlace = try place(of: take)
    func add(_ what: String) {
      findings.append(
        StoreFinding(rule: .measurement, place: takePlace, what: what, run: run, take: takeKey))
    }
    var records: [MeasurementRecord] = []
    for row in try Row.fetchAll(
      database, sql: "SELECT metric, record FROM measurement WHERE take = ? ORDER BY metric",
      arguments: [number])
    {
      let metric: String = try row.decode(forColumn: "metric")
      guard let text = String.fromDatabaseValue(row["record"]),
        let measurement = try? decoder.decode(TakeMeasurement.self, from: Data(text.utf8))
      else {
        add("the measurement of \(metric) is unreadable")
        continue
      }
      if measurement.metric != metric { add("the measurement of \(metric) is one of \(measurement.metric)") }
      records.append(MeasurementRecord(key: takeKey, measurement: measurement))
    }
    guard let scores = try? Metrics.takeScores(records) else { return records }
    var given = Dictionary(scores.map { ($0.metric, $0.value) }) { first, _ in first }
    let known = Set(Metrics.known.map(\.id))
    for row in try Row.fetchAll(
      database, sql: "SELECT metric, value, undefined FROM take_score WHERE take = ? ORDER BY metric",
      arguments: [number])
    {
      let metric: String = try row.decode(forColumn: "metric")
      guard let value = given.removeValue(forKey: metric) else {
        if known.contains(metric) { add("\(metric) is kept and was not measured") }
        continue
      }
      let kept: DatabaseValue = row["value"]
      let isSame =
        value.number.map { Double.fromDatabaseValue(kept)?.bitPattern == $0.bitPattern } ?? kept.isNull
      if !isSame { add("\(metric) is kept as another value than its measurement gives") }
    }
    // A score that the metric did not have yet when it measured is missing nowhere.
    let measured = Set(records.flatMap(\.measurement.quantities.keys))
    for metric in given.keys.sorted() where measured.contains(metric) {
      add("the value of \(metric) is missing beside its measurement")
    }
    return records
  }

  /// Holds the scores of a run that are means or worst values of its takes against these.
  ///
  /// Scores that need the reference are made of more than the store holds.
  private static func checkScores(
    of run: String, takes: Int, _ records: [MeasurementRecord], _ database: Database,
    _ findings: inout [StoreFinding]
  ) throws {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT metric, title, unit, direction, value, n, takes, undefined_takes FROM score WHERE run = ?",
      arguments: [run])
    guard !rows.isEmpty, let made = try? Metrics.reduce(records, reference: ScoringReference()) else {
      return
    }
    let given = Dictionary(made.map { ($0.metric, $0) }) { first, _ in first }
    let descriptors = Dictionary(Metrics.known.map { ($0.id, $0) }) { first, _ in first }
    func add(_ what: String) {
      findings.append(StoreFinding(rule: .score, place: "run \(run)", what: what, run: run))
    }
    for row in rows {
      let metric: String = try row.decode(forColumn: "metric")
      guard let descriptor = descriptors[metric] else { continue }
      if row["title"] as DatabaseValue != descriptor.title.databaseValue
        || row["unit"] as DatabaseValue != descriptor.unit.databaseValue
        || row["direction"] as DatabaseValue != descriptor.direction.rawValue.databaseValue
      {
        add("\(metric) bears another title, unit or direction than it has")
      }
      // Scores are of the takes that were there when a batch last came to its end.
      let counted =
        (Int.fromDatabaseValue(row["takes"]) ?? 0) + (Int.fromDatabaseValue(row["undefined_takes"]) ?? 0)
      guard descriptor.reduction != .set, counted == takes, let score = given[metric] else { continue }
      if Double.fromDatabaseValue(row["value"])?.bitPattern != score.value.number?.bitPattern {
        add("\(metric) is kept as another value than its takes give")
      } else if Int.fromDatabaseValue(row["n"]) != score.n {
        add("\(metric) is kept with another n than its takes give")
      }
    }
    let kept = Set(try rows.map { try $0.decode(String.self, forColumn: "metric") })
    let measured = Set(records.flatMap(\.measurement.quantities.keys))
    for descriptor in Metrics.known where measured.contains(descriptor.id) && !kept.contains(descriptor.id) {
      add("the score \(descriptor.id) is missing")
    }
  }
}

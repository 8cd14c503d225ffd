import Foundation
import Reporting
import Runs
import Scoring
import Statistics
import Testing

@Suite("The ranking of runs")
struct RankReportTests {
  private static let metrics = [("lip-sync.r0/1", "lip-sync/1"), ("coupling.z/3", "coupling/3")]

  /// A run whose two scores lie around given levels; `nil` levels are undefined.
  private func run(_ name: String, _ levels: [Double?], recordings: Int = 12, failed: Int = 0) throws
    -> MeasuredRun
  {
    var records: [MeasurementRecord] = []
    var takes: [TakeSummary] = []
    for i in 0..<recordings {
      let key = TakeKey(recording: "r\(i + 10)", participant: "nova", seed: 7)
      takes.append(
        TakeSummary(
          key: key, frames: 9, lookahead: 3, trackHash: "t", failure: i < failed ? "crash" : nil))
      guard i >= failed else { continue }
      for (place, metric) in Self.metrics.enumerated() {
        let value: ScoreValue =
          levels[place].map { .value($0 + 0.01 * sin(Double(7 * i + place))) }
          ?? .undefined(reason: "no phones")
        records.append(
          MeasurementRecord(
            key: key, measurement: TakeMeasurement(metric: metric.1, quantities: [metric.0: value])))
      }
    }
    return try MeasuredRun(RunSamples.summary(name), takes: takes, records: records)
  }

  private func options() throws -> RankReport.Options {
    RankReport.Options(descriptors: try Self.metrics.map { try Metrics.descriptor($0.0) }, resamples: 200)
  }

  @Test("Who is better in one thing each are both on the front, who is worse in both is behind")
  func front() throws {
    let runs = [try run("a", [0.9, 1]), try run("b", [0.5, 5]), try run("c", [0.4, 0.5])]
    let report = try RankReport(runs, options: try options())
    #expect(report.dominators == [nil, nil, 0])
    #expect(report.scores[0].entries.map(\.run) == [0, 1, 2])
    #expect(report.scores[0].entries.compactMap { $0.place?.rank } == [1, 2, 3])
    #expect(report.scores[1].entries.map(\.run) == [1, 0, 2])
    let text = report.rendered(as: .table)
    #expect(
      text.contains("behind a-00000000")
        && text.contains("no composite: what the character's own sessions score"))
  }

  @Test("Runs that cannot be told apart are tied")
  func ties() throws {
    let runs = [try run("a", [0.5, 1]), try run("b", [0.5, 1]), try run("c", [0.1, 0.1])]
    let report = try RankReport(runs, options: try options())
    #expect(report.scores[0].entries.compactMap { $0.place?.group } == [1, 1, 2])
    #expect(report.rendered(as: .csv).contains("tied 1"))
  }

  @Test("Undefined scores and failed takes are rows without a rank")
  func rows() throws {
    let runs = [
      try run("a", [0.5, 1]), try run("b", [nil, 2]), try run("c", [0.3, 3], failed: 1),
      try run("d", [0.2, 1]),
    ]
    let report = try RankReport(runs, options: try options())
    let lips = report.scores[0].entries
    #expect(lips.map(\.run) == [0, 3, 1, 2])
    #expect(lips[2].reason == "undefined: no phones")
    #expect(lips[3].reason?.contains("91 % < 95 %") == true)
    #expect(report.unplaced[1] != nil && report.unplaced[2] != nil && report.unplaced[0] == nil)
    #expect(report.rendered(as: .table).contains("1 of 12, at most"))
  }

  @Test("Five conversations carry no rank")
  func few() throws {
    let runs = [try run("a", [0.9, 1], recordings: 5), try run("b", [0.1, 1], recordings: 5)]
    let report = try RankReport(runs, options: try options())
    #expect(report.scores.allSatisfy { $0.entries.allSatisfy { $0.place == nil && $0.reason != nil } })
  }

  @Test("The order in which runs are named changes no place")
  func order() throws {
    let runs = [try run("a", [0.5, 3]), try run("b", [0.52, 2]), try run("c", [0.51, 1])]
    let there = try RankReport(runs, options: try options())
    let back = try RankReport(runs.reversed(), options: try options())
    for (one, other) in zip(there.scores, back.scores) {
      #expect(
        one.entries.map { runs[$0.run].summary.id } == other.entries.map { runs[2 - $0.run].summary.id })
      #expect(one.entries.map { $0.place?.worst } == other.entries.map { $0.place?.worst })
    }
  }

  @Test("One run, a run twice and unlike ground are refused")
  func refusals() throws {
    let a = try run("a", [0.5, 1])
    #expect(throws: ReportingError.self) { try RankReport([a]) }
    #expect(throws: ReportingError.self) { try RankReport([a, a]) }
    let other = try MeasuredRun(RunSamples.summary("b", arrival: "known/1"), takes: [], records: [])
    #expect(throws: ReportingError.self) { try RankReport([a, other]) }
  }
}

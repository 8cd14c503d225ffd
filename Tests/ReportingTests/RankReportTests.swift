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

  @Test("n counts the conversations with a value, and coverage is a share")
  func counts() throws {
    let runs = [try run("a", [nil, 1]), try run("b", [0.5, 2], failed: 3)]
    let report = try RankReport(runs, options: try options())
    #expect(report.scores[0].entries.first { $0.run == 0 }?.n == 0)
    #expect(report.scores[0].entries.first { $0.run == 1 }?.n == 9)
    let text = report.rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(object["scores"] as? [[String: Any]])
    #expect(rows.compactMap { $0["coverage"] as? Double } == [0, 0.75, 1, 0.75])
    #expect(rows.compactMap { $0["n"] as? Int } == [0, 9, 12, 9])
  }

  @Test("Where zero is best runs are ranked by the mean of |value|, as they are compared")
  func distances() throws {
    let descriptor = try #require(
      Metrics.descriptors.first {
        $0.headline != nil && $0.reduction == .mean && $0.direction == .closerToZero
      })
    let metric = try Metrics.metric(descriptor.id).id
    func signed(_ name: String, _ value: (Int) -> Double) throws -> MeasuredRun {
      let keys = (0..<12).map { TakeKey(recording: "r\($0 + 10)", participant: "nova", seed: 7) }
      return try MeasuredRun(
        RunSamples.summary(name),
        takes: keys.map { TakeSummary(key: $0, frames: 9, lookahead: 3, trackHash: "t", failure: nil) },
        records: keys.enumerated().map { place, key in
          MeasurementRecord(
            key: key,
            measurement: TakeMeasurement(metric: metric, quantities: [descriptor.id: .value(value(place))]))
        })
    }
    let near = try signed("near") { 10 + 0.1 * Double($0) }
    let far = try signed("far") { ($0 % 2 == 0 ? 50 : -50) + 0.1 * Double($0) }
    let report = try RankReport(
      [far, near], options: .init(descriptors: [descriptor], seed: 1, resamples: 200))
    let entries = report.scores[0].entries
    #expect(entries.map(\.run) == [1, 0])
    #expect(entries.compactMap { $0.place?.group } == [1, 2])
    #expect(abs((entries[1].value ?? 0) - 49.95) < 1e-9)
    #expect(report.notes.contains { $0.contains("mean over conversations of |value|") })
    #expect(report.notes.contains { $0.contains("0.05/(1 pairs · 1 scores)") && $0.contains("Bonferroni") })
    let compared = try ComparisonReport(
      a: near, b: far, options: .init(descriptors: [descriptor], seed: 1)
    ).rows.first?.comparison
    #expect(compared?.comparedA == entries[0].value && compared?.comparedB == entries[1].value)
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

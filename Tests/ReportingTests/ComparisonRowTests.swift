import Foundation
import Reporting
import Runs
import Scoring
import Statistics
import Testing

@Suite("What a comparison does not claim")
struct ComparisonRowTests {
  private let metric = "lip-sync.r0/1"

  private func records(
    _ count: Int, _ value: (Int) -> Double?
  ) -> (records: [MeasurementRecord], takes: [TakeSummary]) {
    let keys = (0..<count).map { TakeKey(recording: "r\($0 + 10)", participant: "nova", seed: 7) }
    let records = keys.enumerated().map { place, key in
      MeasurementRecord(
        key: key,
        measurement: TakeMeasurement(
          metric: "lip-sync/1",
          quantities: [metric: value(place).map { .value($0) } ?? .undefined(reason: "no phones")]))
    }
    let takes = keys.map {
      TakeSummary(key: $0, frames: 9, lookahead: 3, trackHash: "t", failure: nil)
    }
    return (records, takes)
  }

  private func run(
    _ name: String, _ count: Int = 12, failed: Int = 0, channels: [[String]] = [],
    remarks: [String: String] = [:],
    _ value: (Int) -> Double?
  ) throws -> MeasuredRun {
    var (records, takes) = records(count, value)
    for place in takes.indices.prefix(failed) { takes[place].failure = "crash" }
    records.removeFirst(failed)
    return try MeasuredRun(
      RunSamples.summary(name), takes: takes, records: records, channels: channels, remarks: remarks)
  }

  private func row(_ a: MeasuredRun, _ b: MeasuredRun) throws -> ComparisonReport.Row {
    let report = try ComparisonReport(
      a: a, b: b, options: .init(descriptors: [try Metrics.descriptor(metric)]))
    return try #require(report.rows.first)
  }

  @Test("A score that is n/a in more than 5 % of the takes carries no claim, however clear")
  func coverage() throws {
    let a = try run("a") { $0 == 0 ? nil : 0.1 + 0.001 * Double($0) }
    let b = try run("b") { 0.9 + 0.001 * Double($0) }
    let row = try row(a, b)
    #expect(row.verdict == "no claim (A has a value in 91 % < 95 % of its takes)")
    #expect(row.adjustedP == nil && row.outcome == .noClaim)
    #expect(try self.row(b, b).verdict == "equal in every conversation")
  }

  @Test("Failed takes lower the coverage too")
  func failed() throws {
    let a = try run("a") { 0.1 + 0.001 * Double($0) }
    let b = try run("b", failed: 1) { 0.9 + 0.001 * Double($0) }
    #expect(try row(a, b).verdict.contains("B has a value in 91 %"))
  }

  @Test("Below six conversations the reason is n")
  func few() throws {
    let row = try row(try run("a", 5) { Double($0) }, try run("b", 5) { Double($0) + 9 })
    #expect(row.verdict == "no claim (n < 6)")
  }

  @Test("Unlike channel sets are a warning, first of all notes")
  func channels() throws {
    let a = try run("a", channels: [["jawOpen", "smile"]]) { Double($0) }
    let b = try run("b", channels: [["jawOpen", "hips.rotation"]]) { Double($0) }
    let report = try ComparisonReport(a: a, b: b)
    #expect(
      report.notes.first?.hasPrefix("warning: unlike channels: A alone moves smile; B alone moves hips")
        == true)
    #expect(try ComparisonReport(a: a, b: a).notes.first?.hasPrefix("warning") == false)
  }

  @Test("A provisional reference is said")
  func provisional() throws {
    let remarks = [RunRemark.provisionalReference: "yes"]
    let a = try run("a", remarks: remarks) { Double($0) }
    let text = try ComparisonReport(a: a, b: a).rendered(as: .table)
    #expect(text.contains("provisional reference") && text.contains("the reference is provisional"))
  }

  @Test("A margin decides what is too small to matter, and says where it comes from")
  func margin() throws {
    let a = try run("a") { sin(Double($0)) }
    let b = try run("b") { sin(Double($0)) - 0.001 * cos(Double($0)) }
    let report = try ComparisonReport(
      a: a, b: b,
      options: .init(
        descriptors: [try Metrics.descriptor(metric)], margins: [metric: 0.1], marginSource: "chosen"))
    #expect(report.rows.first?.verdict == "equivalent")
    #expect(report.notes.contains { $0.hasPrefix("margins (chosen): ") })
  }

  @Test("Diagnostics are a family of their own, by Benjamini and Hochberg")
  func diagnostics() throws {
    let ids = Metrics.descriptors.filter { $0.headline == nil && $0.reduction == .mean }.map(\.id).prefix(3)
    try #require(ids.count >= 1)
    var scoresA: [TakeScore] = []
    var scoresB: [TakeScore] = []
    for (place, id) in ids.enumerated() {
      scoresA += RunSamples.takeScores(id) { i, _ in Double(i) }
      scoresB += RunSamples.takeScores(id) { i, _ in Double(i) + (i % (place + 2) == 0 ? 1.0 : 0.5) }
    }
    let report = try ComparisonReport(
      a: RunSamples.summary("a"), b: RunSamples.summary("b"), scoresA: scoresA, scoresB: scoresB,
      options: .init(descriptors: Metrics.descriptors))
    let raw = report.rows.compactMap(\.comparison.p)
    #expect(report.rows.compactMap(\.adjustedP) == (try MultipleComparisons.benjaminiHochberg(raw)))
    #expect(report.notes.contains { $0.contains("false discovery rate over the \(ids.count) diagnostics") })
  }

  @Test("Power says what the conversations can show and how many the seen effect takes")
  func power() throws {
    let a = try run("a") { sin(Double($0)) }
    let b = try run("b") { sin(Double($0)) + 0.3 + cos(3 * Double($0)) }
    let report = try ComparisonReport(
      a: a, b: b, options: .init(descriptors: [try Metrics.descriptor(metric)], showsPower: true))
    let text = report.rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let cells = try #require((object["power"] as? [[String: Any]])?.first)
    let deviation = try #require(cells["deviation"] as? Double)
    let expected = try PairedPower(pairs: 12).detectable() * deviation
    #expect(abs((cells["detectable"] as? Double ?? 0) - expected) < 1e-9)
    let dz = try #require(cells["dz"] as? Double)
    #expect(cells["needed"] as? Int == (try PairedPower.pairsNeeded(dz: dz)))
  }

  @Test("Copying every take of every conversation narrows no interval by more than 2 %")
  func copies() throws {
    let values = (0..<12).map { sin(Double($0) * 1.7) }
    let one = RunSamples.takeScores(metric, recordings: 12) { i, _ in values[i] }
    let other = RunSamples.takeScores(metric, recordings: 12) { i, _ in values[i] * 0.5 + cos(Double(i)) }
    func copied(_ scores: [TakeScore]) -> [TakeScore] {
      scores
        + scores.map {
          TakeScore(
            metric: $0.metric, key: .init(recording: $0.key.recording, participant: "copy", seed: 7),
            value: $0.value)
        }
    }
    func width(_ a: [TakeScore], _ b: [TakeScore]) throws -> Double {
      let report = try ComparisonReport(
        a: RunSamples.summary("a"), b: RunSamples.summary("b"), scoresA: a, scoresB: b)
      let interval = try #require(report.rows.first?.comparison.interval.value)
      return interval.high - interval.low
    }
    #expect(abs(try width(copied(one), copied(other)) / (try width(one, other)) - 1) < 0.02)
  }
}

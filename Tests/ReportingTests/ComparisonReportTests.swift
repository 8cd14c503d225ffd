import Foundation
import Reporting
import Runs
import Scoring
import Statistics
import Testing

@Suite("The comparison of two runs")
struct ComparisonReportTests {
  private let a = RunSamples.summary("idle")
  private let b = RunSamples.summary("speech")
  private let metric = "lip-sync.r0/1"

  private func report(
    _ valueA: (Int, UInt64) -> Double?, _ valueB: (Int, UInt64) -> Double?, metric: String = "lip-sync.r0/1",
    references: [String: Double] = [:]
  ) throws -> ComparisonReport {
    try ComparisonReport(
      a: a, b: b, scoresA: RunSamples.takeScores(metric, valueA),
      scoresB: RunSamples.takeScores(metric, valueB),
      options: .init(descriptors: Metrics.descriptors, references: references, seed: 3))
  }

  @Test("A clear gain is called one, with its numbers from the paired comparison")
  func better() throws {
    let report = try report({ i, _ in 0.2 + Double(i) * 0.01 }, { i, _ in 0.5 + Double(i) * 0.012 })
    let row = try #require(report.rows.first)
    #expect(report.rows.count == 1)
    #expect(row.verdict == "B is better")
    #expect(row.comparison.n == 8)
    #expect(abs((row.meanB ?? 0) - (row.meanA ?? 0) - (row.comparison.meanDifference.value ?? 9)) < 1e-12)
    let text = report.rendered(as: .table)
    #expect(text.contains("speech-00000000"))
    #expect(text.contains("agreement with people not established"))
    #expect(text.contains("seed 3"))
  }

  @Test("A run compared with itself shows no difference")
  func same() throws {
    let report = try report({ i, _ in Double(i) }, { i, _ in Double(i) })
    let row = try #require(report.rows.first)
    #expect(row.comparison.p == 1)
    #expect(row.verdict == "equal in every conversation")
    #expect(row.outcome == .equal && row.sentence.hasPrefix("equal in every conversation: "))
    #expect(row.comparison.meanDifference.value == 0)
  }

  @Test("Pairs with an undefined side are left out of both means")
  func undefinedPairs() throws {
    let report = try report({ i, _ in i == 0 ? 100 : 1 }, { i, _ in i == 0 ? nil : 2 })
    let row = try #require(report.rows.first)
    #expect(row.meanA == 1)
    #expect(row.meanB == 2)
    #expect(row.comparison.dropped == 1)
    #expect(report.notes.contains { $0.contains("1 of 8 pairs dropped") })
  }

  @Test("A score without any defined pair is undefined, not zero")
  func undefinedScore() throws {
    let report = try report({ _, _ in nil }, { _, _ in 1 })
    let text = report.rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let row = try #require((object["scores"] as? [[String: Any]])?.first)
    #expect(row["difference"] is NSNull)
    #expect(row["verdict"] as? String == "undefined in A")
    #expect(report.notes.contains { $0.contains("undefined in A: no phones") })
    #expect(row["undefined"] as? String != nil)
  }

  @Test("Distance from the character's own value decides where that is best")
  func reference() throws {
    let metric = "blinks.rate/1"
    let blind = try report({ i, _ in 30 + Double(i) }, { i, _ in 17 + Double(i) * 0.1 }, metric: metric)
    #expect(blind.rows.first?.verdict == "B is lower")
    let known = try report(
      { i, _ in 30 + Double(i) }, { i, _ in 17 + Double(i) * 0.1 }, metric: metric, references: [metric: 17])
    #expect(known.rows.first?.verdict == "B is better")
  }

  @Test("A gain that does not survive the family is marked")
  func holm() throws {
    var scoresA: [TakeScore] = []
    var scoresB: [TakeScore] = []
    for descriptor in Metrics.descriptors where descriptor.headline != nil {
      let gains = descriptor.id == metric
      scoresA += RunSamples.takeScores(descriptor.id, recordings: 6) { i, _ in Double(i) }
      scoresB += RunSamples.takeScores(descriptor.id, recordings: 6) { i, _ in
        gains ? Double(i) + 1 : Double(i) + (i % 2 == 0 ? 1 : -1)
      }
    }
    let report = try ComparisonReport(a: a, b: b, scoresA: scoresA, scoresB: scoresB)
    let row = try #require(report.rows.first { $0.descriptor.id == metric })
    #expect(row.comparison.p == 2.0 / 64)
    #expect(row.adjustedP == min(1, 2.0 / 64 * Double(report.rows.count)))
    #expect(row.verdict == "B is better, not after Holm")
    #expect(row.sentence.hasPrefix("B is better (higher), not after Holm (p (Holm) = "))
    #expect(report.rendered(as: .csv).contains("not after Holm (p (Holm) = "))
  }

  @Test("Holm's family bounds what is possible, and what power promises")
  func family() throws {
    var scoresA: [TakeScore] = []
    var scoresB: [TakeScore] = []
    let descriptors = Metrics.descriptors.filter { $0.headline != nil && $0.reduction == .mean }
    for (place, descriptor) in descriptors.enumerated() {
      scoresA += RunSamples.takeScores(descriptor.id) { i, _ in Double(i) }
      scoresB += RunSamples.takeScores(descriptor.id) { i, _ in
        Double(i) + 4 + 0.1 * sin(Double(7 * i + place))
      }
    }
    let report = try ComparisonReport(
      a: a, b: b, scoresA: scoresA, scoresB: scoresB,
      options: .init(descriptors: descriptors, showsPower: true))
    let m = descriptors.count
    let needed = PairedPower.fewestPairs(level: 0.05 / Double(m))
    try #require(needed > 8)
    #expect(
      report.notes.contains {
        $0.hasPrefix("no p (Holm) below 0.05 was possible: \(m) headline scores take \(needed) ")
      })
    let text = report.rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    for cells in try #require(object["power"] as? [[String: Any]]) {
      #expect((cells["needed"] as? Int ?? 0) >= needed)
      #expect(abs((cells["level"] as? Double ?? 9) - 0.05 / Double(m)) < 1e-12)
      #expect(cells["detectable"] is NSNull)
    }
    #expect(report.notes.contains { $0.hasPrefix("power: ") && $0.contains("0.05/\(m)") })
  }

  @Test("Where zero is best the mean over conversations of |value| is compared, and its numbers are named")
  func distances() throws {
    let metric = try #require(
      Metrics.descriptors.first {
        $0.headline != nil && $0.reduction == .mean && $0.direction == .closerToZero
      }
    ).id
    let report = try report(
      { i, _ in 10 + 0.1 * Double(i) }, { i, _ in (i % 2 == 0 ? 50 : -50) + 0.1 * Double(i) }, metric: metric)
    let row = try #require(report.rows.first { $0.descriptor.id == metric })
    let (a, b) = (try #require(row.comparison.comparedA), try #require(row.comparison.comparedB))
    #expect(abs(a - 10.35) < 1e-9 && abs(b - 49.95) < 1e-9)
    #expect(abs((row.meanB ?? 9) - 0.35) < 1e-9)
    #expect(abs((row.comparison.meanDifference.value ?? 0) - (b - a)) < 1e-9)
    #expect(report.notes.contains { $0.contains("mean over conversations of |value| (A 10.35, B 49.95)") })
    #expect(!report.notes.contains { $0.contains("|B| - |A|") })
  }

  @Test("A score of the worst take keeps its own value, and says that conversations' means are compared")
  func worst() throws {
    let metric = try #require(Metrics.descriptors.first { $0.reduction == .minimum && $0.headline != nil }).id
    let report = try report({ i, _ in i == 3 ? 0 : 1 }, { _, _ in 1 }, metric: metric)
    let row = try #require(report.rows.first { $0.descriptor.id == metric })
    #expect(row.meanA == 0 && row.meanB == 1)
    #expect(row.comparison.comparedA == 0.875 && row.comparison.meanDifference.value == 0.125)
    #expect(
      report.notes.contains {
        $0.contains("mean over conversations (A 0.875, B 1.000); the score itself is the worst take's")
      })
    let text = report.rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let cells = try #require((object["scores"] as? [[String: Any]])?.first)
    #expect(cells["mean_a"] as? Double == 0 && cells["compared_a"] as? Double == 0.875)
    #expect((cells["compared"] as? String)?.hasPrefix("mean over conversations") == true)
  }

  @Test("Every conversation weighs the same, however many of its takes have a value")
  func weights() throws {
    let c = RunSamples.summary("speech", seeds: [1, 2])
    let scores = RunSamples.takeScores(metric, seeds: [1, 2]) { i, seed in
      i == 0 && seed == 2 ? nil : Double(i)
    }
    let report = try ComparisonReport(a: c, b: c, scoresA: scores, scoresB: scores)
    #expect(report.rows.first?.meanA == 3.5)
    #expect(report.rows.first?.comparison.pairs == 15 && report.rows.first?.comparison.dropped == 1)
  }

  @Test("Seeds of one recording are one cluster, and unlike seeds are averaged")
  func seeds() throws {
    let c = RunSamples.summary("speech", seeds: [1, 2])
    let scoresA = RunSamples.takeScores(metric) { i, _ in Double(i) }
    let scoresC = RunSamples.takeScores(metric, seeds: [1, 2]) { i, seed in Double(i) + Double(seed) }
    let report = try ComparisonReport(a: a, b: c, scoresA: scoresA, scoresB: scoresC)
    #expect(report.rows.first?.comparison.n == 8)
    #expect(report.rows.first?.comparison.pairs == 8)
    #expect(abs((report.rows.first?.comparison.meanDifference.value ?? 0) - 1.5) < 1e-12)
    let both = try ComparisonReport(a: c, b: c, scoresA: scoresC, scoresB: scoresC)
    #expect(both.rows.first?.comparison.pairs == 16)
    #expect(both.rows.first?.comparison.n == 8)
  }

  @Test("Runs on unlike ground are refused by name")
  func unlike() {
    let other = RunSamples.summary("speech", arrival: "known/1")
    #expect(throws: ReportingError.unlike(what: "arrival model", a: "agent/1", b: "known/1")) {
      try ComparisonReport(a: a, b: other, scoresA: [], scoresB: [])
    }
  }

  @Test("The order in which takes come changes nothing")
  func order() throws {
    let scoresA = RunSamples.takeScores(metric) { i, _ in Double(i) * 0.1 }
    let scoresB = RunSamples.takeScores(metric) { i, _ in Double(i) * 0.13 }
    let one = try ComparisonReport(a: a, b: b, scoresA: scoresA, scoresB: scoresB)
    let two = try ComparisonReport(a: a, b: b, scoresA: scoresA.reversed(), scoresB: scoresB.reversed())
    #expect(one.rendered(as: .json) == two.rendered(as: .json))
  }
}

import Foundation
import Reporting
import Runs
import Scoring
import Statistics
import Testing

@Suite("The composite beside the front")
struct CompositeReportTests {
  /// A run that has every headline score: of full quality at `share` 1, of none at 0.
  private func run(_ name: String, _ share: Double, without missing: Int? = nil) throws -> MeasuredRun {
    let scores = Metrics.descriptors.filter { $0.headline != nil && $0.headline != missing }.map {
      descriptor in
      let value: Double =
        switch descriptor.direction {
        case .higher: share
        case .lower: 1 - share
        case .closerToZero: 1.5 - share
        case .closerToReference: 10 + 5 * (1 - share)
        }
      return Score(metric: descriptor.id, value: .value(value), n: 12, takes: 12, undefinedTakes: 0)
    }
    return try MeasuredRun(RunSamples.summary(name, scores: scores), takes: [], records: [])
  }

  /// What own sessions score at a share.
  private func own(_ share: Double) throws -> [String: Double] {
    Dictionary(
      try run("own", share).summary.scores.compactMap { score in score.value.number.map { (score.metric, $0) }
      }
    ) { first, _ in first }
  }

  private var isComplete: Bool {
    (1...8).allSatisfy { headline in Metrics.descriptors.contains { $0.headline == headline } }
  }

  @Test("Half way between cheat and reference every component is a half")
  func half() throws {
    let options = RankReport.Options(
      own: try own(1), cheats: [try run("cheat-mean", 0.2), try run("cheat-noise", 0)])
    let report = try RankReport([try run("a", 0.6), try run("b", 0.9)], options: options)
    let text = report.rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(object["runs"] as? [[String: Any]])
    guard isComplete else {
      // A component without any score leaves no composite, and the reason says which.
      #expect(report.composite.reasons.contains { $0.contains("no score stands for component") })
      return
    }
    #expect(abs((rows[0]["c_lip"] as? Double ?? 9) - 0.5) < 1e-9)
    #expect(abs((rows[0]["c_natural"] as? Double ?? 9) - 0.5) < 1e-9)
    #expect(abs((rows[0]["composite"] as? Double ?? 9) - 100 * 0.6 * 0.5) < 1e-6)
    #expect(report.composite.keepsOrder == 1)
    #expect(report.rendered(as: .table).contains("cheat-mean-00000000"))
  }

  @Test("A reference that is no better than a cheat leaves no composite, with the score named")
  func useless() throws {
    let options = RankReport.Options(
      own: try own(0.5), cheats: [try run("cheat-copy", 0.8)])
    let report = try RankReport([try run("a", 0.6), try run("b", 0.9)], options: options)
    #expect(report.composite.keepsOrder == nil)
    #expect(report.composite.reasons.count == 1)
    #expect(report.composite.reasons[0].hasPrefix("no composite: "))
  }

  @Test("A run that lacks a component has no composite")
  func missing() throws {
    let options = RankReport.Options(
      own: try own(1), cheats: [try run("cheat-mean", 0)])
    let report = try RankReport([try run("a", 0.6, without: 2), try run("b", 0.9)], options: options)
    guard isComplete else { return }
    #expect(report.composite.reasons.contains { $0.hasPrefix("no composite for a-00000000") })
  }
}

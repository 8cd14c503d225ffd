import Foundation
import Provenance
import Reporting
import StrategyCheck
import StrategyHost

/// What cases have found of a strategy, as it is printed.
struct StrategyCheckReport {
  let bundle: StrategyBundle
  var seed: UInt64
  let scale: Double
  var results: [CaseResult] = []
  /// A line that makes a failure happen again.
  var reproduce: String?

  init(bundle: StrategyBundle, seed: UInt64, scale: Double) {
    self.bundle = bundle
    self.seed = seed
    self.scale = scale
  }

  /// Whether nothing failed or crashed.
  var passes: Bool { !results.contains { $0.status.isFault } }

  private static let words = ["passed", "warned", "failed", "crashed", "skipped"]

  private func count(_ word: String) -> Int { results.filter { $0.status.word == word }.count }

  func print(as format: TableFormat) throws {
    guard format != .json else { return try JSONOutput.print(Document(self)) }
    var table = Table(columns: [
      .text("status", "status"), .text("case", "case"), .text("summary", "what it tries"),
      .text("found", "what was found"),
    ])
    for result in results {
      let facts = result.facts.map(Self.text).joined(separator: ", ")
      let found = [result.status.reason, facts].filter { !$0.isEmpty }.joined(separator: "; ")
      table.append([.text(result.status.word), .text(result.id), .text(result.summary), .text(found)])
    }
    Console.print(table.rendered(as: format, width: Console.width))
    guard format == .table else { return }
    let counts = Self.words.map { "\(count($0)) \($0)" }.joined(separator: ", ")
    Console.print("\(bundle.id): \(counts)")
    if let reproduce { Console.print("reproduce: \(reproduce)") }
  }

  private static func text(_ fact: CaseFact) -> String {
    guard let value = fact.value else { return "\(fact.key): \(fact.absence)" }
    let digits = value == value.rounded() ? 0 : min(2, NumberText.digits(for: value))
    let number = NumberText.fixed(value, digits: digits) ?? "?"
    return "\(fact.key) \(number)\(fact.unit.isEmpty ? "" : " \(fact.unit)")"
  }

  private struct Document: Encodable {
    struct Fact: Encodable {
      var key: String
      var value: Double?
      var unit: String?
      var absence: String?
    }
    struct Case: Encodable {
      var id: String
      var summary: String
      var status: String
      var reason: String?
      var facts: [Fact]
    }
    var schema = "mien.strategy-check/1"
    var strategy: String
    var path: String
    var seed: UInt64
    var scale: Double
    var passes: Bool
    var counts: [String: Int]
    var cases: [Case]
    var reproduce: String?

    init(_ report: StrategyCheckReport) {
      strategy = report.bundle.id
      path = report.bundle.folder.path
      seed = report.seed
      scale = report.scale
      passes = report.passes
      counts = Dictionary(uniqueKeysWithValues: words.map { ($0, report.count($0)) })
      cases = report.results.map { result in
        Case(
          id: result.id, summary: result.summary, status: result.status.word,
          reason: result.status.reason.isEmpty ? nil : result.status.reason,
          facts: result.facts.map {
            Fact(
              key: $0.key, value: $0.value, unit: $0.unit.isEmpty ? nil : $0.unit,
              absence: $0.absence.isEmpty ? nil : $0.absence)
          })
      }
      reproduce = report.reproduce
    }
  }
}

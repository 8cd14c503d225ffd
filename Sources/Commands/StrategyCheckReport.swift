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
    switch format {
    case .json: try JSONOutput.print(Document(self))
    case .table: Console.print(text(width: Console.width))
    default: Console.print(wholeTable.rendered(as: format))
    }
  }

  /// A table of what every case came to; below it, in full, why, and what is too long for the table.
  func text(width: Int?) -> String {
    let ids = results.map { DisplayWidth.of($0.id) }.max() ?? 0
    let words = results.map { DisplayWidth.of($0.status.word) }.max() ?? 0
    // Two gaps of two columns stand between the three columns.
    let room = width.map { $0 - max(ids, 4) - max(words, 6) - 4 } ?? .max
    let showsFacts = room >= Self.leastRoom
    var columns: [Table.Column] = [.text("status", "status"), .text("case", "case")]
    if showsFacts { columns.append(.text("measured", "measured")) }
    var table = Table(columns: columns)
    var blocks: [(ids: [String], text: String)] = []
    for result in results {
      let facts = result.facts.map(Self.text).joined(separator: ", ")
      let fits = showsFacts && DisplayWidth.of(facts) <= room
      var cells: [Table.Cell] = [.text(result.status.word), .text(result.id)]
      if showsFacts { cells.append(.text(fits ? facts : "see below")) }
      table.append(cells)
      let below = [result.status.reason, fits ? "" : facts].filter { !$0.isEmpty }.joined(separator: "; ")
      guard !below.isEmpty else { continue }
      if let same = blocks.firstIndex(where: { $0.text == below }) {
        blocks[same].ids.append(result.id)
      } else {
        blocks.append(([result.id], below))
      }
    }
    var lines: [String] = []
    for block in blocks {
      let line = SafeText.escaped("\(block.ids.joined(separator: ", ")): \(block.text)")
      lines += WrappedText.lines(line, width: width)
    }
    if !lines.isEmpty { lines.insert("", at: 0) }
    if let shared = results.sharedFault { lines += [""] + WrappedText.lines(shared, width: width) }
    if !lines.isEmpty { lines.append("") }
    lines.append("\(bundle.id): " + Self.words.map { "\(count($0)) \($0)" }.joined(separator: ", "))
    if let reproduce { lines.append("reproduce: \(reproduce)") }
    return table.rendered(as: .table, width: width) + lines.joined(separator: "\n") + "\n"
  }

  /// Columns that what was measured has at least, to be in the table.
  private static let leastRoom = 30

  /// All there is, a row for each case.
  private var wholeTable: Table {
    var table = Table(columns: [
      .text("status", "status"), .text("case", "case"), .text("summary", "what it tries"),
      .text("found", "what was found"),
    ])
    for result in results {
      let facts = result.facts.map(Self.text).joined(separator: ", ")
      let found = [result.status.reason, facts].filter { !$0.isEmpty }.joined(separator: "; ")
      table.append([.text(result.status.word), .text(result.id), .text(result.summary), .text(found)])
    }
    return table
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
    var remark: String?
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
      remark = report.results.sharedFault
      reproduce = report.reproduce
    }
  }
}

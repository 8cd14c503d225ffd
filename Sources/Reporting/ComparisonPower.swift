import Scoring
import Statistics

extension ComparisonReport {
  /// What these conversations could show, and how many it would take: exact, by the noncentral t distribution.
  public var power: Table {
    var table = Table(columns: [
      .machine("metric"), .text("component", ""), .text("title", "score"), .text("unit", "unit"),
      .number("n", "n"), .number("deviation", "SD of differences"),
      .number("detectable", "shown with 80 % power"), .number("seen", "seen"), .number("dz", "d_z"),
      .number("needed", "conversations for it"), .number("rule", "7.85/d_z²+2"), .text("why", "remark"),
    ])
    table.keys = 2
    for row in rows { table.append(Self.powerCells(row)) }
    return table
  }

  private static func powerCells(_ row: Row) -> [Table.Cell] {
    let comparison = row.comparison
    let digits = NumberText.digits(for: [row.meanA, row.meanB].compactMap { $0?.magnitude }.max() ?? 0)
    var detectable: Double?
    if let deviation = comparison.deviation, deviation > 0, comparison.n >= 2 {
      detectable = (try? PairedPower(pairs: comparison.n).detectable()).map { $0 * deviation }
    }
    var needed: Table.Cell = .missing("")
    var rule: Table.Cell = .missing("")
    var remark = ""
    if let dz = comparison.dz {
      do throws(StatisticsError) {
        needed = .integer(try PairedPower.pairsNeeded(dz: dz))
        rule = .number(try PairedPower.rule(dz: dz), digits: 1)
      } catch {
        switch error {
        case .tooMany: remark = "more than \(PairedPower.mostPairs) conversations"
        default: remark = "no difference was seen"
        }
      }
    } else if row.descriptor.reduction == .set {
      remark = "one value per run: no differences of conversations"
    } else if comparison.n < 2 {
      remark = "fewer than 2 conversations"
    } else {
      remark = "every difference is the same"
    }
    return [
      .text(row.descriptor.id), .text(row.descriptor.headline.map { "H\($0)" } ?? ""),
      .text(row.descriptor.title), .text(row.descriptor.unit), .integer(comparison.n),
      .optional(comparison.deviation, digits: digits), .optional(detectable, digits: digits),
      .optional(comparison.meanDifference.value, digits: digits), .optional(comparison.dz, digits: 2), needed,
      rule, .text(remark),
    ]
  }
}

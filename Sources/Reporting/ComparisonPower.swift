import Scoring
import Statistics

extension ComparisonReport {
  /// What these conversations could show, and how many it would take: exact, by the noncentral t distribution, at the level
  /// of Holm's first step for headline scores.
  public var power: Table {
    var table = Table(columns: [
      .machine("metric"), .text("component", ""), .text("title", "score"), .text("unit", "unit"),
      .number("n", "n"), .number("deviation", "SD of differences"),
      .number("detectable", "shown with 80 % power"), .number("seen", "seen"), .number("dz", "d_z"),
      .number("level", "level of p"), .number("needed", "conversations for it"),
      .number("rule", "alone: 7.85/d_z²+2"), .text("why", "remark"),
    ])
    table.keys = 2
    for row in rows { table.append(Self.powerCells(row, level: powerLevel(row))) }
    return table
  }

  /// Headline scores with a p that is adjusted over them.
  private static func family(_ rows: [Row]) -> Int {
    rows.count { $0.adjustedP != nil && $0.descriptor.headline != nil }
  }

  /// Level at which a score's p is claimed: Holm's first step for headline scores, a diagnostic's own.
  private func powerLevel(_ row: Row) -> Double {
    guard row.descriptor.headline != nil else { return Verdict.significance }
    return Verdict.significance / Double(max(1, Self.family(rows) + (row.adjustedP == nil ? 1 : 0)))
  }

  /// What the power table rests on.
  static func powerNote(_ rows: [Row]) -> String {
    let family = family(rows)
    return
      "power: 80 % at the level of Holm's first step, \(Verdict.significance)/\(max(1, family)), for headline scores, "
      + "whose smallest p takes \(PairedPower.fewestPairs(level: Verdict.significance / Double(max(1, family)))) "
      + "conversations; diagnostics at \(Verdict.significance), before BH"
  }

  private static func powerCells(_ row: Row, level: Double) -> [Table.Cell] {
    let comparison = row.comparison
    let digits = row.digits
    var detectable: Double?
    if let deviation = comparison.deviation, deviation > 0, comparison.n >= 2,
      SignFlipTest.smallestP(pairs: comparison.n) <= level
    {
      detectable = (try? PairedPower(pairs: comparison.n, level: level).detectable()).map { $0 * deviation }
    }
    var needed: Table.Cell = .missing("")
    var rule: Table.Cell = .missing("")
    var remark = ""
    if let dz = comparison.dz {
      if comparison.n >= 2, SignFlipTest.smallestP(pairs: comparison.n) > level {
        remark = "\(comparison.n) conversations can show nothing at this level"
      }
      do throws(StatisticsError) {
        needed = .integer(try PairedPower.pairsNeeded(dz: dz, level: level))
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
      .optional(comparison.meanDifference.value, digits: digits), .optional(comparison.dz, digits: 2),
      .number(level, digits: 4), needed, rule, .text(remark),
    ]
  }
}

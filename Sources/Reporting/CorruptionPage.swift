import Scoring

/// The page of documentation that publishes the corruption tables, failures and all.
public struct CorruptionPage: Sendable {
  /// One character's tables.
  public struct Section: Sendable {
    /// The character's name.
    public var title: String
    /// Whether its sessions are real or synthetic.
    public var evidence: String
    /// Licence of its sessions.
    public var licence: String
    /// Its own sessions first, then strategies.
    public var reports: [CorruptionReport]

    /// Makes a section.
    public init(title: String, evidence: String, licence: String, reports: [CorruptionReport]) {
      self.title = title
      self.evidence = evidence
      self.licence = licence
      self.reports = reports
    }
  }

  private let sections: [Section]

  /// Makes a page.
  public init(_ sections: [Section]) { self.sections = sections }

  /// The page.
  public var markdown: String {
    let isOfCaptures = !sections.isEmpty && sections.allSatisfy { $0.evidence == "real" }
    var lines = [isOfCaptures ? "# What each score notices in captures" : "# What each score notices", ""]
    if isOfCaptures {
      lines += [
        "The table of <doc:CorruptionMatrix>, on motion that was recorded from people. The captures are their makers' and",
        "no part of the project; what was measured on them is. Several are far too short for what the table asks: what",
        "cannot be said is listed with the reason, and no clip of a capture is performed anew by anybody else.",
        "",
      ]
    }
    lines += [
      "Made by `mien metric corrupt --out`; never typed. Good motion is spoilt in known ways. Each cell shows what is",
      "expected of a score (`+` rises, `-` falls, `0` stays, `·` nothing claimed), what was seen, and the distance of the",
      "mean from that of the good clips in their standard deviations: from 2 on it counts as moved. ✗ marks a claim that",
      "does not hold. Every such cell is listed with its numbers and, where it is known, the reason.", "",
      "The table is a regression test: it says that a score moves when motion is spoilt, not that people see it. Clips of",
      "one session are not independent, so z is a distance and no test of significance. Scores of all clips together",
      "(FGD) are judged by the deviation of their jackknife pseudo-values.", "",
      "| column | score |", "| :-- | :-- |",
    ]
    for column in CorruptionColumn.all {
      let ids = column.descriptors.map { "`\($0.id)`" }
      lines.append("| \(column.title) | \(ids.isEmpty ? "not measured" : ids.joined(separator: ", ")) |")
    }
    lines += ["", "| corruption | what it does |", "| :-- | :-- |"]
    for row in CorruptionTable.rows {
      lines.append("| \(row.title) | \(Self.deed(row.id)) |")
    }
    lines.append("")
    let departures = CorruptionReport.departures
    if !departures.isEmpty {
      lines += [
        "## Claims that differ from the specification", "", "| corruption | column | there | here | why |",
        "| :-- | :-- | :-- | :-- | :-- |",
      ]
      for entry in departures {
        lines.append(
          "| \(entry.corruption) | \(entry.column) | \(entry.cell) | \(entry.claim) | \(entry.reason) |")
      }
      lines.append("")
    }
    return lines.joined(separator: "\n") + "\n" + sectionsMarkdown
  }

  /// The characters' tables alone, to be added to a page.
  public var sectionsMarkdown: String {
    var text = ""
    for section in sections {
      text += "## \(MarkdownTable.escaped(section.title))\n\n"
      text += "Sessions: \(section.evidence), \(MarkdownTable.escaped(section.licence)).\n\n"
      text += section.reports.map { $0.text(.markdown, width: nil) }.joined(separator: "\n") + "\n"
    }
    return text
  }

  private static func deed(_ row: String) -> String {
    switch row {
    case CorruptionTable.otherScript: "Gives each clip the character's motion in another recording."
    case CorruptionTable.otherCharacter: "Another character's motion in the same recordings."
    case CorruptionTable.lookAlike:
      "The motion of a character that is nearly the same, in the same recordings."
    default: Corruption.all.first { $0.id == row }?.summary ?? ""
    }
  }
}

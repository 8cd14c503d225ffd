import RunStore
import ArgumentParser
import Reporting
import Runs
import Scoring

/// `mien show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: what it rests on, its scores, its takes.",
    discussion: """
      RUN is an id from 'mien runs', the beginning of one, or a strategy that has only one run. With --take the
      measurements of that take are shown, and where in it the rig was at fault.

      Example: mien show speech --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("A run.", valueName: "run")) var runID: String
  @Option(help: ArgumentHelp("One take of it.", valueName: "recording/participant")) var take: String?
  @Flag(help: "Show diagnostic scores too.") var diagnostics = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let archive = try store.archive()
    let summary = try archive.find(runID)
    guard let take else {
      let report = RunReport(summary, takes: try archive.takes(of: summary.id), diagnostics: diagnostics)
      Console.print(report.rendered(as: format.format, width: Console.width))
      return
    }
    let found = try archive.find(try TakeReference(take), in: summary.id)
    let records = try archive.records(of: summary.id).filter { $0.key == found.key }
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.take/1"
        var run: String
        var take: TakeSummary
        var measurements: [TakeMeasurement]
      }
      try JSONOutput.print(Result(run: summary.id, take: found, measurements: records.map(\.measurement)))
    } else {
      Console.print(quantities(records).rendered(as: format.format, width: Console.width))
      let findings = findings(records)
      if !findings.rows.isEmpty { Console.print(findings.rendered(as: format.format, width: Console.width)) }
    }
  }

  private func quantities(_ records: [MeasurementRecord]) -> Table {
    var table = Table(columns: [
      .text("metric", "metric"), .text("quantity", "quantity"), .number("value", "value"),
    ])
    for record in records {
      for (name, value) in record.measurement.quantities.sorted(by: { $0.key < $1.key }) {
        table.append([
          .text(record.measurement.metric), .text(name),
          .optional(value.number, digits: 4, else: value.reason ?? ""),
        ])
      }
    }
    return table
  }

  private func findings(_ records: [MeasurementRecord]) -> Table {
    var table = Table(columns: [
      .text("rule", "rule"), .number("frame", "frame"), .text("channel", "channel"),
      .number("value", "value"),
      .number("limit", "limit"),
    ])
    for finding in records.flatMap(\.measurement.findings) {
      table.append([
        .text(finding.rule), .integer(finding.frame), .text(finding.channel),
        .optional(finding.value, digits: 4), .optional(finding.limit, digits: 4),
      ])
    }
    return table
  }
}

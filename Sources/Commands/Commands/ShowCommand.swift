import ArgumentParser
import Catalog
import Conversation
import Motion
import Reporting
import RunStore
import Runs
import Scoring

/// `mien show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: what it rests on, its scores, its takes.",
    discussion: """
      RUN is an id from 'mien runs', the beginning of one, or a strategy, which stands for its run opened last. With --take a \
      stretch of that take is drawn with what was said under it, then its measurements, and where the rig was at \
      fault. Rotations are drawn as their angle from the T-pose.

      Example: mien show speech --take joke/nova --from 20 --to 30 --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("A run.", valueName: "run")) var runID: String
  @Option(help: ArgumentHelp("One take of it.", valueName: "recording/participant")) var take: String?
  @Option(help: "Second at which the drawing of a take begins.") var from: Double = 0
  @Option(help: "Second at which it ends (default: 10 s later).") var to: Double?
  @Option(help: "Channels to draw, separated by commas.") var channels: String?
  @Flag(help: "Write phones under the curves too.") var phones = false
  @Flag(help: "Show diagnostic scores too.") var diagnostics = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard from >= 0, from <= 1e6, to.map({ $0 > from && $0 <= 2e6 }) ?? true else {
      throw ValidationError("--from must not lie below 0, and --to must lie above it")
    }
  }

  func run() throws {
    let archive = try store.archive()
    let summary = try archive.find(runID)
    guard let take else {
      let report = RunReport(
        summary, takes: try archive.takes(of: summary.id), diagnostics: diagnostics,
        values: try archive.takeScores(of: summary.id),
        remarks: try archive.remarks(of: summary.id))
      Console.print(report.rendered(as: format.format, width: Console.width))
      return
    }
    let found = try archive.find(try TakeReference(take), in: summary.id)
    if !take.contains("@"), summary.run.seeds.count > 1 {
      Console.complainLine("mien: of \(summary.run.seeds.count) seeds the lowest: \(found.key)")
    }
    let records = try archive.records(of: summary.id, metrics: nil, take: found.key)
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.take/1"
        var run: String
        var take: TakeSummary
        var measurements: [TakeMeasurement]
      }
      try JSONOutput.print(Result(run: summary.id, take: found, measurements: records.map(\.measurement)))
    } else {
      if format.format == .table { Console.print(try strip(of: found, in: summary, archive)) }
      Console.print(quantities(records).rendered(as: format.format, width: Console.width))
      let findings = findings(records)
      if !findings.rows.isEmpty { Console.print(findings.rendered(as: format.format, width: Console.width)) }
    }
  }

  /// Curves of the take over the words, where the corpus is still to be found.
  private func strip(of take: TakeSummary, in summary: RunSummary, _ archive: SQLiteArchive) throws -> String
  {
    let track = try archive.track(of: take.key, in: summary.id)
    var recording = Recording(
      id: take.key.recording, participants: [], duration: track.duration, log: [])
    do {
      recording = try RunGround(archive: archive, run: summary).corpus().recording(take.key.recording)
    } catch {
      Console.complain("mien: no words under the curves: \(Console.oneLine(describing: error))")
    }
    let asked = channels.map { $0.split(separator: ",").map(String.init) }
    let usual = ["jawOpen", "mouthSmileLeft", "browInnerUp", "eyeBlinkLeft", "gaze.yaw", "head.rotation"]
    let start = MediaTime(seconds: from) ?? .zero
    let end = MediaTime(seconds: to ?? from + 10) ?? track.duration
    return try ChannelStrip(
      track: track, channels: asked ?? usual.filter { track.layout[$0] != nil },
      happened: Happened(recording), participant: take.key.participant, stretch: start..<end,
      showsPhones: phones, width: Console.width ?? 100
    ).text
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

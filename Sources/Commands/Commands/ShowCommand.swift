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
      fault: a numbered list. --finding N goes to one of them: it is told with its times, and the curves around it are \
      drawn. 'mien render RUN:TAKE --finding N' draws its worst frame. Rotations are drawn as their angle from the \
      T-pose.

      Example: mien show speech --take joke/nova --from 20 --to 30 --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("A run.", valueName: "run")) var runID: String
  @Option(help: ArgumentHelp("One take of it.", valueName: "recording/participant")) var take: String?
  @Option(help: "Number of what was found at fault in the take, as its list has it.") var finding: Int?
  @Option(help: "Second at which the drawing of a take begins (default: 0, or before the finding).")
  var from: Double?
  @Option(help: "Second at which it ends (default: 10 s later).") var to: Double?
  @Option(help: "Channels to draw, separated by commas.") var channels: String?
  @Flag(help: "Write phones under the curves too.") var phones = false
  @Flag(help: "Show diagnostic scores too.") var diagnostics = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    let first = from ?? 0
    guard first >= 0 else { throw ValidationError("--from must not lie below 0") }
    guard to.map({ $0 > first }) ?? true else { throw ValidationError("--to must lie above --from") }
    guard finding == nil || take != nil else {
      throw ValidationError("--finding is one of a take's: name it with --take")
    }
    guard finding.map({ $0 >= 1 }) ?? true else { throw ValidationError("--finding counts from 1") }
  }

  func run() throws {
    let archive = try store.archive()
    let summary = try archive.find(runID)
    guard let take else {
      let report = RunReport(
        summary, takes: try archive.takes(of: summary.id), diagnostics: diagnostics,
        values: try archive.takeScores(of: summary.id),
        remarks: try archive.remarks(of: summary.id),
        records: try archive.records(of: summary.id, metrics: [StyleDistance().id], take: nil))
      Console.print(report.rendered(as: format.format, width: Console.width))
      return
    }
    let found = try archive.find(try TakeReference(take), in: summary.id)
    if !take.contains("@"), summary.run.seeds.count > 1 {
      Console.complainLine("mien: of \(summary.run.seeds.count) seeds the lowest: \(found.key)")
    }
    let records = try archive.records(of: summary.id, metrics: nil, take: found.key)
    // A failed take has no track, and no findings either.
    let rate = found.failure == nil ? try archive.track(of: found.key, in: summary.id).rate : .fps60
    let findings = TakeFindings(records, rate: rate)
    if let finding {
      try show(finding, findings, of: found, in: summary, archive)
    } else if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.take/1"
        var run: String
        var take: TakeSummary
        var measurements: [TakeMeasurement]
      }
      try JSONOutput.print(Result(run: summary.id, take: found, measurements: records.map(\.measurement)))
    } else {
      if format.format == .table {
        let start = from ?? 0
        Console.print(
          try strip(of: found, in: summary, archive, from: start, to: to ?? start + 10, first: []))
      }
      Console.print(quantities(records).rendered(as: format.format, width: Console.width))
      if !findings.entries.isEmpty {
        Console.print(findings.table.rendered(as: format.format, width: Console.width))
      }
    }
  }

  /// One finding: where it is, and the curves around it.
  private func show(
    _ number: Int, _ findings: TakeFindings, of take: TakeSummary, in summary: RunSummary,
    _ archive: SQLiteArchive
  ) throws {
    let entry = try findings.entry(number)
    let frames = entry.finding.frames
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.finding/1"
        var run: String
        var take: TakeKey
        var number: Int
        var metric: String
        var from: Double
        var to: Double
        var worst: Double
        var finding: TakeMeasurement.Finding
      }
      try JSONOutput.print(
        Result(
          run: summary.id, take: take.key, number: number, metric: entry.metric,
          from: findings.seconds(frames.lowerBound), to: findings.seconds(frames.upperBound),
          worst: findings.seconds(entry.finding.worstFrame), finding: entry.finding))
      return
    }
    Console.print(try findings.sentence(number))
    guard format.format == .table else { return }
    let start = from ?? max(0, findings.seconds(entry.finding.worstFrame) - 2)
    let names = entry.finding.channel.split(separator: "·").map(String.init)
    Console.print(
      try strip(of: take, in: summary, archive, from: start, to: to ?? start + 5, first: names))
    Console.print("to see it: mien render \(summary.id):\(take.key) --finding \(number) --out finding.png")
  }

  /// Curves of the take over the words, where the corpus is still to be found.
  private func strip(
    of take: TakeSummary, in summary: RunSummary, _ archive: SQLiteArchive, from: Double, to: Double,
    first: [String]
  ) throws -> String {
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
    guard let start = MediaTime(seconds: from), start < track.duration else {
      throw ReportingError.outside(from: 0, to: track.duration.seconds)
    }
    let end = MediaTime(seconds: to) ?? track.duration
    let names = first + usual.filter { !first.contains($0) }
    return try ChannelStrip(
      track: track, channels: asked ?? names.filter { track.layout[$0] != nil },
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
}

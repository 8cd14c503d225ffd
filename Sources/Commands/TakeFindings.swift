import Motion
import Reporting
import Scoring

/// What was found at fault in a take, numbered in order of time, with times beside the frames.
struct TakeFindings {
  /// A finding and the measurement that made it.
  struct Entry {
    let metric: String
    let finding: TakeMeasurement.Finding
  }
  let entries: [Entry]
  private let rate: FrameRate

  /// Gathers the findings of a take's measurements.
  init(_ records: [MeasurementRecord], rate: FrameRate) {
    self.rate = rate
    entries = records.flatMap { record in
      record.measurement.findings.map { Entry(metric: record.measurement.metric, finding: $0) }
    }
  }

  /// The finding of a number, from 1 on.
  ///
  /// - Throws: ``FindingError``.
  func entry(_ number: Int) throws(FindingError) -> Entry {
    guard entries.indices.contains(number - 1) else {
      throw entries.isEmpty ? .none(number) : .noSuch(number, of: entries.count)
    }
    return entries[number - 1]
  }

  /// Seconds at which a frame is shown.
  func seconds(_ frame: Int) -> Double { rate.time(ofFrame: frame).seconds }

  /// All of them as a table.
  var table: Table {
    var table = Table(columns: [
      .number("number", "#"), .text("rule", "rule"), .text("channel", "channel"), .number("from", "from s"),
      .number("to", "to s"), .number("frame", "worst frame"), .number("value", "value"),
      .number("limit", "limit"), .text("unit", "unit"), .text("metric", "metric"),
    ])
    for (index, entry) in entries.enumerated() {
      let finding = entry.finding
      table.append([
        .integer(index + 1), .text(finding.rule), .text(finding.channel),
        .optional(seconds(finding.frames.lowerBound), digits: 2),
        .optional(seconds(finding.frames.upperBound), digits: 2), .integer(finding.worstFrame),
        .optional(finding.value, digits: 4), .optional(finding.limit, digits: 4),
        .text(finding.unit ?? ""), .text(entry.metric),
      ])
    }
    return table
  }

  /// One of them in a sentence, with its times.
  func sentence(_ number: Int) throws(FindingError) -> String {
    let entry = try entry(number)
    let finding = entry.finding
    func time(_ frame: Int) -> String { NumberText.fixed(seconds(frame), digits: 2) ?? "?" }
    func amount(_ value: Double) -> String {
      let text = NumberText.fixed(value, digits: NumberText.digits(for: value)) ?? "?"
      return finding.unit.map { "\(text) \($0)" } ?? text
    }
    let frames = finding.frames
    var text = "\(number) of \(entries.count): \(finding.rule), \(finding.channel), "
    text +=
      frames.count == 1
      ? "at \(time(frames.lowerBound)) s (frame \(frames.lowerBound))"
      : "from \(time(frames.lowerBound)) to \(time(frames.upperBound)) s (frames \(frames.lowerBound) to "
        + "\(frames.upperBound)), worst at \(time(finding.worstFrame)) s (frame \(finding.worstFrame))"
    if let value = finding.value { text += ": \(amount(value))" }
    if let limit = finding.limit { text += ", allowed \(amount(limit))" }
    return text
  }
}

/// A finding that there is not.
enum FindingError: Error, CustomStringConvertible {
  case none(Int)
  case noSuch(Int, of: Int)

  var description: String {
    switch self {
    case .none(let number): "there is no finding \(number): nothing of the take was found at fault"
    case .noSuch(let number, let count):
      "there is no finding \(number): the take has findings 1 to \(count), see 'mien show RUN --take TAKE'"
    }
  }
}

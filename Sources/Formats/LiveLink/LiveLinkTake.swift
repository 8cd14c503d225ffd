public import Foundation
import Motion

/// A Live Link Face table as it stands in the file: rows at the times of their timecodes.
public struct LiveLinkTake: Sendable, Equatable {
  /// Columns behind Timecode and BlendShapeCount, in the file's order and spelling.
  public let columns: [String]
  /// Seconds from the first row, strictly rising.
  public let times: [Double]
  /// `times.count × columns.count` values, row after row; nothing is clamped.
  public let values: [Float]
  /// How the timecodes were written.
  public let dialect: TimecodeDialect
  /// Timecode of the first row; empty for packets.
  public let firstTimecode: String
  /// The file that the rows stand in, as errors name it.
  let file: String

  /// The largest magnitude of a value: weights go to 1 and angles to π, what is far beyond is a broken row.
  static let largestValue: Float = 1_000_000
  /// Seconds from which on a gap may be a jump of the clock …
  static let longestGap = 10.0
  /// … and is one, when it is as many times the usual step.
  static let gapFactor = 100.0

  /// Rows per second over the whole take; 0 for a single row.
  public var rowRate: Double {
    guard let last = times.last, last > 0 else { return 0 }
    return Double(times.count - 1) / last
  }

  /// The middle one of all steps between rows, in seconds; a 60th for a single row.
  public var medianStep: Double {
    guard times.count > 1 else { return 1.0 / 60 }
    return (1..<times.count).map { times[$0] - times[$0 - 1] }.sorted()[(times.count - 2) / 2]
  }

  /// The largest step between rows, in seconds: much more than ``medianStep`` means lost rows.
  public var largestStep: Double {
    (1..<max(1, times.count)).reduce(0.0) { max($0, times[$1] - times[$1 - 1]) }
  }

  /// Rows of packets, at times that rise from 0.
  init(columns: [String], times: [Double], values: [Float], file: String) {
    self.file = file
    self.columns = columns
    self.times = times
    self.values = values
    dialect = .packets
    firstTimecode = ""
  }

  /// Reads a table of 61 or 68 columns, bound by name.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` naming the line: no Timecode column, a name
  ///   that occurs twice, a row of another width, a value that is no number or far beyond any weight and angle, a
  ///   timecode that is none, does not advance, or jumps; and a take longer than ``MotionFolder/longestSeconds``.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    let cure = "export the take again or correct the row"
    func malformed(_ line: Int, _ reason: String) -> FormatsError {
      .malformed(file: file, place: "line \(line)", reason: reason, cure: cure)
    }
    let table = try DelimitedText(bytes, file: file)
    guard table.header.first?.lowercased() == "timecode", table.header.count > 2,
      table.header[1].lowercased() == "blendshapecount"
    else {
      throw malformed(1, "the header does not begin with Timecode,BlendShapeCount and names of shapes")
    }
    var seen: Set<String> = []
    if let twice = table.header.first(where: { !seen.insert($0.lowercased()).inserted }) {
      throw malformed(1, "column '\(twice)' occurs twice")
    }
    var channels: Set<String> = ["head.rotation", "gaze.yaw", "gaze.pitch"]
    if let twice = table.header.dropFirst(2).first(where: {
      !channels.insert(ARKit.canonicalName(for: $0) ?? $0).inserted
    }) {
      throw malformed(1, "column '\(twice)' means a channel that another column already has")
    }
    guard let first = table.rows.first else { throw malformed(2, "there are no rows") }
    columns = Array(table.header.dropFirst(2))
    var codes: [LiveLinkTimecode] = []
    var values: [Float] = []
    codes.reserveCapacity(table.rows.count)
    values.reserveCapacity(table.rows.count * columns.count)
    for row in table.rows {
      guard let code = LiveLinkTimecode(row.fields[0]) else {
        throw malformed(row.line, "'\(row.fields[0])' is not a timecode HH:MM:SS:FF.fff of 60ths")
      }
      guard let count = Int(row.fields[1]), count == columns.count else {
        throw malformed(
          row.line, "BlendShapeCount is '\(row.fields[1])' and there are \(columns.count) columns")
      }
      codes.append(code)
      for (index, field) in row.fields.enumerated().dropFirst(2) {
        guard let value = Float(field), value.isFinite else {
          throw malformed(row.line, "\(table.header[index]) '\(field)' is not a finite number")
        }
        guard abs(value) <= Self.largestValue else {
          throw malformed(row.line, "\(table.header[index]) '\(field)' is neither a weight nor an angle")
        }
        values.append(value)
      }
    }
    dialect = LiveLinkTimecode.dialect(of: codes)
    let absolute = LiveLinkTimecode.unrolled(codes, dialect)
    for index in absolute.indices.dropFirst() where absolute[index] <= absolute[index - 1] {
      throw malformed(
        table.rows[index].line, "timecode \(table.rows[index].fields[0]) does not come after the one before")
    }
    times = absolute.map { $0 - absolute[0] }
    firstTimecode = first.fields[0]
    self.values = values
    self.file = file
    // Few rows, far apart, have no usual step: no app writes less than one a second.
    let bound = max(Self.longestGap, Self.gapFactor * min(1, medianStep))
    if let jump = times.indices.dropFirst().first(where: { times[$0] - times[$0 - 1] > bound }) {
      throw .malformed(
        file: file, place: "line \(table.rows[jump].line)",
        reason: "timecode \(table.rows[jump].fields[0]) comes \(Int(times[jump] - times[jump - 1])) s after "
          + "\(table.rows[jump - 1].fields[0]), where rows are \((medianStep * 1000).rounded() / 1000) s apart",
        cure: "cut the file there into two takes")
    }
    if let late = times.firstIndex(where: { $0 > MotionFolder.longestSeconds }) {
      throw .unsupported(
        file: file, place: "line \(table.rows[late].line)",
        reason: "timecode \(table.rows[late].fields[0]) lies \(Int(times[late])) s after the first",
        cure: "divide it into takes of at most \(Int(MotionFolder.longestSeconds)) s")
    }
  }
}

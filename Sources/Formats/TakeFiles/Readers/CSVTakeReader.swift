import Foundation
import Motion

extension TakeReader {
  /// A table with a column of seconds and one for each number of a frame.
  static let csv = TakeReader(
    id: "csv", endings: ["csv"],
    title: "our own table of seconds and channels, as '--as csv' writes it (.csv)",
    recognises: { bytes in
      let head = bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
      return head.starts(with: Array("time,".utf8))
    }
  ) { bytes, request throws(FormatsError) in
    let file = request.file
    var rows = try DelimitedRows(bytes, file: file)
    guard rows.header.first == "time" else {
      throw .malformed(
        file: file, place: "line 1", reason: "its first column is not 'time'", cure: "export the take as csv")
    }
    let layout = ChannelLayout(channels(of: Array(rows.header.dropFirst())))
    let width = rows.header.count - 1
    guard layout.width == width else {
      throw .malformed(
        file: file, place: "line 1", reason: "names a channel twice", cure: "rename one of its columns")
    }
    var (times, samples): ([Double], [Float]) = ([], [])
    while try rows.next() {
      for column in 0...width {
        guard let value = Double(rows.text(column)), value.isFinite, Float(value).isFinite else {
          throw .malformed(
            file: file, place: "line \(rows.line)",
            reason: "'\(rows.header[column].prefix(60))' is no number",
            cure: "correct the table")
        }
        if column == 0 { times.append(value) } else { samples.append(Float(value)) }
      }
    }
    let rate = try rate(of: times, request)
    let track = Track(layout: layout, rate: rate, samples: samples)
    try check(track, file: file)
    return Reading(
      track, notes: [ImportNote(.read, file, "\(times.count) rows at \(TrackTiming.text(rate)) a second")])
  }

  /// Four columns of one name with .x .y .z .w are a rotation and three a translation; `gaze` columns are angles and
  /// all else weights.
  static func channels(of columns: [String]) -> [Channel] {
    var channels: [Channel] = []
    var at = 0
    func isRun(_ stem: String, _ parts: String) -> Bool {
      parts.enumerated().allSatisfy { index, part in
        columns.indices.contains(at + index) && columns[at + index] == "\(stem).\(part)"
      }
    }
    while at < columns.count {
      let name = columns[at]
      let stem = String(name.dropLast(2))
      if name.hasSuffix(".x"), isRun(stem, "xyzw") {
        channels.append(Channel(stem, kind: .rotation))
        at += 4
      } else if name.hasSuffix(".x"), isRun(stem, "xyz") {
        channels.append(Channel(stem, kind: .translation))
        at += 3
      } else {
        let isGaze = name == Channel.gazeYaw.name || name == Channel.gazePitch.name
        channels.append(Channel(name, kind: isGaze ? .angle : .weight))
        at += 1
      }
    }
    return channels
  }

  /// The rate that a table's seconds keep.
  private static func rate(of times: [Double], _ request: Request) throws(FormatsError) -> FrameRate {
    if let stated = request.statedRate { return stated }
    guard times.count > 1, let first = times.first, let last = times.last, last > first else {
      if times.count == 1 { return .fps60 }
      throw .malformed(
        file: request.file, place: "time", reason: "its seconds tell no rate", cure: "state it with --fps")
    }
    let measured = Double(times.count - 1) / (last - first)
    let near = TrackTiming.usual.min {
      abs($0.framesPerSecond - measured) < abs($1.framesPerSecond - measured)
    }
    let usual = near.flatMap { abs($0.framesPerSecond - measured) < 1e-4 * measured ? $0 : nil }
    guard let rate = usual ?? TrackTiming.rational(measured) else {
      throw .malformed(
        file: request.file, place: "time",
        reason: "its rows come at \(TrackTiming.number(measured)) a second",
        cure: "state a rate of 1...1000 with --fps")
    }
    let step = 1 / rate.framesPerSecond
    if let stray = times.indices.first(where: { abs(times[$0] - first - Double($0) * step) > step / 2 }) {
      throw .unsupported(
        file: request.file, place: "row \(stray + 1)",
        reason:
          "its time \(TrackTiming.number(times[stray])) is not on a grid of \(TrackTiming.text(rate)) a second",
        cure: "write one row a frame, or state the rate with --fps")
    }
    return rate
  }
}

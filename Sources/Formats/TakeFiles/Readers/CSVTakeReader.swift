import Foundation
import Motion

extension TakeReader {
  /// A table with a column of seconds from session time zero and one for each number of a frame.
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
    var (seconds, lines, samples): ([Double], [Int], [Float]) = ([], [], [])
    while try rows.next() {
      for column in 0...width {
        guard let value = Double(rows.text(column)), value.isFinite, Float(value).isFinite else {
          throw .malformed(
            file: file, place: "line \(rows.line)",
            reason: "'\(rows.header[column].prefix(60))' is no number",
            cure: "correct the table")
        }
        if column == 0 { seconds.append(value) } else { samples.append(Float(value)) }
      }
      lines.append(rows.line)
    }
    let times = try RowTimes(seconds, file: file) { "line \(lines[$0])" }
    let rate = try times.rate(stated: request.statedRate)
    let track = Track(layout: layout, rate: rate, samples: samples)
    try check(track, file: file)
    var reading = try times.placed(track)
    reading.notes.insert(
      ImportNote(.read, file, "\(seconds.count) rows at \(TrackTiming.text(rate)) a second"), at: 0)
    return reading
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
}

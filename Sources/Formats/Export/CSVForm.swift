import Foundation
import Motion

extension TakeForm {
  /// A table: `time` in seconds and one column for each number of a frame.
  static let csv = TakeForm(
    id: "csv", fileExtension: "csv",
    summary:
      "A table with time in seconds, a column per weight and angle, and .x .y .z .w columns per joint.",
    traits: [.additive, .root]
  ) { material throws(FormatsError) in
    let first = try material.first()
    let track = material.additive.map { first.track.additive(to: $0) } ?? first.track
    let bytes = CSVTake.write(track)
    var report = ExportReport()
    try TrackComparison.compare(
      track, with: try CSVTake.read(bytes, layout: track.layout, rate: track.rate, file: first.name),
      name: first.name, &report)
    return ExportedTake(bytes: bytes, report: report)
  }
}

/// The table of one take.
enum CSVTake {
  static let reserved: Set<String> = ["time"]

  static func write(_ track: Track) -> [UInt8] {
    var text = TextBuilder()
    text.reserve(track.samples.count * 8)
    text.add("time")
    for name in TakeColumns.names(track.layout, reserved: reserved) {
      text.add(",")
      text.add(field: name)
    }
    text.add("\n")
    let width = track.layout.width
    track.samples.withUnsafeBufferPointer { samples in
      for frame in 0..<track.frameCount {
        text.add(track.rate.time(ofFrame: frame).seconds)
        for column in 0..<width {
          text.add(byte: 0x2C)
          text.add(samples[frame * width + column])
        }
        text.add(byte: 0x0A)
      }
    }
    return text.bytes
  }

  /// Reads a table back by the names of its columns; channels of which a column is missing are left out.
  static func read(
    _ bytes: [UInt8], layout: ChannelLayout, rate: FrameRate, file: String
  ) throws(FormatsError) -> Track {
    var rows = try DelimitedRows(Data(bytes), file: file)
    var columns: [String: Int] = [:]
    for (number, name) in rows.header.enumerated() { columns[name] = number }
    let names = TakeColumns.names(layout, reserved: reserved)
    let found = zip(layout.channels, layout.offsets).filter { channel, offset in
      (offset..<offset + channel.kind.width).allSatisfy { columns[names[$0]] != nil }
    }
    let sources = found.flatMap { channel, offset in
      (offset..<offset + channel.kind.width).compactMap { columns[names[$0]] }
    }
    var samples: [Float] = []
    while try rows.next() {
      for source in sources {
        guard let value = Float(rows.text(source)) else {
          throw .malformed(
            file: file, place: "line \(rows.line)", reason: "\(rows.header[source]) is not a number",
            cure: "report the take")
        }
        samples.append(value)
      }
    }
    return Track(layout: ChannelLayout(found.map(\.0)), rate: rate, samples: samples)
  }
}

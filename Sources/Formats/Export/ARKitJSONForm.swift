import Foundation
import Motion

extension TakeForm {
  /// Names and frames of the 52 shapes, as the BEAT data set stores its faces.
  static let arkitJSON = TakeForm(
    id: "arkit-json", fileExtension: "json",
    summary:
      "The 52 ARKit shapes and the head as BEAT stores faces: names, frames of weights, rotation, time.",
    traits: [.rights]
  ) { material throws(FormatsError) in
    let first = try material.first()
    let track = first.track
    let bytes = ARKitJSONTake.write(track, rights: material.rights)
    var report = ExportReport()
    try TrackComparison.compare(
      track, with: try ARKitJSONTake.read(bytes, rate: track.rate, file: first.name), name: first.name,
      &report)
    let absent = ARKit.names.filter { track.layout[$0]?.kind != .weight }
    if !absent.isEmpty {
      report.notices.append("written as 0, for the take has none: \(absent.joined(separator: ", "))")
    }
    return ExportedTake(bytes: bytes, report: report)
  }
}

/// `{"schema": "mien.arkit-json/1", "names": […52], "frames": [{"weights": […52], "rotation": [x, y, z, w], "time": seconds}]}`.
///
/// The schema says whose rotations these are: the head's normalised local rotation, identity when it looks ahead.
enum ARKitJSONTake {
  static let schemaID = "mien.arkit-json/1"

  static func write(_ track: Track, rights: Rights) -> [UInt8] {
    var text = TextBuilder()
    text.reserve(track.frameCount * 52 * 8)
    text.add("{\"schema\":\"\(schemaID)\",\"names\":[")
    for (number, name) in ARKit.names.enumerated() { text.add((number > 0 ? "," : "") + "\"\(name)\"") }
    text.add("],")
    if !rights.claims.isEmpty {
      text.add("\"rights\":")
      text.add(String(decoding: rights.json.text, as: UTF8.self))
      text.add(",")
    }
    text.add("\"frames\":[")
    let sources = ARKit.names.map { track.layout[$0]?.kind == .weight ? track.layout.offset(of: $0) : nil }
    let head =
      track.layout["head.rotation"] == .rotation(of: .head) ? track.layout.offset(of: "head.rotation") : nil
    for frame in 0..<track.frameCount {
      text.add(frame > 0 ? ",\n{\"weights\":[" : "\n{\"weights\":[")
      for (number, source) in sources.enumerated() {
        if number > 0 { text.add(byte: 0x2C) }
        text.add(source.map { track[frame, $0] } ?? 0)
      }
      text.add("],\"rotation\":[")
      for part in 0..<4 {
        if part > 0 { text.add(byte: 0x2C) }
        text.add(head.map { track[frame, $0 + part] } ?? (part == 3 ? 1 : 0))
      }
      text.add("],\"time\":")
      text.add(track.rate.time(ofFrame: frame).seconds)
      text.add(byte: 0x7D)
    }
    text.add("\n]}\n")
    return text.bytes
  }

  static func read(_ bytes: [UInt8], rate: FrameRate, file: String) throws(FormatsError) -> Track {
    try JSONReader.read(bytes, file: file, place: "") { (reader: inout JSONReader) throws(FormatsError) in
      var names: [String] = []
      var samples: [Float] = []
      try reader.openObject()
      while let key = try reader.nextKey() {
        if reader.matches(key, "names") {
          try reader.openArray()
          while try reader.nextItem() { names.append(try reader.string()) }
        } else if reader.matches(key, "frames") {
          try reader.openArray()
          while try reader.nextItem() { try frame(&reader, &samples) }
        } else {
          try reader.skip()
        }
      }
      let layout = ChannelLayout(names.map { .weight($0) } + [.rotation(of: .head)])
      guard samples.count % layout.width == 0 else {
        throw .malformed(
          file: file, place: "frames", reason: "are not all of one width", cure: "report the take")
      }
      return Track(layout: layout, rate: rate, samples: samples)
    }
  }

  /// One frame; weights stand before the rotation.
  private static func frame(_ reader: inout JSONReader, _ samples: inout [Float]) throws(FormatsError) {
    try reader.openObject()
    while let key = try reader.nextKey() {
      if reader.matches(key, "weights") || reader.matches(key, "rotation") {
        try reader.openArray()
        while try reader.nextItem() { samples.append(Float(try reader.number())) }
      } else {
        try reader.skip()
      }
    }
  }
}

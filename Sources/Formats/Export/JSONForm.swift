import Foundation
import Motion

extension TakeForm {
  /// Our own JSON, `mien.take/1`.
  static let json = TakeForm(
    id: "json", fileExtension: "json",
    summary: "mien.take/1: channels with kind and columns, samples row by row, markers, audio, rights.",
    traits: [.additive, .two, .markers, .rights, .root]
  ) { material throws(FormatsError) in
    let takes = material.performances.map { performance in
      var performance = performance
      if let additive = material.additive { performance.track = performance.track.additive(to: additive) }
      return performance
    }
    let bytes = TakeJSON.write(takes, material)
    let read = try TakeJSON.read(bytes, file: try material.first().name)
    var report = ExportReport()
    for (number, take) in takes.enumerated() {
      guard read.indices.contains(number), read[number].name == take.name,
        read[number].markers == take.markers, read[number].track.rate == take.track.rate
      else {
        throw .malformed(
          file: take.name, place: "what was written", reason: "does not read back", cure: "report the take")
      }
      var own = ExportReport()
      try TrackComparison.compare(take.track, with: read[number].track, name: take.name, &own)
      report.add(own)
    }
    return ExportedTake(bytes: bytes, report: report)
  }
}

/// Reads and writes `mien.take/1`; the schema is told in the documentation of Formats.
public enum TakeJSON {
  /// Schema id that this type reads and writes.
  public static let schemaID = "mien.take/1"

  static func write(_ takes: [ExportMaterial.Performance], _ material: ExportMaterial) -> [UInt8] {
    var text = TextBuilder()
    text.reserve(takes.reduce(0) { $0 + $1.track.samples.count * 8 })
    text.add("{\"schema\":\"\(schemaID)\",\n")
    if !material.rights.claims.isEmpty {
      text.add("\"rights\":")
      text.add(String(decoding: material.rights.json.text, as: UTF8.self))
      text.add(",\n")
    }
    text.add("\"takes\":[")
    for (number, take) in takes.enumerated() {
      if number > 0 { text.add(",") }
      write(take, material, &text)
    }
    text.add("]}\n")
    return text.bytes
  }

  private static func write(
    _ take: ExportMaterial.Performance, _ material: ExportMaterial, _ text: inout TextBuilder
  ) {
    let track = take.track
    text.add("\n{\"name\":")
    text.add(json: take.name)
    text.add(
      ",\n\"fps\":{\"numerator\":\(track.rate.numerator),\"denominator\":\(track.rate.denominator)},\"frames\":\(track.frameCount),\"duration\":"
    )
    text.add(track.duration.seconds)
    text.add(",\"loop\":\(material.isLooped)")
    if let additive = material.additive { text.add(",\"additive\":\"\(additive.rawValue)\"") }
    if let audio = take.audio {
      text.add(",\"audio\":")
      text.add(json: audio)
    }
    text.add(",\n\"channels\":[")
    for (number, channel) in track.layout.channels.enumerated() {
      text.add(number > 0 ? ",\n{\"name\":" : "\n{\"name\":")
      text.add(json: channel.name)
      text.add(
        ",\"kind\":\"\(channel.kind.rawValue)\",\"column\":\(track.layout.offsets[number]),\"width\":\(channel.kind.width)}"
      )
    }
    text.add("],\n\"markers\":[")
    for (number, marker) in take.markers.enumerated() {
      text.add(number > 0 ? ",\n" : "\n")
      text.add(String(decoding: marker.json.text, as: UTF8.self))
    }
    text.add("],\n\"samples\":[")
    let width = track.layout.width
    for frame in 0..<track.frameCount {
      text.add(frame > 0 ? ",\n[" : "\n[")
      for column in 0..<width {
        if column > 0 { text.add(byte: 0x2C) }
        text.add(track.samples[frame * width + column])
      }
      text.add("]")
    }
    text.add("\n]}")
  }

  /// The takes of a file.
  ///
  /// - Throws: ``FormatsError`` for what is not JSON, another schema, a channel of an unknown kind or twice, rows of
  ///   another width, or a frame rate outside 1…1000.
  public static func read(
    _ bytes: [UInt8], file: String
  ) throws(FormatsError) -> [ExportMaterial.Performance] {
    try contents(bytes, file: file).map(\.performance)
  }

  /// A take, and what its values are relative to, if to anything.
  typealias Content = (performance: ExportMaterial.Performance, additive: String?)

  static func contents(_ bytes: [UInt8], file: String) throws(FormatsError) -> [Content] {
    try JSONReader.read(bytes, file: file, place: "") { (reader: inout JSONReader) throws(FormatsError) in
      var takes: [Content] = []
      var schema = ""
      try reader.openObject()
      while let key = try reader.nextKey() {
        if reader.matches(key, "schema") {
          schema = try reader.string()
        } else if reader.matches(key, "takes") {
          try reader.openArray()
          while try reader.nextItem() { takes.append(try take(&reader, file: file)) }
        } else {
          try reader.skip()
        }
      }
      guard schema == schemaID else {
        throw .unsupported(
          file: file, place: "schema", reason: "'\(schema.prefix(40))' is not \(schemaID)",
          cure: "export the take with this version")
      }
      return takes
    }
  }

  private static func take(
    _ reader: inout JSONReader, file: String
  ) throws(FormatsError) -> Content {
    func fault(_ place: String, _ reason: String) -> FormatsError {
      .malformed(file: file, place: place, reason: reason, cure: "export the take again")
    }
    var (name, audio, additive): (String, String?, String?) = ("", nil, nil)
    var rate: FrameRate?
    var channels: [Channel] = []
    var markers: [TakeMarker] = []
    var samples: [Float] = []
    var widths: Set<Int> = []
    try reader.openObject()
    while let key = try reader.nextKey() {
      if reader.matches(key, "name") {
        name = try reader.string()
      } else if reader.matches(key, "audio") {
        audio = try reader.string()
      } else if reader.matches(key, "additive") {
        additive = try reader.string()
      } else if reader.matches(key, "fps") {
        let value = try reader.value()
        let parts = [value["numerator"], value["denominator"]].compactMap {
          $0?.integer.flatMap { Int32(exactly: $0) }
        }
        rate = parts.count == 2 ? FrameRate(numerator: parts[0], denominator: parts[1]) : nil
      } else if reader.matches(key, "channels") {
        for channel in try reader.value().array ?? [] {
          guard let name = channel["name"]?.string,
            let kind = channel["kind"]?.string.flatMap({ Channel.Kind(rawValue: $0) })
          else { throw fault("channels", "one has no name or a kind that is none") }
          channels.append(Channel(name, kind: kind))
        }
      } else if reader.matches(key, "markers") {
        for marker in try reader.value().array ?? [] {
          guard let time = marker["time"]?.double, let text = marker["text"]?.string else {
            throw fault("markers", "one has no time or text")
          }
          markers.append(
            TakeMarker(
              time: time, end: marker["end"]?.double, kind: marker["kind"]?.string ?? "cue", text: text))
        }
      } else if reader.matches(key, "samples") {
        try reader.openArray()
        while try reader.nextItem() {
          let before = samples.count
          try reader.openArray()
          while try reader.nextItem() { samples.append(Float(try reader.number())) }
          widths.insert(samples.count - before)
        }
      } else {
        try reader.skip()
      }
    }
    guard let rate else { throw fault("fps", "is missing or not in 1...1000") }
    let layout = ChannelLayout(channels)
    if let twice = ChannelLayout.firstDuplicate(in: channels) {
      throw fault("channel '\(twice)'", "occurs twice")
    }
    guard widths.isEmpty || widths == [layout.width], layout.width > 0 else {
      throw fault("samples", "a row has not the \(layout.width) numbers of the channels")
    }
    let track = Track(layout: layout, rate: rate, samples: samples)
    return (.init(name: name, track: track, markers: markers, audio: audio), additive)
  }
}

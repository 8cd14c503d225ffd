import Foundation
import Motion

extension TakeForm {
  /// NumPy arrays.
  static let npz = TakeForm(
    id: "npz", fileExtension: "npz",
    summary:
      "NumPy arrays: samples, times, fps, channels, kinds, columns, and one array per channel under its name.",
    traits: [.additive, .markers, .rights, .root]
  ) { material throws(FormatsError) in
    let first = try material.first()
    let track = material.additive.map { first.track.additive(to: $0) } ?? first.track
    let bytes = try NPZTake.write(track, first, material)
    let read = try NPZTake.read(bytes, rate: track.rate, file: first.name)
    var report = ExportReport()
    try TrackComparison.compare(track, with: read, name: first.name, &report)
    return ExportedTake(bytes: bytes, report: report)
  }
}

/// `numpy.load(file)["jawOpen"]`, and all samples in one array beside it.
enum NPZTake {
  private static let reserved: Set<String> = [
    "samples", "times", "fps", "channels", "kinds", "keys", "columns", "additive", "loop", "audio",
    "marker_times", "marker_ends", "marker_kinds", "marker_texts", "rights",
  ]

  static func write(
    _ track: Track, _ take: ExportMaterial.Performance, _ material: ExportMaterial
  ) throws(FormatsError) -> [UInt8] {
    var zip = StoredZip()
    let (frames, width, file) = (track.frameCount, track.layout.width, take.name)
    func add(_ name: String, _ bytes: [UInt8]) throws(FormatsError) {
      try zip.add(name + ".npy", bytes, file: file)
    }
    try add(
      "samples", track.samples.withUnsafeBufferPointer { NPYWriter.floats($0, shape: [frames, width]) })
    try add(
      "times",
      NPYWriter.doubles((0..<frames).map { track.rate.time(ofFrame: $0).seconds }, shape: [frames]))
    try add("fps", NPYWriter.doubles([track.rate.framesPerSecond], shape: []))
    let channels = track.layout.channels
    // NumPy takes zeros at a text's end for padding.
    let keys = TakeColumns.unique(channels.map { plain($0.name) }, reserved: reserved)
    try add("channels", NPYWriter.texts(channels.map(\.name)))
    try add("kinds", NPYWriter.texts(channels.map(\.kind.rawValue)))
    try add("keys", NPYWriter.texts(keys))
    try add("columns", NPYWriter.texts(TakeColumns.names(track.layout, reserved: [])))
    try add("loop", NPYWriter.doubles([material.isLooped ? 1 : 0], shape: []))
    if let additive = material.additive { try add("additive", NPYWriter.texts([additive.rawValue])) }
    if let audio = take.audio { try add("audio", NPYWriter.texts([audio])) }
    if !take.markers.isEmpty {
      let markers = take.markers
      try add("marker_times", NPYWriter.doubles(markers.map(\.time), shape: [markers.count]))
      try add("marker_ends", NPYWriter.doubles(markers.map { $0.end ?? .nan }, shape: [markers.count]))
      try add("marker_kinds", NPYWriter.texts(markers.map(\.kind)))
      try add("marker_texts", NPYWriter.texts(markers.map(\.text)))
    }
    if !material.rights.claims.isEmpty {
      try add(
        "rights",
        NPYWriter.texts(material.rights.claims.map { "\($0.source) \($0.name): \($0.licence.text)" }))
    }
    for (number, channel) in channels.enumerated() {
      let one = track.selecting([channel]).samples
      let shape = channel.kind.width == 1 ? [frames] : [frames, channel.kind.width]
      try add(keys[number], one.withUnsafeBufferPointer { NPYWriter.floats($0, shape: shape) })
    }
    return zip.finished()
  }

  /// A name that an archive can bear: without zeros, and below the length of a path.
  private static func plain(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value != 0 }.prefix(200)))
  }

  /// The track as the arrays of its channels say it.
  static func read(_ bytes: [UInt8], rate: FrameRate, file: String) throws(FormatsError) -> Track {
    let archive = try NPZArchive(Data(bytes), file: file)
    guard let names = try archive.array("channels")?.texts(), let kinds = try archive.array("kinds")?.texts(),
      let keys = try archive.array("keys")?.texts(), let times = try archive.array("times"),
      kinds.count == names.count, keys.count == names.count
    else {
      throw .malformed(file: file, place: "arrays", reason: "some are missing", cure: "export the take again")
    }
    var channels: [Channel] = []
    var columns: [[Float]] = []
    for (number, name) in names.enumerated() {
      guard let kind = Channel.Kind(rawValue: kinds[number]), let array = try archive.array(keys[number]),
        let values = array.floats(), values.count == times.count * kind.width
      else { continue }
      channels.append(Channel(name, kind: kind))
      columns.append(values)
    }
    let layout = ChannelLayout(channels)
    guard ChannelLayout.firstDuplicate(in: channels) == nil, layout.width > 0 else {
      throw .malformed(
        file: file, place: "channels", reason: "there are none, or a name occurs twice",
        cure: "export the take again")
    }
    var track = Track(layout: layout, rate: rate, frameCount: times.count)
    for (number, column) in layout.offsets.enumerated() {
      let width = layout.channels[number].kind.width
      for frame in 0..<track.frameCount {
        for part in 0..<width { track[frame, column + part] = columns[number][frame * width + part] }
      }
    }
    return track
  }
}

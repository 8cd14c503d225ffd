import Foundation
import Motion

/// Blend-shape frames as BEAT has them beside its audio:
/// `{"names": [...], "frames": [{"weights": [...], "time": seconds, "rotation": [...]}]}`.
struct BlendShapeFrames {
  /// Names of the weights as written.
  private(set) var names: [String] = []
  /// Seconds of the frames, rising.
  private(set) var times: [Double] = []
  /// Weights, frame after frame.
  private(set) var values: [Float] = []
  private var hasRotation = false
  /// The head's normalised rotations, four numbers a frame, of files that say so by their schema; else empty.
  private(set) var rotations: [Float] = []
  private let file: String

  /// Reads a document, in one pass over it.
  ///
  /// - Throws: ``FormatsError`` with line and column: no names or frames, a frame of another width, a weight that
  ///   is not finite, times that do not rise.
  init(_ bytes: Data, file: String) throws(FormatsError) {
    self.file = file
    var names: [String]?
    var frames = Frames()
    try JSONReader.read(bytes, file: file) { (reader: inout JSONReader) throws(FormatsError) in
      try reader.openObject()
      while let key = try reader.nextKey() {
        if reader.matches(key, "schema") {
          frames.isOurs = try reader.string() == ARKitJSONTake.schemaID
        } else if reader.matches(key, "names") {
          guard names == nil else { throw reader.duplicate(key) }
          names = try Self.list(&reader)
        } else if reader.matches(key, "frames") {
          guard frames.width == nil else { throw reader.duplicate(key) }
          frames.width = names?.count
          try reader.openArray()
          while try reader.nextItem() { try Self.frame(&reader, &frames) }
        } else {
          try reader.skip()
        }
      }
    }
    func malformed(_ place: String, _ reason: String) -> FormatsError {
      .malformed(file: file, place: place, reason: reason, cure: "export the take again")
    }
    guard let names, !names.isEmpty else { throw malformed("names", "there are no names of weights") }
    guard !frames.times.isEmpty else { throw malformed("frames", "there are no frames") }
    guard frames.width == names.count else {
      throw malformed("frames", "\(frames.width ?? 0) weights a frame and \(names.count) names")
    }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert(ARKit.canonicalName(for: $0) ?? $0).inserted }) {
      throw malformed("names", "'\(twice)' means a channel that another name already has")
    }
    self.names = names
    guard frames.rotations.isEmpty || frames.rotations.count == 4 * frames.times.count else {
      throw malformed("frames", "some have a rotation of four numbers, and some have not")
    }
    (times, values, hasRotation) = (frames.times, frames.values, frames.isRotated)
    rotations = frames.rotations
  }

  private static func list(_ reader: inout JSONReader) throws(FormatsError) -> [String] {
    var list: [String] = []
    try reader.openArray()
    while try reader.nextItem() {
      list.append(try reader.string())
      guard list.count <= MotionFolder.largestChannelCount else {
        throw reader.fault(
          "more than \(MotionFolder.largestChannelCount) names", cure: "keep those that are needed")
      }
    }
    return list
  }

  /// What was read so far.
  private struct Frames {
    var times: [Double] = []
    var values: [Float] = []
    var width: Int?
    var isOurs = false
    var rotations: [Float] = []
    var isRotated = false
  }

  private static func frame(_ reader: inout JSONReader, _ frames: inout Frames) throws(FormatsError) {
    let cure = "export the take again"
    var time: Double?
    var count: Int?
    try reader.openObject()
    while let key = try reader.nextKey() {
      if reader.matches(key, "time") {
        guard time == nil else { throw reader.duplicate(key) }
        let value = try reader.number()
        // Where a fault lies is counted from the file's beginning: only once there is one.
        guard value.isFinite, value >= 0, value <= MediaTime.largestSeconds else {
          throw reader.fault(
            "a frame's time lies before session time zero, or is none",
            cure: "count times in seconds from the session's beginning")
        }
        guard value > frames.times.last ?? -1 else {
          throw reader.fault(
            "a frame's time does not come after the one before",
            cure: "bring the frames into the order of their times")
        }
        time = value
      } else if reader.matches(key, "weights") {
        guard count == nil else { throw reader.duplicate(key) }
        count = 0
        try reader.openArray()
        while try reader.nextItem() {
          let value = Float(try reader.number())
          guard value.isFinite else { throw reader.fault("the weight before is not finite", cure: cure) }
          frames.values.append(value)
          count = (count ?? 0) + 1
        }
        let width = frames.width ?? count ?? 0
        frames.width = width
        guard count == width else {
          throw reader.fault("the frame before has \(count ?? 0) weights, not \(width)", cure: cure)
        }
      } else if reader.matches(key, "rotation") {
        try reader.openArray()
        while try reader.nextItem() {
          frames.isRotated = true
          guard frames.isOurs else {
            try reader.skip()
            continue
          }
          let value = Float(try reader.number())
          guard value.isFinite else { throw reader.fault("the number before is not finite", cure: cure) }
          frames.rotations.append(value)
        }
      } else {
        try reader.skip()
      }
    }
    guard let time, count != nil else {
      throw reader.fault("the frame before lacks time or weights", cure: cure)
    }
    frames.times.append(time)
  }

  /// The frames as a track that begins at time zero, resampled linearly where they do not lie on its grid; before
  /// the first frame its values hold.
  func resampled(_ timing: TrackTiming) throws(FormatsError) -> (Track, [ImportNote]) {
    var notes: [ImportNote] = []
    let first = times[0]
    let last = times[times.count - 1]
    let measured = times.count > 1 && last > first ? Double(times.count - 1) / (last - first) : nil
    let nominal = measured.map { rate in
      TrackTiming.usual.min { abs($0.framesPerSecond - rate) < abs($1.framesPerSecond - rate) }
    }
    let rate: FrameRate
    if let given = timing.given {
      rate = given
    } else if let nominal, let nominal {
      rate = nominal
    } else {
      rate = .fps60
    }
    let step = measured.map { 1 / $0 } ?? 1 / rate.framesPerSecond
    guard last <= MotionFolder.longestSeconds else {
      throw .unsupported(
        file: file, place: "frames", reason: "they last \(Int(last)) s",
        cure: "divide it into takes of at most \(Int(MotionFolder.longestSeconds)) s")
    }
    let head: [Channel] = rotations.isEmpty ? [] : [.rotation(of: .head)]
    let layout = ChannelLayout(names.map { .weight(ARKit.canonicalName(for: $0) ?? $0) } + head)
    let count = max(1, Int(((last + step) * rate.framesPerSecond - 1e-3).rounded(.up)))
    try MotionFolder.checkSize(
      channels: layout.channels.count, width: layout.width, frames: count, rate: rate, file: file)
    var track = Track(layout: layout, rate: rate, frameCount: count)
    let width = names.count
    var row = 0
    for frame in 0..<count {
      let time = rate.time(ofFrame: frame).seconds
      while row + 1 < times.count, times[row + 1] <= time + 1e-6 { row += 1 }
      let next = min(row + 1, times.count - 1)
      let share = next > row ? Float(max(0, min(1, (time - times[row]) / (times[next] - times[row])))) : 0
      for column in 0..<width {
        let a = values[row * width + column]
        track[frame, column] = share < 1e-4 ? a : a + (values[next * width + column] - a) * share
      }
      guard let at = layout.offset(of: Channel.rotation(of: .head).name), !rotations.isEmpty else { continue }
      let from = headTurn(row)
      let turn = share < 1e-4 ? from.vector : from.slerp(to: headTurn(next), share).vector
      for part in 0..<4 { track[frame, at + part] = turn[part] }
    }
    let found = measured.map { " at \(TrackTiming.number($0)) a second" } ?? ""
    notes.append(
      ImportNote(
        .read, file,
        "\(times.count) frames\(found) of \(width) weights, on a grid of \(TrackTiming.text(rate)) a second"))
    if first * rate.framesPerSecond >= 0.5 {
      notes.append(
        ImportNote(
          .assumed, file, "it begins at \(TrackTiming.number(first)) s; its first frame is held until then"))
    }
    let missing = ARKit.names.filter { layout[$0] == nil }
    if !missing.isEmpty, missing.count < ARKit.names.count {
      notes.append(ImportNote(.missing, file, "shapes \(missing.joined(separator: ", "))"))
    }
    if hasRotation, rotations.isEmpty {
      notes.append(ImportNote(.read, file, "head rotations; not used, their convention is not stated"))
    }
    if let note = timing.lengthNote(track, file: file) { notes.append(note) }
    return (track, notes)
  }

  private func headTurn(_ row: Int) -> Quaternion {
    let at = 4 * row
    return Quaternion(x: rotations[at], y: rotations[at + 1], z: rotations[at + 2], w: rotations[at + 3])
  }
}

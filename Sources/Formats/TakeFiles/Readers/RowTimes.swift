import Motion

/// The seconds that a file gives its rows, counted from session time zero: they rise, keep a rate, and say where the
/// first row stands.
struct RowTimes {
  /// A stated rate may differ from that of the times by so much of it.
  static let rateTolerance = 0.01
  /// Times that are rounded to milliseconds may make a take longer or shorter by so many seconds.
  static let rounding = 0.0015

  /// Seconds of the rows, strictly rising; the last is not below zero.
  let seconds: [Double]
  /// The file, for messages.
  let file: String
  /// Where the row of an index stands, for messages.
  let place: (Int) -> String

  /// Takes times as they stand in a file.
  ///
  /// - Throws: ``FormatsError`` naming the row whose time is not finite, does not come after the one before, lies
  ///   farther from time zero than a take may last, or ends the take before time zero.
  init(_ seconds: [Double], file: String, place: @escaping (Int) -> String) throws(FormatsError) {
    (self.seconds, self.file, self.place) = (seconds, file, place)
    let cure = "count times in seconds from the session's beginning"
    for (row, time) in seconds.enumerated() {
      guard time.isFinite, abs(time) <= MotionFolder.longestSeconds else {
        throw .unsupported(
          file: file, place: place(row),
          reason: "its time \(time) lies more than \(Int(MotionFolder.longestSeconds)) s from time zero",
          cure: cure)
      }
      guard row > 0, time <= seconds[row - 1] else { continue }
      throw .malformed(
        file: file, place: place(row),
        reason:
          "its time \(Self.text(time)) does not come after \(Self.text(seconds[row - 1])) of the row before",
        cure: "bring the rows into the order of their times, one row a time")
    }
    guard let last = seconds.last, last < -1e-6 else { return }
    throw .unsupported(
      file: file, place: place(seconds.count - 1),
      reason: "its last row is at \(Self.text(last)) s, before session time zero", cure: cure)
  }

  /// The rate of the rows: as stated, as the file tells it beside the times, or as the times keep it.
  ///
  /// - Throws: ``FormatsError`` when a rate that is stated or told differs from the times by more than one in a
  ///   hundred, the times keep none from 1 to 1000, or a row lies off the grid of theirs.
  func rate(stated: FrameRate?, told: FrameRate? = nil) throws(FormatsError) -> FrameRate {
    guard seconds.count > 1, let first = seconds.first, let last = seconds.last else {
      return stated ?? told ?? .fps60
    }
    let measured = Double(seconds.count - 1) / (last - first)
    func agrees(_ rate: FrameRate) -> Bool {
      let misfit = abs(Double(seconds.count - 1) / rate.framesPerSecond - (last - first))
      return misfit <= max(Self.rateTolerance * (last - first), Self.rounding)
    }
    for (rate, source) in [(stated, "--fps"), (told, "its fps")] {
      guard let rate else { continue }
      guard !agrees(rate) else { return rate }
      throw .unsupported(
        file: file, place: "time",
        reason: "its rows come at \(TrackTiming.number(measured)) a second by their times, and "
          + "\(source) says \(TrackTiming.text(rate))",
        cure: source == "--fps"
          ? "leave --fps out, or correct the times" : "correct one of the two, or export the take again")
    }
    let near = TrackTiming.usual.min {
      abs($0.framesPerSecond - measured) < abs($1.framesPerSecond - measured)
    }
    let usual = near.flatMap { abs($0.framesPerSecond - measured) < 1e-4 * measured ? $0 : nil }
    guard let rate = usual ?? TrackTiming.rational(measured) else {
      throw .malformed(
        file: file, place: "time", reason: "its rows come at \(TrackTiming.number(measured)) a second",
        cure: "write times in seconds, from 1 to 1000 rows in each")
    }
    if let stray = stray(from: rate) {
      throw .unsupported(
        file: file, place: place(stray),
        reason:
          "its time \(Self.text(seconds[stray])) is not on a grid of \(TrackTiming.text(rate)) a second",
        cure: "write one row a frame, or state the rate with --fps")
    }
    return rate
  }

  /// The first row that lies more than half a frame off the grid that begins with the first row.
  private func stray(from rate: FrameRate) -> Int? {
    guard let first = seconds.first else { return nil }
    let step = 1 / rate.framesPerSecond
    return seconds.indices.first { abs(seconds[$0] - first - Double($0) * step) > step / 2 }
  }

  /// Rows as frames of the session: held before a later start, cut before time zero, and brought to the rate's grid
  /// along their times where they stray from it.
  ///
  /// - Parameter rows: one frame for each time, at the rate of ``rate(stated:told:)``.
  /// - Throws: ``FormatsError`` when the track would be larger than the limits of ``MotionFolder``.
  func placed(_ rows: Track) throws(FormatsError) -> TakeReader.Reading {
    guard let first = seconds.first, let last = seconds.last, rows.frameCount == seconds.count else {
      return TakeReader.Reading(rows)
    }
    let rate = rows.rate
    let shift = Int((first * rate.framesPerSecond).rounded())
    let isStraying = stray(from: rate) != nil
    let length = last + 1 / rate.framesPerSecond
    let count =
      isStraying
      ? max(1, Int((length * rate.framesPerSecond - 1e-3).rounded(.up))) : rows.frameCount + shift
    guard count > 0 else {
      throw .unsupported(
        file: file, place: place(seconds.count - 1), reason: "all rows lie before session time zero",
        cure: "count times in seconds from the session's beginning")
    }
    try MotionFolder.checkSize(
      channels: rows.layout.channels.count, width: rows.layout.width, frames: count, rate: rate, file: file)
    var notes: [ImportNote] = []
    if shift > 0 {
      notes.append(
        ImportNote(
          .assumed, file,
          "\(place(0)): it begins at \(Self.text(first)) s; its first frame is held for the \(shift) before"))
    } else if shift < 0 {
      let cut = isStraying ? seconds.count { $0 < 0 } : -shift
      notes.append(
        ImportNote(
          .leftOut, file,
          "\(place(0)): it begins at \(Self.text(first)) s; \(cut) rows before session time zero"))
    }
    guard isStraying else { return TakeReader.Reading(rows.begun(atFrame: shift), notes: notes) }
    notes.append(
      ImportNote(
        .read, file,
        "rows lie off a grid of \(TrackTiming.text(rate)) a second; brought to it along their times, straight "
          + "lines and slerp between rows"))
    return TakeReader.Reading(gridded(rows, count), notes: notes)
  }

  private func gridded(_ rows: Track, _ count: Int) -> Track {
    let layout = rows.layout
    let stepped = layout.channels.indices.map { rows.isStepped($0) }
    var track = Track(layout: layout, rate: rows.rate, frameCount: count)
    var row = 0
    for frame in 0..<count {
      let time = rows.rate.time(ofFrame: frame).seconds
      while row + 1 < seconds.count, seconds[row + 1] <= time + 1e-6 { row += 1 }
      let next = min(row + 1, seconds.count - 1)
      let ahead = time - seconds[row]
      let share = next > row && ahead > 1e-6 ? Float(min(1, ahead / (seconds[next] - seconds[row]))) : 0
      for (index, channel) in layout.channels.enumerated() {
        let at = layout.offsets[index]
        if channel.kind == .rotation, share > 0, !stepped[index] {
          let turn = Self.turn(rows, row, at).slerp(to: Self.turn(rows, next, at), share)
          for part in 0..<4 { track[frame, at + part] = turn.vector[part] }
          continue
        }
        for part in 0..<channel.kind.width {
          let a = rows[row, at + part]
          track[frame, at + part] =
            share == 0 || stepped[index] ? a : a + (rows[next, at + part] - a) * share
        }
      }
    }
    return track
  }

  private static func turn(_ rows: Track, _ row: Int, _ at: Int) -> Quaternion {
    Quaternion(x: rows[row, at], y: rows[row, at + 1], z: rows[row, at + 2], w: rows[row, at + 3])
  }

  private static func text(_ seconds: Double) -> String { TrackTiming.number(seconds) }
}

extension Track {
  /// The same motion begun at another frame: its first frame held before a later one, cut before an earlier one.
  func begun(atFrame shift: Int) -> Track {
    let width = layout.width
    guard shift > 0 else {
      return Track(layout: layout, rate: rate, samples: Array(samples.dropFirst(-shift * width)))
    }
    let first = samples.prefix(width)
    var held: [Float] = []
    held.reserveCapacity(samples.count + shift * width)
    for _ in 0..<shift { held += first }
    return Track(layout: layout, rate: rate, samples: held + samples)
  }
}

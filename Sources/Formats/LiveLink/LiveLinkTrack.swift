public import Motion

extension LiveLinkTake {
  /// A track made from a take, and what a reader should know about it.
  public struct Resampled: Sendable {
    /// The motion; frame 0 is the first row.
    public var track: Track
    /// Dialect, rates, gaps, values outside 0…1, silent columns; one line each.
    public var notes: [String]
  }

  private static let angles = [
    "HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll", "RightEyeYaw",
    "RightEyePitch", "RightEyeRoll",
  ]

  /// A row this near to a frame, in seconds, is taken as it is: below the rounding of decimal timecodes.
  private static let sameMoment = 1e-6

  /// Resamples the rows linearly on their own time axis.
  ///
  /// The 52 shapes become weights under their ARKit names; head angles become `head.rotation`, the mean of both
  /// eyes `gaze.yaw` and `gaze.pitch`; any other column travels as a weight under its own name. Angles that are
  /// zero in every row were not captured, and give no channel. The track lasts to one median step after the last row,
  /// whose values it holds until then.
  ///
  /// - Throws: ``FormatsError`` when the track would be larger than the limits of ``MotionFolder``.
  public func resampled(
    to rate: FrameRate, signs: LiveLinkSigns = .app
  ) throws(FormatsError) -> Resampled {
    var channels: [Channel] = []
    var sources: [Int] = []
    for (index, column) in columns.enumerated() where !Self.angles.contains(column) {
      channels.append(.weight(ARKit.canonicalName(for: column) ?? column))
      sources.append(index)
    }
    let head = ["HeadYaw", "HeadPitch", "HeadRoll"].compactMap { columns.firstIndex(of: $0) }
    let eyeYaw = ["LeftEyeYaw", "RightEyeYaw"].compactMap { columns.firstIndex(of: $0) }
    let eyePitch = ["LeftEyePitch", "RightEyePitch"].compactMap { columns.firstIndex(of: $0) }
    let hasHead = head.count == 3 && !areZero(head)
    if hasHead { channels.append(.rotation(of: .head)) }
    if !eyeYaw.isEmpty, !eyePitch.isEmpty, !areZero(eyeYaw + eyePitch) { channels += [.gazeYaw, .gazePitch] }
    let layout = ChannelLayout(channels)

    let length = (times.last ?? 0) + medianStep
    let count = max(1, Int((length * rate.framesPerSecond - 1e-3).rounded(.up)))
    try MotionFolder.checkSize(
      channels: layout.channels.count, width: layout.width, frames: count - 1, rate: rate, file: file)
    let headColumn = hasHead ? layout.offset(of: "head.rotation") : nil
    let gaze: [(column: Int, eyes: [Int], sign: Float)] = [
      ("gaze.yaw", eyeYaw, signs.eyeYaw), ("gaze.pitch", eyePitch, signs.eyePitch),
    ].compactMap { name, eyes, sign in layout.offset(of: name).map { ($0, eyes, sign) } }
    let weights = zip(layout.offsets, sources).map { (column: $0, source: $1) }
    var samples: [Float] = []
    samples.reserveCapacity(count * layout.width)
    var pose = layout.restFrame
    var row = 0
    var values = [Float](repeating: 0, count: columns.count)
    var previous = Quaternion.identity
    for frame in 0..<count {
      let time = rate.time(ofFrame: frame).seconds
      while row + 1 < times.count, times[row + 1] <= time + Self.sameMoment { row += 1 }
      let next = min(row + 1, times.count - 1)
      let ahead = time - times[row]
      let share =
        next > row && ahead > Self.sameMoment ? Float(min(1, ahead / (times[next] - times[row]))) : 0
      let (here, there) = (row * values.count, next * values.count)
      for column in values.indices {
        let a = self.values[here + column]
        values[column] = share == 0 ? a : a + (self.values[there + column] - a) * share
      }
      for weight in weights { pose[weight.column] = values[weight.source] }
      if let headColumn {
        var turn = Quaternion(
          yaw: values[head[0]] * signs.headYaw, pitch: values[head[1]] * signs.headPitch,
          roll: values[head[2]] * signs.headRoll)
        if frame > 0, (turn.vector * previous.vector).sum() < 0 { turn = Quaternion(-turn.vector) }
        previous = turn
        for part in 0..<4 { pose[headColumn + part] = turn.vector[part] }
      }
      for (column, eyes, sign) in gaze {
        pose[column] = sign * eyes.reduce(Float(0)) { $0 + values[$1] } / Float(eyes.count)
      }
      samples.append(contentsOf: pose)
    }
    let track = Track(layout: layout, rate: rate, samples: samples)
    return Resampled(track: track, notes: notes(rate, head: head, eyes: eyeYaw + eyePitch))
  }

  /// Whether columns are zero in every row, as those are that a device writes without having looked.
  private func areZero(_ chosen: [Int]) -> Bool {
    chosen.allSatisfy { column in times.indices.allSatisfy { values[$0 * columns.count + column] == 0 } }
  }

  private func notes(_ rate: FrameRate, head: [Int], eyes: [Int]) -> [String] {
    func number(_ value: Double) -> String {
      let thousandths = (value * 1000).rounded() / 1000
      return thousandths == thousandths.rounded() ? "\(Int(thousandths))" : "\(thousandths)"
    }
    // Timecodes are rounded to a thousandth of a 60th.
    let isOnGrid = times.enumerated().allSatisfy { row, time in
      abs(time - (times.first ?? 0) - rate.time(ofFrame: row).seconds) < 1e-4
    }
    var notes = [
      "timecodes have the \(dialect.summary)",
      "\(times.count) rows at \(number(rowRate)) a second"
        + (isOnGrid ? "" : ", resampled linearly to \(number(rate.framesPerSecond))"),
    ]
    let largest = largestStep
    if largest > 1.5 * medianStep {
      notes.append(
        "the largest gap between rows is \(number(largest * 1000)) ms; bridged by straight lines")
    }
    var outside = 0
    var missing = ARKit.names
    var custom: [String] = []
    for (index, column) in columns.enumerated() where !Self.angles.contains(column) {
      guard let name = ARKit.canonicalName(for: column) else {
        custom.append(column)
        continue
      }
      missing.removeAll { $0 == name }
      for row in times.indices where !(0...1).contains(values[row * columns.count + index]) { outside += 1 }
    }
    if outside > 0 { notes.append("\(outside) weights lie outside 0 to 1; kept as they are") }
    if !missing.isEmpty { notes.append("without shapes \(missing.joined(separator: ", "))") }
    if !custom.isEmpty { notes.append("further columns kept as channels: \(custom.joined(separator: ", "))") }
    if head.count < 3 {
      notes.append("no head angles")
    } else if areZero(head) {
      notes.append("all head angles are zero: the head was not captured and has no channel")
    }
    if !eyes.isEmpty, areZero(eyes) {
      notes.append("all eye angles are zero: the gaze was not captured and has no channel")
    }
    return notes
  }
}

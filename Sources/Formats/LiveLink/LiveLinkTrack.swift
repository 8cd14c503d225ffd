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
  /// eyes `gaze.yaw` and `gaze.pitch`; any other column travels as a weight under its own name. The track
  /// lasts to one median step after the last row, whose values it holds until then.
  public func resampled(to rate: FrameRate, signs: LiveLinkSigns = .app) -> Resampled {
    var channels: [Channel] = []
    var sources: [Int] = []
    for (index, column) in columns.enumerated() where !Self.angles.contains(column) {
      channels.append(.weight(ARKit.canonicalName(for: column) ?? column))
      sources.append(index)
    }
    let head = ["HeadYaw", "HeadPitch", "HeadRoll"].compactMap { columns.firstIndex(of: $0) }
    let eyeYaw = ["LeftEyeYaw", "RightEyeYaw"].compactMap { columns.firstIndex(of: $0) }
    let eyePitch = ["LeftEyePitch", "RightEyePitch"].compactMap { columns.firstIndex(of: $0) }
    if head.count == 3 { channels.append(.rotation(of: .head)) }
    if !eyeYaw.isEmpty, !eyePitch.isEmpty { channels += [.gazeYaw, .gazePitch] }
    let layout = ChannelLayout(channels)

    let length = (times.last ?? 0) + medianStep
    let count = max(1, Int((length * rate.framesPerSecond - 1e-3).rounded(.up)))
    var track = Track(layout: layout, rate: rate, frameCount: count)
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
      for column in columns.indices {
        let (a, b) = (self.values[row * columns.count + column], self.values[next * columns.count + column])
        values[column] = share == 0 ? a : a + (b - a) * share
      }
      for (channel, source) in sources.enumerated() { track[frame, layout.offsets[channel]] = values[source] }
      if head.count == 3, let at = layout.offset(of: "head.rotation") {
        var turn = Quaternion(
          yaw: values[head[0]] * signs.headYaw, pitch: values[head[1]] * signs.headPitch,
          roll: values[head[2]] * signs.headRoll)
        if frame > 0, (turn.vector * previous.vector).sum() < 0 { turn = Quaternion(-turn.vector) }
        previous = turn
        for part in 0..<4 { track[frame, at + part] = turn.vector[part] }
      }
      for (name, eyes, sign) in [
        ("gaze.yaw", eyeYaw, signs.eyeYaw), ("gaze.pitch", eyePitch, signs.eyePitch),
      ] {
        guard let at = layout.offset(of: name) else { continue }
        track[frame, at] = sign * eyes.reduce(Float(0)) { $0 + values[$1] } / Float(eyes.count)
      }
    }
    return Resampled(track: track, notes: notes(rate, head: head))
  }

  private func notes(_ rate: FrameRate, head: [Int]) -> [String] {
    func number(_ value: Double) -> String {
      let thousandths = (value * 1000).rounded() / 1000
      return "\(thousandths)"
    }
    var notes = [
      "timecodes have the \(dialect.summary)",
      "\(times.count) rows at \(number(rowRate)) a second, resampled linearly to \(number(rate.framesPerSecond))",
    ]
    if largestStep > 1.5 * medianStep {
      notes.append(
        "the largest gap between rows is \(number(largestStep * 1000)) ms; bridged by straight lines")
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
    let isStill = head.allSatisfy { column in
      times.indices.allSatisfy { values[$0 * columns.count + column] == 0 }
    }
    if head.count < 3 {
      notes.append("no head angles")
    } else if isStill {
      notes.append("all head angles are zero: the head was not captured")
    }
    return notes
  }
}

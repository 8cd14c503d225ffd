import Motion

/// Strokes of the arms: upper arm and forearm together faster than 1 rad/s for at least 120 ms.
enum Strokes {
  static let on = 1.0
  static let off = 0.5
  static let leastSeconds = 0.12

  /// Strokes of both arms in order of their start; `nil` for a track without arms.
  static func ofArms(_ track: Track) -> [Range<Int>]? {
    let sides = ["left", "right"].compactMap { speed(of: $0, in: track) }
    guard !sides.isEmpty else { return nil }
    return sides.flatMap { spans($0, on: on, off: off, least: leastSeconds * track.rate.framesPerSecond) }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }

  /// Summed angular speed of an arm's two joints in radians per second; `nil` without them.
  static func speed(of side: String, in track: Track) -> [Double]? {
    let joints = ["UpperArm", "LowerArm"].compactMap { track.layout["\(side)\($0).rotation"] }
      .filter { $0.kind == .rotation }
    guard joints.count == 2 else { return nil }
    let speeds = JointSpeed.each(joints, in: track)
    return zip(speeds[0], speeds[1]).map(+)
  }

  /// Stretches that begin at `on` or above, end below `off`, and last at least `least` frames.
  static func spans(_ curve: [Double], on: Double, off: Double, least: Double) -> [Range<Int>] {
    Hysteresis.spans(curve, on: on, off: off, keepsOpen: true).filter { Double($0.count) >= least }
  }

  /// Strokes joined to gestures where the next begins at most `gap` frames after the end of what came before.
  static func units(_ strokes: [Range<Int>], within gap: Double) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for stroke in strokes {
      if let last = result.last, Double(stroke.lowerBound - last.upperBound) <= gap {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, stroke.upperBound)
      } else {
        result.append(stroke)
      }
    }
    return result
  }
}

/// Whether a curve reaches a threshold near each frame.
enum EventWindows {
  /// For every frame, whether the least value within ± `radius` frames is at most `threshold`.
  static func reachesDown(_ curve: [Double], to threshold: Double, radius: Int) -> [Bool] {
    spread(curve.map { $0 <= threshold }, radius: radius)
  }

  /// For every frame, whether the largest value within ± `radius` frames is at least `threshold`.
  static func reachesUp(_ curve: [Double], to threshold: Double, radius: Int) -> [Bool] {
    spread(curve.map { $0 >= threshold }, radius: radius)
  }

  /// Frames of a window in seconds, floor(window·fps + 0.5).
  static func radius(seconds: Double, framesPerSecond: Double) -> Int {
    Int((seconds * framesPerSecond + 0.5).rounded(.down))
  }

  /// Share of events that hit; `nil` without events. Events outside the curve are left out.
  static func rate(_ hits: [Bool], at events: [Int]) -> Double? {
    var count = 0
    var hit = 0
    for event in events where hits.indices.contains(event) {
      count += 1
      if hits[event] { hit += 1 }
    }
    return count > 0 ? Double(hit) / Double(count) : nil
  }

  private static func spread(_ flags: [Bool], radius: Int) -> [Bool] {
    var result = [Bool](repeating: false, count: flags.count)
    var painted = 0
    for index in flags.indices where flags[index] {
      let first = max(painted, index - radius)
      let end = min(flags.count, index + radius + 1)
      if first < end { for at in first..<end { result[at] = true } }
      painted = max(painted, end)
    }
    return result
  }
}

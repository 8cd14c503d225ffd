import Foundation

/// Beats of a motion and how near they lie to onsets, in the published form.
enum MotionBeats {
  /// Frames to either side that a beat must lie under.
  static let order = 7
  /// Least speed at a beat, in mean reference speeds.
  static let threshold = 0.1

  /// Frames at which a speed is lower than in all frames of ± `order` (at least 1; cut at the ends) and above
  /// `threshold`.
  static func frames(of speed: [Double], order: Int = order, threshold: Double = threshold) -> [Int] {
    var result: [Int] = []
    speed.withUnsafeBufferPointer { speed in
      // A cut neighbour is the end itself, so the ends are no beats.
      for frame in stride(from: 1, to: speed.count - 1, by: 1) {
        let here = speed[frame]
        guard here > threshold, here < speed[frame - 1], here < speed[frame + 1] else { continue }
        let first = max(0, frame - order)
        let last = min(speed.count - 1, frame + order)
        if (first...last).allSatisfy({ $0 == frame || here < speed[$0] }) { result.append(frame) }
      }
    }
    return result
  }

  /// Harmonic mean of nearness from onsets to beats and from beats to onsets; 0 where both are 0.
  static func balanced(_ onsets: [Double], _ beats: [Double], sigma: Double) -> Double {
    let there = nearness(from: onsets, to: beats, sigma: sigma)
    let back = nearness(from: beats, to: onsets, sigma: sigma)
    return there + back > 0 ? 2 * there * back / (there + back) : 0
  }

  /// Mean over `from` of exp(-d²/2σ²), d the distance to the nearest of `to`; 0 where either is empty.
  ///
  /// - Parameters:
  ///   - from: times in seconds, ascending.
  ///   - to: times in seconds, ascending.
  ///   - sigma: distance in seconds at which a beat counts e^-½.
  static func nearness(from: [Double], to: [Double], sigma: Double) -> Double {
    guard !from.isEmpty, !to.isEmpty else { return 0 }
    var sum = 0.0
    var nearest = 0
    for time in from {
      while nearest + 1 < to.count, abs(to[nearest + 1] - time) <= abs(to[nearest] - time) { nearest += 1 }
      let distance = to[nearest] - time
      sum += exp(-distance * distance / (2 * sigma * sigma))
    }
    return sum / Double(from.count)
  }
}

import Foundation

/// Beats of a motion and how near they lie to onsets, in the published form (scoring 1.2).
enum MotionBeats {
  /// Frames to either side that a beat must lie under.
  static let order = 7
  /// Least speed at a beat, in mean reference speeds.
  static let threshold = 0.1

  /// Frames at which a speed is lower than in all frames of ± ``order`` (cut at the ends) and above
  /// ``threshold``.
  static func frames(of speed: [Double]) -> [Int] {
    speed.indices.filter { frame in
      speed[frame] > threshold
        && (1...order).allSatisfy { distance in
          speed[frame] < speed[max(0, frame - distance)]
            && speed[frame] < speed[min(speed.count - 1, frame + distance)]
        }
    }
  }

  /// Mean over `from` of exp(-d²/2σ²), d the distance to the nearest of `to`; 0 where either is empty.
  static func nearness(from: [Double], to: [Double], sigma: Double) -> Double {
    guard !from.isEmpty, !to.isEmpty else { return 0 }
    var sum = 0.0
    for time in from {
      let distance = to.reduce(Double.infinity) { min($0, abs($1 - time)) }
      sum += exp(-distance * distance / (2 * sigma * sigma))
    }
    return sum / Double(from.count)
  }
}

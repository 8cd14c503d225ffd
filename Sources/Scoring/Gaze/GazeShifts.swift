import Foundation
import Motion

/// Fast turns of the eyes, and which of eyes and head turns first.
struct GazeShifts {
  /// Angular speed above which the eyes make a saccade, in degrees per second.
  static let saccadeSpeed = 30.0
  /// Size from which a shift is held against the head, in degrees.
  static let large = 15.0
  /// Longest wait for the head, in seconds.
  static let longestWait = 0.6

  /// One saccade.
  struct Saccade {
    var frames: Range<Int>
    /// Degrees from its first to its last frame.
    var size: Double
  }

  /// Saccades of at least one degree in order.
  var saccades: [Saccade] = []

  /// Finds saccades in gaze angles in degrees.
  init(yaw: [Double], pitch: [Double], framesPerSecond: Double) {
    guard yaw.count > 1, yaw.count == pitch.count else { return }
    var start: Int?
    func close(_ end: Int) {
      guard let first = start else { return }
      start = nil
      let size = hypot(yaw[end] - yaw[first], pitch[end] - pitch[first])
      if size >= 1 { saccades.append(Saccade(frames: first..<end, size: size)) }
    }
    for frame in 1..<yaw.count {
      let speed = hypot(yaw[frame] - yaw[frame - 1], pitch[frame] - pitch[frame - 1]) * framesPerSecond
      if speed > Self.saccadeSpeed {
        if start == nil { start = frame - 1 }
      } else {
        close(frame - 1)
      }
    }
    close(yaw.count - 1)
  }

  /// Median of head start less eye start over large shifts in ms, positive when the eyes lead; `nil` without a shift
  /// that the head follows. The head starts where its yaw has gone a fifth of its way in the wait.
  func eyeLead(head: [Double], yaw: [Double], framesPerSecond: Double) -> Double? {
    let wait = Int((Self.longestWait * framesPerSecond).rounded())
    let before = Int((0.2 * framesPerSecond).rounded())
    var leads: [Double] = []
    for saccade in saccades
    where saccade.size >= Self.large && head.indices.contains(saccade.frames.upperBound) {
      let first = max(0, saccade.frames.lowerBound - before)
      let last = min(head.count - 1, saccade.frames.lowerBound + wait)
      let way = head[last] - head[first]
      let turn = yaw[saccade.frames.upperBound] - yaw[saccade.frames.lowerBound]
      guard abs(way) >= 2, way * turn > 0 else { continue }
      guard let start = (first...last).first(where: { abs(head[$0] - head[first]) >= 0.2 * abs(way) }) else {
        continue
      }
      leads.append(Double(start - saccade.frames.lowerBound) * 1000 / framesPerSecond)
    }
    guard !leads.isEmpty else { return nil }
    return leads.sorted()[leads.count / 2]
  }
}

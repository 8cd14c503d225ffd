import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  /// Milliseconds of a frame at 60 a second.
  private static let frame = 16.6
  /// Milliseconds that leave room for the rest of a live session.
  private static let comfortable = 4.0
  /// Milliseconds of rendering, the slowest call apart, that tell enough.
  private static let enough = 3000.0

  static let frameTime = StrategyCase(
    "frame-time", "one frame at a time is rendered well within a frame of 60 a second", rendersMuch: false
  ) { stand in
    let scene = stand.scenes.talk(4, seconds: 60)
    let audition = try stand.audition(block: 1, measures: true)
    let frames = FrameRate.fps60.frameCount(covering: scene.recording.duration)
    var times: [Double] = []
    times.reserveCapacity(frames)
    var late = 0
    var (sum, slowest) = (0.0, 0.0)
    _ = try stand.perform(scene, audition, seed: stand.seed("time"), block: 1) { block, _ in
      let spent = Double(block.nanoseconds) / 1e6
      times.append(spent)
      if spent > frame { late += 1 }
      sum += spent
      slowest = max(slowest, spent)
      // More than a hundredth of all frames are late already: the rest changes nothing. The slowest call may be
      // one that makes ready; it does not count as time in which much was seen.
      return late <= frames / 100 && sum - slowest < enough
    }
    times.sort()
    func quantile(_ share: Double) -> Double {
      times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }
    stand.note("p50", quantile(0.5) * 1000, "µs")
    stand.note("p99", quantile(0.99) * 1000, "µs")
    stand.note("max", (times.last ?? 0) * 1000, "µs")
    stand.note("frames", times.count)
    if late > times.count / 100 {
      return .failed("\(late) of \(times.count) frames took longer than \(frame) ms, the time of a frame")
    }
    if quantile(0.99) > comfortable {
      return .warned(
        "the slowest hundredth of frames takes \(Double(Int(quantile(0.99) * 10)) / 10) ms or more")
    }
    return .passed
  }
}

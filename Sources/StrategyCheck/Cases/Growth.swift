import Motion
import StrategyHost

extension StrategyCase {
  static let growth = StrategyCase(
    "growth", "an hour of frames takes no more memory than a minute"
  ) { stand in
    let allowed = stand.bundle.isScript ? 64.0 : 8.0
    let minute = stand.settings.seconds(60, least: 3)
    let scene = SceneShelf.repeated(
      stand.scenes.talk(5, seconds: 60), times: stand.settings.count(60, least: 10))
    let audition = try stand.audition()
    let framesOfMinute = FrameRate.fps60.frameCount(covering: .seconds(minute))
    var (after, now, next) = (0.0, 0.0, framesOfMinute)
    // Small blocks: what grows by the call has many calls to grow.
    _ = try stand.perform(scene, audition, seed: stand.seed("growth"), block: 10) { _, first in
      guard first + 10 >= next else { return true }
      now = Double(try audition.resident()) / 1_048_576
      if next == framesOfMinute { after = now }
      next += framesOfMinute
      return now - after <= allowed
    }
    stand.note("after a minute", after, "MiB")
    stand.note("at the end", now, "MiB")
    guard now - after <= allowed else {
      let frames = next - framesOfMinute
      return .failed(
        "it grew by \(Int(now - after)) MiB between frames \(framesOfMinute) and \(frames); "
          + "\(Int(allowed)) MiB are allowed")
    }
    return .passed
  }
}

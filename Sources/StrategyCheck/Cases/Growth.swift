import Motion
import StrategyHost

extension StrategyCase {
  static let growth = StrategyCase(
    "growth", "memory held after the first minute suffices for an hour of frames; ends where it does not"
  ) { stand in
    let allowed = stand.bundle.isScript ? 64.0 : 8.0
    let minute = stand.settings.seconds(60, least: 3)
    let scene = SceneShelf.repeated(
      stand.scenes.talk(5, seconds: 60), times: stand.settings.count(60, least: 10))
    let audition = try stand.audition()
    let framesOfMinute = FrameRate.fps60.frameCount(covering: .seconds(minute))
    var (after, now, next, measured) = (0.0, 0.0, framesOfMinute, 0)
    // Small blocks: what grows by the call has many calls to grow.
    _ = try stand.perform(scene, audition, seed: stand.seed("growth"), block: 10) { _, first in
      guard first + 10 >= next else { return true }
      now = Double(try audition.resident()) / 1_048_576
      measured = first + 10
      if next == framesOfMinute { after = now }
      next += framesOfMinute
      return now - after <= allowed
    }
    // Where it ends early, or at a smaller scale, it was no hour: the frames say what was measured.
    stand.note("at frame \(framesOfMinute)", after, "MiB")
    stand.note("at frame \(measured)", now, "MiB")
    guard now - after <= allowed else {
      return .failed(
        "it grew by \(Int(now - after)) MiB between frames \(framesOfMinute) and \(measured), where the case "
          + "ended; \(Int(allowed)) MiB are allowed")
    }
    return .passed
  }
}

import Conversation
import Motion
import StrategyHost

// What a live session asks of render: quick, without asking for memory, without growing.
extension StrategyCase {
  /// Milliseconds of a frame at 60 a second.
  private static let frame = 16.6
  /// Milliseconds that leave room for the rest of a live session.
  private static let comfortable = 4.0

  static let frameTime = StrategyCase(
    "frame-time", "one frame at a time is rendered well within a frame of 60 a second"
  ) { stand in
    let scene = stand.scenes.talk(4, seconds: 60)
    let audition = try stand.audition(block: 1, measures: true)
    let frames = FrameRate.fps60.frameCount(covering: scene.recording.duration)
    var times: [Double] = []
    times.reserveCapacity(frames)
    var late = 0
    _ = try stand.perform(scene, audition, seed: stand.seed("time"), block: 1) { block, _ in
      let spent = Double(block.nanoseconds) / 1e6
      times.append(spent)
      if spent > frame { late += 1 }
      // More than a hundredth of all frames are late already: the rest changes nothing.
      return late <= frames / 100
    }
    times.sort()
    func quantile(_ share: Double) -> Double {
      times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }
    stand.note("p50", quantile(0.5) * 1000, "µs")
    stand.note("p99", quantile(0.99) * 1000, "µs")
    stand.note("max", (times.last ?? 0) * 1000, "µs")
    stand.note("frames", times.count)
    if late > frames / 100 {
      return .failed("\(late) of \(times.count) frames took longer than \(frame) ms, the time of a frame")
    }
    if quantile(0.99) > comfortable {
      return .warned("the slowest hundredth of frames takes \(Int(quantile(0.99) * 10) / 10) ms or more")
    }
    return .passed
  }

  static let allocations = StrategyCase(
    "allocations", "render asks for no memory"
  ) { stand in
    guard !stand.bundle.isScript else { return .skipped("a script's interpreter allocates all the time") }
    guard stand.countsAllocations else {
      return .skipped("the library that counts allocations was not found")
    }
    let audition = try stand.audition(block: 1, measures: true)
    var (calls, allocations, first): (UInt64, UInt64, Int?) = (0, 0, nil)
    _ = try stand.perform(
      stand.scenes.talk(4, seconds: 60), audition, seed: stand.seed("time"), block: 1
    ) { block, frame in
      calls += block.calls
      allocations += block.allocations
      if block.allocations > 0, first == nil { first = frame }
      return true
    }
    stand.note("calls", Double(calls))
    stand.note("allocations", Double(allocations))
    guard let first else { return .passed }
    return .failed(
      "render allocated \(allocations) times in \(calls) calls, first at frame \(first); reserve in prepare and receive"
    )
  }

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

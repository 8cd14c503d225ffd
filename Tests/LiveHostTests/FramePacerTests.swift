import LiveHost
import Motion
import Synchronization
import Testing

/// A clock that tests move; sleeping takes it to the moment, and a little further where told.
final class HandClock: PlayClock {
  private let state: Mutex<(now: Int64, oversleep: [Int64])>

  init(_ now: Int64 = 0, oversleep: [Int64] = []) { state = Mutex((now, oversleep)) }

  var now: Int64 { state.withLock { $0.now } }

  func sleep(until moment: Int64) {
    state.withLock {
      $0.now = max($0.now, moment)
      if !$0.oversleep.isEmpty { $0.now += $0.oversleep.removeFirst() }
    }
  }
}

@Suite("Frames go out when they are due")
struct FramePacerTests {
  @Test("times are counted from the first frame, at rates that are no whole nanoseconds, without drift")
  func due() throws {
    let rate = try #require(FrameRate(numerator: 30000, denominator: 1001))
    let pacer = FramePacer(rate: rate, clock: HandClock(77))
    #expect(pacer.due(0) == 0)
    #expect(pacer.due(1) == 33_366_667)
    #expect(pacer.due(30_000) == 1_001_000_000_000)
    #expect(FramePacer(rate: .fps60, speed: 2, clock: HandClock()).due(120) == 1_000_000_000)
  }

  @Test("one late frame does not move those after it")
  func late() {
    let clock = HandClock(5, oversleep: [0, 0, 30_000_000])
    var pacer = FramePacer(rate: FrameRate(frames: 100), clock: clock)
    var moments: [Int64] = []
    for frame in 0..<10 {
      #expect(pacer.wait(for: frame) { false })
      moments.append(clock.now - 5)
    }
    #expect(moments == [0, 10, 20, 60, 60, 60, 60, 70, 80, 90].map { $0 * 1_000_000 })
    #expect(pacer.count == 10 && pacer.lateCount == 3 && pacer.largestLateness == 30_000_000)
  }

  @Test("a wait ends when it is asked to")
  func stop() {
    let clock = HandClock()
    var pacer = FramePacer(rate: FrameRate(frames: 1), clock: clock)
    #expect(pacer.wait(for: 0) { false })
    #expect(!pacer.wait(for: 1) { clock.now > 100_000_000 })
    #expect(clock.now < 200_000_000 && pacer.count == 1)
  }

  @Test("the system's clock goes forward and keeps its word")
  func monotonic() {
    let clock = MonotonicClock()
    let moment = clock.now + 3_000_000
    clock.sleep(until: moment)
    #expect(clock.now >= moment)
  }
}

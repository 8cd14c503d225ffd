public import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A clock that only goes forward, and how to wait on it.
public protocol PlayClock: Sendable {
  /// Nanoseconds since some moment.
  var now: Int64 { get }
  /// Waits until that moment, or a little less: callers look at the time again.
  func sleep(until moment: Int64)
}

/// The system's monotonic clock.
public struct MonotonicClock: PlayClock {
  /// Makes the clock.
  public init() {}

  /// Nanoseconds since the system started.
  public var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Sleeps to an absolute moment; a signal may end it early.
  public func sleep(until moment: Int64) {
    var time = timespec()
    time.tv_sec = Int(moment / 1_000_000_000)
    time.tv_nsec = Int(moment % 1_000_000_000)
    _ = clock_nanosleep(CLOCK_MONOTONIC, Int32(TIMER_ABSTIME), &time, nil)
  }
}

/// Says when each frame is due, counted from the first one alone, so that lateness never adds up.
public struct FramePacer: Sendable {
  /// A wait is looked at again after so many nanoseconds, to end it when asked.
  static let slice: Int64 = 20_000_000
  /// A frame that goes out more than this after it was due, in nanoseconds, is late.
  public static let tolerance: Int64 = 2_000_000

  private let clock: any PlayClock
  private let rate: FrameRate
  private let speed: Double
  private let start: Int64

  /// Frames that went out so far.
  public private(set) var count = 0
  /// Those of them that were late.
  public private(set) var lateCount = 0
  /// How late the latest was, in nanoseconds.
  public private(set) var largestLateness: Int64 = 0

  /// Begins now: frame 0 is due at once.
  ///
  /// - Parameter speed: Takes run so many times as fast; above 0.
  public init(rate: FrameRate, speed: Double = 1, clock: any PlayClock = MonotonicClock()) {
    self.rate = rate
    self.speed = speed
    self.clock = clock
    start = clock.now
  }

  /// Nanoseconds since the first frame was due.
  public var elapsed: Int64 { clock.now - start }

  /// When a frame is due, in nanoseconds after frame 0.
  public func due(_ frame: Int) -> Int64 {
    let flicks = rate.time(ofFrame: frame).flicks
    // 705.6 flicks are one microsecond.
    let (seconds, rest) = flicks.quotientAndRemainder(dividingBy: MediaTime.flicksPerSecond)
    let nanoseconds = Double(seconds) * 1e9 + Double(rest) * 1e9 / Double(MediaTime.flicksPerSecond)
    return Int64((nanoseconds / speed).rounded())
  }

  /// Waits until a frame is due and counts it; `false` when it was asked to stop before.
  public mutating func wait(for frame: Int, shouldStop: () -> Bool) -> Bool {
    let moment = start + due(frame)
    while true {
      if shouldStop() { return false }
      let now = clock.now
      if now >= moment {
        count += 1
        let late = now - moment
        if late > Self.tolerance { lateCount += 1 }
        largestLateness = max(largestLateness, late)
        return true
      }
      clock.sleep(until: min(moment, now + Self.slice))
    }
  }
}

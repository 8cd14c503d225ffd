import StrategySDK

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// When a character blinks and how its lids move.
///
/// A clock with log-normal intervals (sigma 0.65) runs at a speed that depends on the state; events blink
/// too and reset it. Closing takes 75 ms along minimum jerk, holding 30 ms, opening 160 ms fast then slow.
public struct Blinks: Sendable {
  private struct Shape: Sendable {
    var start = -Double.infinity
    var peak: Float = 1
    var stretch: Float = 1
  }

  private var random: StrategyRandom
  private var eventRandom: StrategyRandom
  private let duration: Float
  /// Blinks per minute against the ordinary.
  public var rate: Float
  private var interval: Float = 1
  private var progress: Float = 0
  private var shape = Shape()
  private var pendingAt = Double.infinity
  private var pendingStretch: Float = 1
  private let lag: Float

  /// Shortest time between the starts of two blinks.
  private static let floor = 0.45

  /// `rate` scales blinks per minute, `duration` the profile.
  public init(seed: UInt64, rate: Float, duration: Float) {
    random = StrategyRandom(seed: seed, stream: "blink.clock")
    eventRandom = StrategyRandom(seed: seed, stream: "blink.event")
    self.rate = rate
    self.duration = duration
    interval = Float(random.logNormal(median: 1, sigma: 0.65))
    progress = Float(random.unit()) * interval
    lag = Float(random.unit()) * 0.008
  }

  /// Median of the clock in seconds, by state. Idle, speaking and listening were set so that, events included,
  /// lively conversation comes to 22–25 blinks a minute and idling to 14–16; thinking was not measured.
  private static func median(_ state: Situation.State) -> Float {
    switch state {
    case .idle: 4.5
    case .speaking: 3.4
    case .listening: 3.5
    case .thinking: 5.40
    }
  }

  /// Asks for a blink at a time, with a probability; `stretch` lengthens it (1.6 = tired or sad).
  public mutating func ask(_ probability: Float, at time: Double, stretch: Float = 1) {
    guard eventRandom.unit() < Double(min(1, probability * min(rate, 1.5))) else { return }
    // Right after a blink, events pass without another.
    guard time < pendingAt, time - shape.start > 1.2 else { return }
    pendingAt = time
    pendingStretch = stretch
  }

  /// Lid closure of the left and right eye in a frame, 0…1.
  public mutating func advance(_ now: Situation) -> SIMD2<Float> {
    if now.phraseEnded { ask(0.35, at: now.time + eventRandom.within(0...0.15)) }
    if now.turnBegan { ask(0.3, at: now.time) }
    if now.turnEnded { ask(0.5, at: now.time + eventRandom.within(0...0.15)) }
    if now.partnerPaused { ask(0.3, at: now.time + eventRandom.within(0...0.15)) }
    progress += now.step * rate / Self.median(now.state)
    if now.time - shape.start >= Self.floor {
      if now.time >= pendingAt {
        begin(now.time, stretch: pendingStretch)
      } else if progress >= interval {
        begin(now.time, stretch: 1)
      }
    } else if now.time >= pendingAt {
      pendingAt = .infinity
    }
    return SIMD2(closure(now.time), closure(now.time - Double(lag)))
  }

  private mutating func begin(_ time: Double, stretch: Float) {
    shape.start = time
    shape.stretch = duration * stretch
    shape.peak = random.happens(0.12) ? Float(random.within(0.5...0.8)) : 1
    interval = Float(random.logNormal(median: 1, sigma: 0.65))
    progress = 0
    pendingAt = random.happens(0.06) ? time + 0.45 : .infinity
    pendingStretch = stretch
  }

  private func closure(_ time: Double) -> Float {
    let t = Float(time - shape.start) / shape.stretch
    if t < 0 || t > 0.265 { return 0 }
    if t < 0.075 { return shape.peak * Curve.minimumJerk(t / 0.075) }
    if t < 0.105 { return shape.peak }
    let fall = expf(-2.35 * (t - 0.105) / 0.16)
    let end: Float = 0.095_369_16  // e^-2.35
    return shape.peak * max(0, (fall - end) / (1 - end))
  }
}

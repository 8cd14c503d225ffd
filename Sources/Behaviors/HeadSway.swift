import StrategySDK

/// Idle movement of the head and trunk: band noise, more and faster in speech, less while listening.
public struct HeadSway: Sendable {
  private var pitch, yaw, roll, quickPitch, quickYaw, quickRoll: BandNoise
  private var lean, turn: BandNoise
  private var slow: Follower
  private var quick = Follower(0)
  private var chest = SIMD3<Float>(0, 0, 0)
  private let size: Float

  /// `size` scales everything; `rate` is frames per second.
  public init(seed: UInt64, size: Float, rate: Float) {
    func noise(_ name: String, _ low: Float, _ high: Float, _ rms: Float) -> BandNoise {
      BandNoise(
        random: StrategyRandom(seed: seed, stream: "sway." + name), low: low, high: high, rms: rms, rate: rate
      )
    }
    pitch = noise("pitch", 0.12, 0.35, 0.6)
    yaw = noise("yaw", 0.08, 0.30, 0.9)
    roll = noise("roll", 0.10, 0.25, 0.5)
    quickPitch = noise("quick.pitch", 0.4, 1.2, 0.55)
    quickYaw = noise("quick.yaw", 0.4, 1.2, 0.7)
    quickRoll = noise("quick.roll", 0.4, 1.2, 0.4)
    lean = noise("lean", 0.05, 0.2, 0.45)
    turn = noise("turn", 0.05, 0.2, 0.5)
    slow = Follower(1)
    self.size = size
  }

  /// Adds the sway of a frame.
  public mutating func add(to frame: PerformanceFrame, _ now: Situation) {
    let level: Float =
      switch now.state {
      case .speaking: 1.4
      case .listening: 0.7
      case .idle, .thinking: 1
      }
    let slowLevel = slow.advance(to: level, halfTime: 0.25, dt: now.step) * size
    let quickLevel = quick.advance(to: now.state == .speaking ? 1 : 0, halfTime: 0.2, dt: now.step) * size
    let sway = SIMD3(pitch.next(), yaw.next(), roll.next()) * slowLevel
    let fast = SIMD3(quickPitch.next(), quickYaw.next(), quickRoll.next()) * quickLevel
    let angles = sway + fast
    // The trunk takes an eighth, about 100 ms late.
    chest += (angles * 0.14 - chest) * min(1, now.step / 0.1)
    frame.head += angles * 0.86
    frame.chest += chest
    frame.spine += SIMD3(lean.next(), turn.next(), 0) * slowLevel
  }
}

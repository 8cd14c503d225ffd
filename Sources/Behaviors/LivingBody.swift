public import Motion
import StrategySDK

/// Everything a living character does without speaking: breath, sway, blinks, gaze with its head share,
/// listening nods, posture. Decided frame by frame from seeded streams.
public struct LivingBody: Sendable {
  /// Blinks; emotions may ask for more.
  public var blinks: Blinks
  /// Nods; cues may ask for more.
  public var nods: Nods
  private var gaze: GazeChoice
  private var movement: GazeMovement
  private var breath: Breath
  private var sway: HeadSway
  private var posture: Posture
  private let style: CharacterStyle
  /// Overall size of movement.
  public var gain: Float

  /// Makes a body; `blinkRate` scales blinks per minute.
  public init(seed: UInt64, style: CharacterStyle, rate: FrameRate, gain: Float, blinkRate: Float) {
    blinks = Blinks(seed: seed, rate: style.blinks * blinkRate, duration: style.duration)
    nods = Nods(seed: seed, rate: style.nods)
    gaze = GazeChoice(seed: seed, style: style)
    movement = GazeMovement(duration: style.duration)
    breath = Breath(pace: style.breath)
    sway = HeadSway(seed: seed, size: style.sway, rate: Float(rate.framesPerSecond))
    posture = Posture(seed: seed, style: style)
    self.style = style
    self.gain = gain
  }

  /// Composes head, trunk, shoulders and gaze of a frame; returns the lids' closure by blinks, to be laid over
  /// the face last (``Lids``). `gazeOffset` in degrees (yaw left, pitch up) is what an emotion adds.
  public mutating func compose(
    _ frame: PerformanceFrame, _ now: Situation, gazeOffset: SIMD2<Float> = .zero
  ) -> SIMD2<Float> {
    var wanted = gaze.advance(now)
    wanted += gazeOffset
    let moved = movement.advance(to: wanted, step: now.step)
    if movement.shift > 4 { blinks.ask(Self.blinkShare(movement.shift), at: now.time) }
    let lids = blinks.advance(now)
    sway.add(to: frame, now)
    posture.add(to: frame, now)
    nods.add(to: frame, now)
    frame.head.x += moved.head.x + style.bow
    frame.head.y += moved.head.y
    let lung = breath.advance(now)
    frame.chest.x -= 0.8 * lung
    frame.head.x += 0.5 * lung
    frame.shoulderRaise += 0.8 * lung
    frame.head *= gain
    frame.chest *= gain
    frame.spine *= gain
    frame.shoulderRaise *= gain
    frame.gaze = moved.gaze
    return lids
  }

  /// Share of gaze shifts that come with a blink, by size in degrees.
  private static func blinkShare(_ size: Float) -> Float {
    Curve.clamp(size < 20 ? 0.1 + (size - 5) * 0.0233 : 0.45 + (size - 20) * 0.02, 0, 0.75)
  }
}

/// Shifts of posture every 20–45 s and smaller ones at phrases.
public struct Posture: Sendable {
  private var random: StrategyRandom
  private var next: Double
  private var spine = (Follower(), Follower())
  private var head = (Follower(), Follower(), Follower())
  private var spineTarget = SIMD2<Float>(0, 0)
  private var headTarget = SIMD3<Float>(0, 0, 0)
  private let style: CharacterStyle

  /// Makes a posture at rest.
  public init(seed: UInt64, style: CharacterStyle) {
    random = StrategyRandom(seed: seed, stream: "posture")
    self.style = style
    next = random.within(6...30)
  }

  /// Adds the posture of a frame.
  public mutating func add(to frame: PerformanceFrame, _ now: Situation) {
    if now.time >= next || (now.turnBegan && random.happens(0.5)) {
      next = now.time + random.within(20...45)
      spineTarget = SIMD2(Float(random.within(-3...3)), Float(random.within(-2...2)))
    }
    if now.phraseBegan {
      headTarget = SIMD3(-1, Float(random.within(-3...3)), Float(random.within(-2...2)))
    } else if now.phraseEnded {
      headTarget.x = now.turnEnded ? 0 : 1.5
      if now.turnEnded { headTarget = .zero }
    }
    frame.spine += SIMD3(
      0, spine.0.advance(to: spineTarget.x, halfTime: 0.35 * style.duration, dt: now.step),
      spine.1.advance(to: spineTarget.y, halfTime: 0.35 * style.duration, dt: now.step))
    frame.head += SIMD3(
      head.0.advance(to: headTarget.x, halfTime: 0.2, dt: now.step),
      head.1.advance(to: headTarget.y, halfTime: 0.22, dt: now.step),
      head.2.advance(to: headTarget.z, halfTime: 0.22, dt: now.step))
  }
}

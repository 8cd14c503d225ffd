import StrategySDK

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a character looks: at the partner's face or away, by state.
///
/// A semi-Markov process with log-normal times (sigma 0.55) whose clock runs at the state's speed; looking
/// away around the start of an own turn, at the partner around its end.
public struct GazeChoice: Sendable {
  private var random: StrategyRandom
  private let style: CharacterStyle
  private var isOn = true
  private var interval: Float = 1
  private var progress: Float = 0
  private var away = SIMD2<Float>(0, 0)
  private var hop = SIMD2<Float>(0, 0)
  private var small = SIMD2<Float>(0, 0)
  private var nextHop = 0.0
  private var nextSmall = 0.0
  private var heldUntil = -Double.infinity
  private var averted = -Double.infinity
  private var avertAt = Double.infinity
  private var closed = -Double.infinity
  private var closeAt = Double.infinity
  private var knownEnd = -Double.infinity
  private var knownEndAge: Float = 0
  private var isClosing = false
  private var lastSide: Float
  private let sidePreference: Double

  /// Starts on the partner.
  public init(seed: UInt64, style: CharacterStyle) {
    random = StrategyRandom(seed: seed, stream: "gaze")
    self.style = style
    sidePreference = random.within(0.6...0.75)
    lastSide = Float(random.sign())
    interval = draw()
  }

  private mutating func draw() -> Float {
    // Mean 1: the median of a log-normal is its mean × exp(−σ²/2).
    Float(random.logNormal(median: 0.859_634, sigma: 0.55))
  }

  /// Mean seconds on and off the partner.
  private static func means(_ state: Situation.State) -> (on: Float, off: Float) {
    switch state {
    case .speaking: (2.6, 1.7)
    case .listening: (5.5, 1.1)
    case .thinking: (0.9, 2.6)
    case .idle: (3.0, 2.2)
    }
  }

  /// The direction looked at in a frame, degrees against the body: yaw left, pitch up.
  public mutating func advance(_ now: Situation) -> SIMD2<Float> {
    let means = Self.means(now.state)
    progress += now.step / (isOn ? means.on * style.onPartner : means.off)
    plan(now)
    if now.time >= avertAt {
      avertAt = .infinity
      look(away: true, now)
      heldUntil = now.time + random.within(0.8...1.8)
    }
    if now.time >= closeAt {
      closeAt = .infinity
      look(away: false, now)
      heldUntil = (now.utteranceEnd ?? now.time) + 1.5
      isClosing = true
    }
    if isClosing, let end = now.utteranceEnd, end > closed + 0.5 {
      // More was to come after all.
      heldUntil = now.time
      isClosing = false
    }
    if now.partnerBegan, !isOn, random.happens(0.7) { look(away: false, now) }
    if now.phraseEnded, !now.turnEnded, !isOn, random.happens(0.5) {
      look(away: false, now)
      heldUntil = now.time + random.within(0.4...0.9)
    }
    if now.time > heldUntil, progress >= interval { look(away: isOn, now) }
    fixate(now)
    return (isOn ? hop : away) + small
  }

  private mutating func plan(_ now: Situation) {
    if let start = now.nextStart, start > averted + 0.5, start - now.time < 0.42 {
      averted = start
      if random.happens(Double(style.turnAversion)) {
        avertAt = max(now.time, start - random.within(0.1...0.4))
      }
    }
    // An end counts once it has not moved for a while: words may be told one by one.
    let end = now.utteranceEnd ?? -.infinity
    knownEndAge = abs(end - knownEnd) < 0.05 ? knownEndAge + now.step : 0
    knownEnd = end
    if knownEndAge > 0.25, end > closed + 0.5, end - now.time < 0.62, now.nextStart == nil {
      closed = end
      if random.happens(0.85) { closeAt = max(now.time, end - random.within(0.3...0.6)) }
    }
  }

  private mutating func look(away turn: Bool, _ now: Situation) {
    isOn = !turn
    progress = 0
    interval = draw()
    nextHop = now.time
    guard turn else { return }
    if random.happens(0.2), away != .zero { return }  // the same target again
    let shares: (side: Double, down: Double) =
      switch now.state {
      case .speaking: (0.40, 0.30)
      case .listening: (0.55, 0.35)
      case .thinking: (0.25, 0.20)
      case .idle: (0.60, 0.20)
      }
    if !random.happens(sidePreference) { lastSide = -lastSide }
    let size = Float(random.within(8...Double(max(8.5, style.aversion))))
    let draw = random.unit()
    let down = shares.down + Double(style.downward)
    if draw < down {
      away = SIMD2(lastSide * Float(random.within(1...5)), -size * 0.9)
    } else if draw < down + shares.side * (1 - Double(style.downward)) {
      away = SIMD2(lastSide * size, Float(random.within(-2...2)))
    } else {
      away = SIMD2(lastSide * size * 0.75, size * 0.62)
    }
  }

  /// Hops between the partner's eyes and mouth, and small hops everywhere.
  private mutating func fixate(_ now: Situation) {
    if now.time >= nextHop {
      let listening = now.state == .listening
      nextHop = now.time + max(0.3, random.logNormal(median: listening ? 1.4 : 0.9, sigma: 0.5))
      let draw = random.unit()
      hop =
        draw < 0.6 ? SIMD2(1.5, 0.8) : draw < 0.85 ? SIMD2(-1.5, 0.8) : SIMD2(0, -2)
      hop *= style.hops
    }
    if now.time >= nextSmall {
      nextSmall = now.time + random.within(0.8...1.6)
      let angle = Float(random.within(0...(2 * .pi)))
      let size = Float(random.within(0.2...0.4)) * style.hops
      small = SIMD2(cosf(angle), sinf(angle)) * size
    }
  }
}

/// Carries gaze from target to target: saccades of the eyes at once, the head's share later and slower.
public struct GazeMovement: Sendable {
  private let duration: Float
  private var target = SIMD2<Float>(0, 0)
  private var from = SIMD2<Float>(0, 0)
  private var current = SIMD2<Float>(0, 0)
  private var elapsed: Float = 1
  private var length: Float = 0.033
  private var headFrom = SIMD2<Float>(0, 0)
  private var headTo = SIMD2<Float>(0, 0)
  private var head = SIMD2<Float>(0, 0)
  private var headElapsed: Float = 1
  private var headLength: Float = 0.3
  /// Size of the saccade that began in the last frame advanced, degrees; 0 when none did.
  public private(set) var shift: Float = 0

  /// `duration` scales the head's movement.
  public init(duration: Float) { self.duration = duration }

  /// Head share of a target by its distance from straight ahead: none below 6°, then 25, 50 and 75 %.
  static func share(_ distance: Float) -> Float {
    var angle = 0.25 * max(0, min(distance, 15) - 6)
    angle += 0.5 * max(0, min(distance, 30) - 15)
    return angle + 0.75 * max(0, distance - 30)
  }

  /// Gaze (yaw left, pitch up) and the head's part of it (pitch down, yaw left) in a frame, degrees.
  public mutating func advance(to wanted: SIMD2<Float>, step: Float) -> (
    gaze: SIMD2<Float>, head: SIMD2<Float>
  ) {
    shift = 0
    if wanted != target {
      target = wanted
      from = current
      let size = Self.length(target - from)
      shift = size
      elapsed = 0
      length = max(0.033, 0.021 + 0.0022 * size)
      let distance = Self.length(target)
      let goal = distance > 0 ? target * (Self.share(distance) / distance) : .zero
      if Self.length(goal - headTo) > 0.3 {
        headFrom = head
        headTo = goal
        headElapsed = -0.035
        headLength = duration * (0.18 + 0.012 * size + 0.02 * Self.length(goal - head))
      }
    }
    elapsed += step
    headElapsed += step
    current = from + (target - from) * Curve.minimumJerk(elapsed / length)
    head = headFrom + (headTo - headFrom) * Curve.minimumJerk(headElapsed / headLength)
    return (current, SIMD2(-head.y, head.x))
  }

  private static func length(_ v: SIMD2<Float>) -> Float { (v * v).sum().squareRoot() }
}

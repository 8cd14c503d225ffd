import StrategySDK

/// Arms that hang, come up to the navel for longer speech and beat with some accents.
public struct ArmBeats: Sendable {
  private struct Beat: Sendable {
    var apex = -Double.infinity
    var size: Float = 0
    var isLeft = false
  }

  /// Seconds before the apex at which the hand begins to rise; a beat is decided on before that.
  private static let preparation = 0.40
  /// Seconds after the apex at which the hand is back; beats of a hand never overlap.
  private static let recovery = 0.95

  private var random: StrategyRandom
  private let style: CharacterStyle
  private let isLeftHanded: Bool
  private let other: Float
  private var leading = Follower(0)
  private var following = Follower(0)
  private var beat = Beat()
  private var lastSpoken = -Double.infinity
  private var lean: BandNoise
  private var sway: BandNoise
  private let scale: Float

  /// Arms at rest; `scale` 0…1 is how far they come up.
  public init(seed: UInt64, style: CharacterStyle, rate: Float, scale: Float) {
    random = StrategyRandom(seed: seed, stream: "arms")
    self.style = style
    isLeftHanded = random.happens(0.12)
    other = Float(random.within(0.25...0.8))
    self.scale = scale
    lean = BandNoise(
      random: StrategyRandom(seed: seed, stream: "arms.lean"), low: 0.08, high: 0.35, rms: 0.02, rate: rate)
    sway = BandNoise(
      random: StrategyRandom(seed: seed, stream: "arms.sway"), low: 0.08, high: 0.35, rms: 0.02, rate: rate)
  }

  /// Takes an accent that was decided on; some become beats of the leading hand.
  public mutating func follow(_ accent: SpeechAccents.Accent, at time: Double) {
    let share = (accent.isNuclear ? 0.42 : 0.24) * Double(style.gestures)
    let wanted = random.happens(share)
    let isOther = random.happens(0.15)
    let size = Float(random.within(0.6...1))
    guard wanted, scale > 0, leading.value > 0.4, accent.peak - beat.apex > Self.preparation + Self.recovery,
      accent.peak - time > Self.preparation + 0.02
    else {
      return
    }
    beat = Beat(apex: accent.peak - 0.02, size: size, isLeft: isLeftHanded != isOther)
  }

  /// Speech fell silent: a beat that has not begun does not.
  public mutating func cancel(after time: Double) {
    if beat.apex - Self.preparation > time { beat.size = 0 }
  }

  /// Sets the arms of a frame.
  public mutating func add(to frame: PerformanceFrame, _ now: Situation) {
    // Hands rise once speech goes on, rest a while when it ends, and sink slowly: what moves fast speaks.
    if now.state == .speaking, now.stateAge > 0.3 { lastSpoken = now.time }
    let up: Float = now.time - lastSpoken < 0.7 ? 1 : 0
    let half: Float = up > 0 ? 0.3 : 1.5
    let first = leading.advance(to: up, halfTime: half * style.duration, dt: now.step) * scale
    let second =
      following.advance(to: up * other, halfTime: 1.2 * half * style.duration, dt: now.step) * scale
    let noise = (lean.next(), sway.next())
    let left = isLeftHanded ? first : second
    let right = isLeftHanded ? second : first
    frame.leftArm = pose(left + noise.0, isLeft: true, now.time)
    frame.rightArm = pose(right + noise.1, isLeft: false, now.time).mirrored
  }

  /// A pose in terms of the left arm.
  private func pose(_ ready: Float, isLeft: Bool, _ time: Double) -> ArmPose {
    let arm = ArmPose.hanging.blended(with: .ready, Curve.clamp(ready, 0, 1))
    guard beat.isLeft == isLeft, beat.size > 0 else { return arm }
    let t = Float(time - beat.apex)
    guard t > -Float(Self.preparation), t < Float(Self.recovery) else { return arm }
    // Up, quickly down so that the stroke ends on the accent, slowly back: the stroke alone is fast.
    let raised = beat.size * Curve.envelope(t + 0.40, attack: 0.26, hold: 0, release: 0.14)
    let struck = beat.size * Curve.envelope(t + 0.14, attack: 0.14, hold: 0.1, release: 0.85)
    return arm.blended(with: .raised, raised).blended(with: .struck, struck)
  }
}

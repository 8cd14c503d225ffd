/// What overrides blended lips: critical jaws, rounding before teeth, lip to teeth, sealed lips; in this order.
/// Nothing else writes `mouthClose`.
public struct LipConstraints: Sendable {
  private struct Closure: Sendable {
    var start, end: Double
    var rampIn, rampOut: Double
    var press: SIMD3<Float>
  }
  private struct Contact: Sendable {
    var start, end: Double
    var amount: SIMD2<Float>
  }
  private struct Cap: Sendable {
    var start, end: Double
    var jaw, strength: Float
  }

  private var closures: [Closure] = []
  private var contacts: [Contact] = []
  private var caps: [Cap] = []
  private var first = (closure: 0, contact: 0, cap: 0)
  private var press = SIMD3<Float>(0, 0, 0)
  private var contact: Float = 0
  private var contactAmount = SIMD2<Float>(0, 0)
  private var ramp: Float = 0
  /// How far the lips are sealed, 0…1.
  public private(set) var seal: Float = 0

  /// Fastest change of a constraint per second: what a cancelled or late phone is eased with.
  private static let speed: Float = 45

  /// No constraints.
  public init() {}

  /// Makes room: called where allocation is allowed.
  public mutating func reserve(_ phones: Int) {
    closures.reserveCapacity(phones)
    contacts.reserveCapacity(phones)
    caps.reserveCapacity(phones)
  }

  /// Takes the planned phones anew.
  public mutating func plan(_ phones: PhonePlan) {
    closures.removeAll(keepingCapacity: true)
    contacts.removeAll(keepingCapacity: true)
    caps.removeAll(keepingCapacity: true)
    first = (0, 0, 0)
    for (index, phone) in phones.items.enumerated() {
      guard let shape = PhoneShape.of(phone.code.symbol) else { continue }
      let length = phone.end - phone.start
      if let press = shape.seal {
        let before = index > 0 ? min(0.3, phone.start - phones.items[index - 1].start) : 0.2
        let after = index + 1 < phones.items.count ? phones.items[index + 1] : nil
        let next = after.map { $0.end - $0.start } ?? 0.1
        let release = phone.code.symbol == .P ? 0.030 : 0.012
        let end = max(phone.end - release, phone.start + 0.02)
        closures.append(
          Closure(
            start: min(phone.start, end - 0.045), end: end, rampIn: min(0.085, max(0.05, 0.75 * before)),
            rampOut: min(0.065, max(0.045, 0.6 * next)), press: press))
      }
      if let amount = shape.labiodental {
        contacts.append(
          Contact(start: phone.start, end: max(phone.end, phone.start + 0.04), amount: amount))
      }
      if let cap = shape.cap {
        caps.append(
          Cap(
            start: phone.start + 0.2 * length, end: phone.end - 0.2 * length, jaw: cap.jaw,
            strength: cap.strength))
      }
    }
  }

  /// Reads seal, contact and caps at a frame; to be called before ``apply(to:jawCapOf:)``.
  public mutating func advance(at time: Double, step: Float) {
    let limit = Self.speed * step
    var wanted: Float = 0
    var wantedRamp: Float = 0
    var wantedPress = press
    while first.closure < closures.count, closures[first.closure].end + 0.1 < time { first.closure += 1 }
    var index = first.closure
    while index < closures.count, closures[index].start - 0.1 < time {
      let c = closures[index]
      let rise = Curve.minimumJerk(Float((time - (c.start - c.rampIn)) / c.rampIn))
      let fall = 1 - Curve.minimumJerk(Float((time - c.end) / c.rampOut))
      // Over-driven by 1.12: real lips meet near peak speed and keep pushing.
      let amount = min(1, 1.12 * rise) * fall
      if amount > wanted {
        wanted = amount
        wantedRamp = min(rise, fall)
        wantedPress = c.press
      }
      index += 1
    }
    seal += Curve.clamp(wanted - seal, -limit, limit)
    ramp += Curve.clamp(wantedRamp - ramp, -limit, limit)
    press += (wantedPress - press) * min(1, step / 0.02)

    var touch: Float = 0
    while first.contact < contacts.count, contacts[first.contact].end + 0.1 < time { first.contact += 1 }
    index = first.contact
    while index < contacts.count, contacts[index].start - 0.1 < time {
      let c = contacts[index]
      let amount = Self.window(time, c.start, c.end, 0.09, 0.075)
      if amount > touch {
        touch = amount
        contactAmount += (c.amount - contactAmount) * min(1, step / 0.02)
      }
      index += 1
    }
    contact += Curve.clamp(touch - contact, -0.55 * limit, 0.55 * limit)
  }

  /// Overrides the composed face. Speech and emotion have been written by then.
  public mutating func apply(to frame: PerformanceFrame, at time: Double) {
    var jaw = frame[.jawOpen]
    while first.cap < caps.count, caps[first.cap].end + 0.1 < time { first.cap += 1 }
    var index = first.cap
    while index < caps.count, caps[index].start - 0.1 < time {
      let c = caps[index]
      jaw -= Self.window(time, c.start, c.end, 0.065, 0.065) * c.strength * max(0, jaw - c.jaw)
      index += 1
    }

    let clear = 1 - 0.75 * min(1, frame[.mouthPucker] / 0.55)
    scale(frame, clear, .mouthUpperUpLeft, .mouthUpperUpRight)
    scale(frame, clear, .mouthLowerDownLeft, .mouthLowerDownRight)
    scale(frame, clear, .mouthStretchLeft, .mouthStretchRight)
    scale(frame, clear, .mouthSmileLeft, .mouthSmileRight)

    if contact > 0 {
      let upper = contact * contactAmount.y
      frame[.mouthRollLower] = max(frame[.mouthRollLower], contact * contactAmount.x)
      frame[.mouthUpperUpLeft] = max(frame[.mouthUpperUpLeft] * (1 - contact), upper)
      frame[.mouthUpperUpRight] = max(frame[.mouthUpperUpRight] * (1 - contact), upper)
      scale(frame, 1 - 0.9 * contact, .mouthLowerDownLeft, .mouthLowerDownRight)
      jaw *= 1 - 0.45 * contact
      frame[.mouthFunnel] *= 1 - 0.5 * contact
    }

    let open = 1 - seal
    jaw *= 1 - 0.35 * seal
    frame[.jawOpen] = jaw
    frame[.mouthClose] = jaw * seal
    guard seal > 0 || ramp > 0 else { return }
    frame[.mouthPressLeft] = max(frame[.mouthPressLeft], ramp * press.x)
    frame[.mouthPressRight] = max(frame[.mouthPressRight], ramp * press.x)
    frame[.mouthRollUpper] = max(frame[.mouthRollUpper], ramp * press.y)
    frame[.mouthRollLower] = max(frame[.mouthRollLower] * open, ramp * press.z)
    frame[.mouthPucker] += 0.7 * frame[.mouthFunnel] * seal
    frame[.mouthFunnel] *= open
    frame[.tongueOut] *= open
    scale(frame, open, .mouthUpperUpLeft, .mouthUpperUpRight)
    scale(frame, open, .mouthLowerDownLeft, .mouthLowerDownRight)
    scale(frame, open, .noseSneerLeft, .noseSneerRight)
    scale(frame, 1 - 0.4 * seal, .mouthStretchLeft, .mouthStretchRight)
  }

  @inline(__always)
  private func scale(_ frame: PerformanceFrame, _ factor: Float, _ a: FaceWeight, _ b: FaceWeight) {
    frame[a] *= factor
    frame[b] *= factor
  }

  /// 1 from `start` to `end` with minimum-jerk ramps before and after.
  private static func window(
    _ time: Double, _ start: Double, _ end: Double, _ rampIn: Double, _ rampOut: Double
  ) -> Float {
    if time < start { return Curve.minimumJerk(Float((time - start + rampIn) / rampIn)) }
    return time <= end ? 1 : 1 - Curve.minimumJerk(Float((time - end) / rampOut))
  }
}

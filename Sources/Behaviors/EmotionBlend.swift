#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Emotions over time: onset, apex, offset, one after the other, yielding to speech.
public final class EmotionBlend {
  private struct Slot {
    /// The cue that asked for it.
    var cue: UInt64 = 0
    var kind = EmotionKind.joy
    var start = -Double.infinity
    var timing = SIMD4<Float>(0, 0, 0, 0)
    var mouthDelay: Float = 0
    /// When it gives way; infinite until then.
    var leaves = Double.infinity
    var leaveLength: Float = 0.5
    /// Level after the apex while the mood lasts.
    var mood: Float = 0
    var moodUntil = -Double.infinity
    var strength: Float = 0
    var head = SIMD3<Float>(0, 0, 0)
    var gaze = SIMD2<Float>(0, 0)
    var blinks: Float = 1
    var isActive = false
  }

  private static let count = 4
  private static let weightCount = FaceWeight.allCases.count
  /// Delay of brow, lids, cheek, mouth, jaw behind the start, seconds.
  private static let delays: [Float] = [0, 0.04, 0.08, 0.07, 0.1]

  private var slots = [Slot](repeating: Slot(), count: EmotionBlend.count)
  private let values: UnsafeMutablePointer<Float>
  private let parts: UnsafeMutablePointer<Int>
  private let duration: Float
  /// Head angles that the emotions add: pitch, yaw, roll in degrees.
  public private(set) var head = SIMD3<Float>(0, 0, 0)
  /// Gaze offset that they add: yaw left, pitch up in degrees.
  public private(set) var gaze = SIMD2<Float>(0, 0)
  /// Blinks against the ordinary rate.
  public private(set) var blinks: Float = 1
  /// Factor on the jaw of speech.
  public private(set) var jaw: Float = 1

  /// No emotion; `duration` scales onsets and offsets.
  public init(duration: Float) {
    self.duration = duration
    _ = EmotionTarget.of(.joy)  // Tables are built here, not in the first frame that needs them.
    _ = EmotionTarget.exponents.count
    values = .allocate(capacity: Self.count * Self.weightCount)
    values.initialize(repeating: 0, count: Self.count * Self.weightCount)
    parts = .allocate(capacity: Self.weightCount)
    parts.initialize(from: EmotionTarget.parts, count: Self.weightCount)
  }

  deinit {
    values.deallocate()
    parts.deallocate()
  }

  /// Begins an emotion; what is shown before gives way. Does not allocate.
  ///
  /// `apex` 0…1 chooses within the emotion's range of apex lengths; a mood at 45 % stays until `moodUntil`.
  public func show(
    _ kind: EmotionKind, strength: Float, at time: Double, apex: Float, moodUntil: Double, cue: UInt64 = 0
  ) {
    let target = EmotionTarget.of(kind)
    let s = Curve.clamp(strength, 0, 1)
    guard s > 0.01 else { return }
    var opposite = false
    var chosen = 0
    for index in slots.indices {
      if slots[index].isActive, slots[index].leaves == .infinity {
        slots[index].leaves = max(time, slots[index].start)
        slots[index].leaveLength = 0.55
        if slots[index].kind.valence * kind.valence < 0 { opposite = true }
      }
      if slots[index].start < slots[chosen].start || (!slots[index].isActive && slots[chosen].isActive) {
        chosen = index
      }
    }
    var timing = target.timing
    timing.x *= duration
    timing.w *= duration
    slots[chosen] = Slot(
      cue: cue, kind: kind, start: time, timing: timing, mouthDelay: opposite ? 0.4 : 0, mood: 0.45,
      moodUntil: moodUntil, strength: s, head: target.head, gaze: target.gaze, blinks: target.blinks,
      isActive: true)
    slots[chosen].timing.y += (timing.z - timing.y) * apex
    for index in 0..<Self.weightCount {
      values[chosen * Self.weightCount + index] =
        target.weights[index] > 0 ? target.weights[index] * powf(s, EmotionTarget.exponents[index]) : 0
    }
  }

  /// The emotion that a cue asked for lasts until a time; when that has come, it fades.
  public func extend(cue: UInt64, until end: Double, now: Double) {
    for index in slots.indices where slots[index].isActive && slots[index].cue == cue {
      slots[index].moodUntil = end
      if end <= now + 0.05, slots[index].leaves == .infinity {
        slots[index].leaves = max(now, end)
        slots[index].leaveLength = 0.7
      }
    }
  }

  /// Lets everything fade.
  public func calm(at time: Double) {
    for index in slots.indices where slots[index].isActive && slots[index].leaves == .infinity {
      slots[index].leaves = time
      slots[index].leaveLength = 0.7
    }
  }

  /// Adds the emotions of a frame to the face that speech has written. `speech` is how much the character
  /// speaks (0…1), `seal` how far the lips are shut, `rounding` how far they are rounded.
  public func add(to frame: PerformanceFrame, at time: Double, speech: Float, seal: Float, rounding: Float) {
    head = .zero
    gaze = .zero
    blinks = 1
    jaw = 1
    let spokenJaw = frame[.jawOpen]
    for index in slots.indices where slots[index].isActive {
      let slot = slots[index]
      let brow = level(slot, time, 0)
      let lids = level(slot, time, 1)
      let cheek = level(slot, time, 2)
      let mouth = level(slot, time, 3)
      let opening = level(slot, time, 4)
      let body = level(slot, time - 0.08, 0)
      if time > slot.start + 1, brow <= 0, mouth <= 0, time > min(slot.leaves, slot.moodUntil) + 1 {
        slots[index].isActive = false
        continue
      }
      let levels = (brow, lids, cheek, mouth, opening)
      let row = values + index * Self.weightCount
      for weight in 0..<Self.weightCount where row[weight] > 0 {
        let part =
          switch parts[weight] {
          case 0: levels.0
          case 1: levels.1
          case 2: levels.2
          case 3: levels.3
          default: levels.4
          }
        frame.weights[weight] +=
          row[weight] * part * Self.share(weight, speech: speech, seal: seal, rounding: rounding)
      }
      let s = slot.strength * body
      head += slot.head * s
      gaze += slot.gaze * s
      blinks += (slot.blinks - 1) * s
      jaw += Self.jaw(slot.kind) * s
    }
    // The jaw is never a sum of speech and emotion.
    let felt = frame[.jawOpen] - spokenJaw
    let kept = felt * (1 - 0.7 * speech) * (1 - seal)
    frame[.jawOpen] = max(spokenJaw, kept)
  }

  private func level(_ slot: Slot, _ time: Double, _ part: Int) -> Float {
    var delay = Self.delays[part]
    if part >= 3 { delay += slot.mouthDelay }
    let t = Float(time - slot.start) - delay
    if t <= 0 { return 0 }
    let onset = slot.timing.x
    var value = Curve.minimumJerk(t / onset)
    let after = t - onset
    if after > 0 {
      // The apex is never frozen: it decays to 70 % over 2.5 s, then to the mood, then away.
      value = 1 - 0.3 * min(1, after / 2.5)
      let past = after - slot.timing.y
      if past > 0 {
        let fall = Curve.minimumJerk(past / slot.timing.w)
        value += (min(value, slot.mood) - value) * fall
        let over = Float(time - max(slot.moodUntil, slot.start + Double(onset + slot.timing.y)))
        if over > 0 { value *= 1 - Curve.minimumJerk(over / slot.timing.w) }
      }
    }
    if time > slot.leaves { value *= 1 - Curve.minimumJerk(Float(time - slot.leaves) / slot.leaveLength) }
    return value
  }

  /// What of an emotion's weight remains in speech.
  @inline(__always)
  private static func share(_ weight: Int, speech: Float, seal: Float, rounding: Float) -> Float {
    switch FaceWeight(rawValue: weight) {
    case .mouthSmileLeft, .mouthSmileRight: (1 - 0.3 * speech) * (1 - 0.7 * rounding)
    case .mouthDimpleLeft, .mouthDimpleRight, .mouthFrownLeft, .mouthFrownRight: 1 - 0.35 * speech
    case .mouthStretchLeft, .mouthStretchRight, .mouthPressLeft, .mouthPressRight, .mouthRollUpper,
      .mouthRollLower, .mouthShrugLower, .mouthLeft, .mouthRight:
      1 - 0.6 * speech
    case .mouthPucker, .mouthFunnel: (1 - 0.8 * speech) * (1 - seal)
    case .mouthUpperUpLeft, .mouthUpperUpRight, .mouthLowerDownLeft, .mouthLowerDownRight, .noseSneerLeft,
      .noseSneerRight:
      (1 - 0.5 * speech) * (1 - seal)
    default: 1
    }
  }

  private static func jaw(_ kind: EmotionKind) -> Float {
    switch kind {
    case .joy: 0.08
    case .sadness: -0.15
    case .anger: 0.1
    case .fear: -0.05
    default: 0
    }
  }
}

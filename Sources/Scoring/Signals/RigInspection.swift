import Foundation
import Motion

/// One walk over a track that counts and lists what breaks the rules of its rig.
struct RigInspection {
  typealias Finding = TakeMeasurement.Finding

  private let track: Track
  private let limits: ScoringLimits
  private let width: Int
  /// Faults by rule.
  private(set) var counts: [RigRule: Int] = [:]
  /// Faults with their place: per rule and channel the first few frames.
  private(set) var findings: [Finding] = []
  /// Which frames have a fault.
  private(set) var faultyFrames: [Bool]
  /// Weights out of range within the tolerance.
  private(set) var clamped = 0
  /// Findings of the channel at hand by rule.
  private var listed: [RigRule: Int] = [:]

  init(track: Track, limits: ScoringLimits) {
    self.track = track
    self.limits = limits
    width = track.layout.width
    faultyFrames = [Bool](repeating: false, count: track.frameCount)
  }

  mutating func run(skippingFinite: Bool) {
    let layout = track.layout
    let known = limits.channels.map(Set.init)
    for (index, channel) in layout.channels.enumerated() {
      let offset = layout.offsets[index]
      listed = [:]
      if !Self.isKnown(channel, among: known) {
        note(.unknownChannel, frame: 0, channel.name, value: nil, limit: nil, isWholeTrack: true)
      }
      if !skippingFinite { checkFinite(channel, offset) }
      switch channel.kind {
      case .weight: checkRange(channel.name, offset)
      case .rotation: checkRotation(channel, offset)
      case .angle, .translation: break
      }
      if let limit = limits.speeds[channel.name] { checkSpeed(channel, offset, limit) }
      if limits.never.contains(channel.name) { checkRest(channel, offset) }
    }
    for pair in limits.forbiddenPairs {
      listed = [:]
      checkPair(pair)
    }
  }

  /// Whether the rig knows a channel, by its own list or by the vocabulary of the field.
  static func isKnown(_ channel: Channel, among known: Set<String>?) -> Bool {
    if let known { return known.contains(channel.name) }
    switch channel.kind {
    case .weight: return ARKit.canonicalName(for: channel.name) == channel.name
    case .angle: return channel == .gazeYaw || channel == .gazePitch
    case .rotation, .translation: return channel.bone != nil
    }
  }

  private mutating func note(
    _ rule: RigRule, frame: Int, _ channel: String, value: Double?, limit: Double?, isWholeTrack: Bool = false
  ) {
    counts[rule, default: 0] += 1
    if isWholeTrack {
      for index in faultyFrames.indices { faultyFrames[index] = true }
    } else {
      faultyFrames[frame] = true
    }
    // Enough of each channel to fill the list; more would only cost memory.
    listed[rule, default: 0] += 1
    if listed[rule, default: 0] <= RigValidity.listed {
      findings.append(
        Finding(rule: rule.rawValue, frame: frame, channel: channel, value: value, limit: limit))
    }
  }

  private mutating func checkFinite(_ channel: Channel, _ offset: Int) {
    for frame in 0..<track.frameCount {
      for column in offset..<offset + channel.kind.width where !track[frame, column].isFinite {
        note(.notFinite, frame: frame, channel.name, value: nil, limit: nil)
        break
      }
    }
  }

  private mutating func checkRange(_ name: String, _ offset: Int) {
    let range = limits.weights[name] ?? ScoringLimits.Range(0, 1)
    let lowest = Float(range.lowest)
    let highest = Float(range.highest)
    for (frame, value) in frames({ $0[offset] >= lowest && $0[offset] <= highest })
      .map({ ($0, track[$0, offset]) }) where value.isFinite
    {
      let excess = max(lowest - value, value - highest)
      if excess <= RigRule.rangeTolerance {
        clamped += 1
      } else {
        note(
          .range, frame: frame, name, value: Double(value),
          limit: value > highest ? range.highest : range.lowest)
      }
    }
  }

  private mutating func checkRotation(_ channel: Channel, _ offset: Int) {
    let axis = channel.bone?.twistAxis ?? 1
    let motion = channel.bone.flatMap { limits.rotations[$0.rawValue] }
    let shortest = (1 - RigRule.lengthTolerance) * (1 - RigRule.lengthTolerance)
    let longest = (1 + RigRule.lengthTolerance) * (1 + RigRule.lengthTolerance)
    func half(_ degrees: Double) -> Float {
      Float(min(180, max(0, degrees) + RigRule.angleTolerance) * .pi / 360)
    }
    let swingCosine = motion.map { cosf(half($0.swing)) } ?? -1
    let twistSine = motion.map { sinf(half($0.twist)) } ?? 2
    // Squares decide, without a root: w² + a² is the squared cosine of half the swing.
    let least = swingCosine > 0 ? swingCosine * swingCosine : -1
    let most = twistSine * twistSine
    var before = SIMD4<Float>(0, 0, 0, 0)
    let suspects = frames { row in
      let q = SIMD4(row[offset], row[offset + 1], row[offset + 2], row[offset + 3])
      let square = (q * q).sum()
      let turn = q[axis] * q[axis]
      let along = q.w * q.w + turn
      let isSound =
        square >= shortest && square <= longest && (before * q).sum() >= 0 && along >= least * square
        && turn <= most * along
      before = q
      return isSound
    }
    for frame in suspects {
      inspect(rotation(frame, offset), after: frame > 0 ? rotation(frame - 1, offset) : nil, frame, channel)
      guard let motion else { continue }
      let angles = SwingTwist.angles(of: Quaternion(rotation(frame, offset)), axis: axis)
      let swing = angles.swing * 180 / .pi
      let twist = angles.twist * 180 / .pi
      if swing > motion.swing + RigRule.angleTolerance {
        note(.swing, frame: frame, channel.name, value: swing, limit: motion.swing)
      }
      if twist > motion.twist + RigRule.angleTolerance {
        note(.twist, frame: frame, channel.name, value: twist, limit: motion.twist)
      }
    }
  }

  /// Notes a wrong length or a flipped sign.
  private mutating func inspect(
    _ q: SIMD4<Float>, after before: SIMD4<Float>?, _ frame: Int, _ channel: Channel
  ) {
    let length = (q * q).sum().squareRoot()
    guard length.isFinite else { return }
    if abs(length - 1) > RigRule.lengthTolerance {
      note(.unitLength, frame: frame, channel.name, value: Double(length), limit: 1)
    }
    if let before, (before * q).sum() < 0 {
      note(.hemisphere, frame: frame, channel.name, value: nil, limit: nil)
    }
  }

  private func rotation(_ frame: Int, _ offset: Int) -> SIMD4<Float> {
    let at = frame * width + offset
    return SIMD4(track.samples[at], track.samples[at + 1], track.samples[at + 2], track.samples[at + 3])
  }

  /// Frames whose row is not sound, in order.
  @inline(__always)
  private func frames(_ isSound: (UnsafePointer<Float>) -> Bool) -> [Int] {
    track.samples.withUnsafeBufferPointer { samples in
      guard var row = samples.baseAddress else { return [] }
      var result: [Int] = []
      for frame in 0..<track.frameCount {
        if !isSound(row) { result.append(frame) }
        row += width
      }
      return result
    }
  }

  private mutating func checkSpeed(_ channel: Channel, _ offset: Int, _ limit: Double) {
    let rate = track.rate.framesPerSecond * (channel.kind == .rotation ? 2 : 1)
    let most = limit * 1.000_01 / rate
    let columns = channel.kind.width
    let stride = width
    func step(_ row: UnsafePointer<Float>) -> Double {
      var sum = 0.0
      var other = 0.0
      for column in offset..<offset + columns {
        let now = Double(row[column])
        let before = Double(row[column - stride])
        sum += (now - before) * (now - before)
        other += (now + before) * (now + before)
      }
      return channel.kind == .rotation ? min(sum, other) : sum
    }
    var isFirst = true
    let suspects = frames { row in
      defer { isFirst = false }
      return isFirst || step(row) <= most * most
    }
    for frame in suspects {
      let square = track.samples.withUnsafeBufferPointer { samples in
        samples.baseAddress.map { step($0 + frame * width) } ?? 0
      }
      guard square.isFinite else { continue }
      note(.speed, frame: frame, channel.name, value: square.squareRoot() * rate, limit: limit)
    }
  }

  /// Rest within the tolerances: of a weight (the same number for radians and metres) and of a joint.
  private mutating func checkRest(_ channel: Channel, _ offset: Int) {
    let width = channel.kind.width
    let isRotation = channel.kind == .rotation
    let tilt = sinf(Float(RigRule.angleTolerance * .pi / 360))
    let suspects = frames { row in
      // Of a rotation the first three numbers are the sine of half its angle, times its length.
      for column in 0..<min(3, width)
      where abs(row[offset + column]) > (isRotation ? tilt : RigRule.rangeTolerance) {
        return false
      }
      return true
    }
    for frame in suspects {
      let columns = (offset..<offset + min(3, width)).map { abs(Double(track[frame, $0])) }
      guard let largest = columns.max(), largest.isFinite else { continue }
      let value = isRotation ? 2 * asin(min(1, largest)) * 180 / .pi : largest
      note(.never, frame: frame, channel.name, value: value, limit: 0)
    }
  }

  private mutating func checkPair(_ pair: ScoringLimits.ForbiddenPair) {
    guard let first = track.curve(pair.first), let second = track.curve(pair.second) else { return }
    let most = Float(pair.limit)
    for frame in first.indices {
      let product = first[frame] * second[frame]
      if product > most {
        note(
          .forbiddenPair, frame: frame, "\(pair.first)·\(pair.second)", value: Double(product),
          limit: pair.limit)
      }
    }
  }
}

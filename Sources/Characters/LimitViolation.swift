public import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place where a track leaves what a character allows.
public struct LimitViolation: Hashable, Sendable, CustomStringConvertible {
  /// Which rule was broken.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// A value that is not a number.
    case finite
    /// A weight or an angle outside its range.
    case range
    /// A rotation that is not a unit quaternion, or that changes sign from frame to frame.
    case unit
    /// A joint tilted too far.
    case swing
    /// A joint turned too far about itself.
    case twist
    /// Two channels that exclude each other.
    case pair
    /// A channel that moves too fast.
    case speed
    /// A channel that never moves, and did.
    case never
  }

  /// Channel, or both channels of a pair joined by `×`.
  public var channel: String
  /// Frame in which the excess is largest.
  public var frame: Int
  /// Which rule was broken.
  public var rule: Rule
  /// The value there: weight, radians, degrees of swing or twist, product, speed.
  public var value: Double
  /// What is allowed.
  public var limit: Double

  /// One line: channel, frame, rule, value, limit.
  public var description: String {
    func short(_ x: Double) -> String { x.isFinite ? "\((x * 1000).rounded() / 1000)" : "\(x)" }
    return
      "\(channel) breaks its \(rule.rawValue) at frame \(frame): \(short(value)), allowed \(short(limit))"
  }
}

extension CharacterLimits {
  /// Room that a recorded weight may overshoot its range by: genuine captures peak just above 1.
  public static let weightTolerance = 0.01
  /// Room of a joint's range of motion in degrees.
  public static let jointTolerance = 0.5
  /// Room of the length of a quaternion.
  public static let unitTolerance = 1e-3

  /// Where a track leaves the limits: at most one entry per channel and rule, the worst, in channel order.
  ///
  /// Channels without a limit of their own are held to their kind: weights to 0…1, rotations to unit length
  /// without changes of sign.
  ///
  /// - Parameters:
  ///   - track: The motion.
  ///   - withSpeed: Whether speeds are measured too, the dearest of the rules.
  public func violations(in track: Track, withSpeed: Bool = true) -> [LimitViolation] {
    var found: [LimitViolation] = []
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      var worst = Worst(channel: channel.name)
      switch channel.kind {
      case .weight, .angle:
        let bounds = weights[channel.name] ?? (channel.kind == .weight ? [0, 1] : [-Double.pi, .pi])
        for frame in 0..<track.frameCount {
          let value = Double(track[frame, column])
          worst.note(.finite, frame, value, limit: 0, excess: value.isFinite ? 0 : .infinity)
          worst.note(
            .range, frame, value, limit: bounds[1], excess: value - bounds[1] - Self.weightTolerance)
          worst.note(
            .range, frame, value, limit: bounds[0], excess: bounds[0] - value - Self.weightTolerance)
        }
      case .rotation: note(channel, column, track, &worst)
      case .translation:
        for frame in 0..<track.frameCount {
          for k in 0..<3 {
            let value = Double(track[frame, column + k])
            worst.note(.finite, frame, value, limit: 0, excess: value.isFinite ? 0 : .infinity)
          }
        }
      }
      if never.contains(channel.name) { noteNever(channel, column, track, &worst) }
      if withSpeed, let speed = speed[channel.name] {
        for frame in track.frameCount > 1 ? 1..<track.frameCount : 0..<0 {
          let value = ChannelSpeed.between(frame - 1, frame, channel, column, track)
          worst.note(.speed, frame, value, limit: speed, excess: value - speed * 1.001)
        }
      }
      found += worst.entries
    }
    return found + pairViolations(track)
  }

  private func note(_ channel: Channel, _ column: Int, _ track: Track, _ worst: inout Worst) {
    let bone = channel.bone
    let range = bone.flatMap { rotations[$0.rawValue] }
    let axis = bone?.twistAxis ?? 1
    // Neither swing nor twist is larger than the whole turn: a turn within both limits need not be split.
    let least = min(range?.swing ?? 180, range?.twist ?? 180)
    let nearest = cos(least * .pi / 360)
    let width = track.layout.width
    var previous = SIMD4<Float>.zero
    track.samples.withUnsafeBufferPointer { samples in
      for frame in 0..<track.frameCount {
        let at = frame * width + column
        let q = SIMD4(samples[at], samples[at + 1], samples[at + 2], samples[at + 3])
        let square = (q * q).sum()
        let length = Double(square.squareRoot())
        worst.note(.finite, frame, length, limit: 0, excess: length.isFinite ? 0 : .infinity)
        worst.note(.unit, frame, length, limit: 1, excess: abs(length - 1) - Self.unitTolerance)
        let sign = Double((q * previous).sum())
        worst.note(.unit, frame, sign, limit: 0, excess: -sign)
        previous = q
        guard let range, Double(abs(q.w)) < nearest * length else { continue }
        let angles = SwingTwist.angles(of: Quaternion(q), axis: axis)
        let swing = angles.swing * 180 / .pi
        let twist = angles.twist * 180 / .pi
        worst.note(
          .swing, frame, swing, limit: range.swing, excess: swing - range.swing - Self.jointTolerance)
        worst.note(
          .twist, frame, twist, limit: range.twist, excess: twist - range.twist - Self.jointTolerance)
      }
    }
  }

  /// A channel of the `never` list is held to rest: weights, angles and metres to 0.01, joints to half a degree.
  private func noteNever(_ channel: Channel, _ column: Int, _ track: Track, _ worst: inout Worst) {
    for frame in 0..<track.frameCount {
      if channel.kind == .rotation {
        let q = Quaternion(
          x: track[frame, column], y: track[frame, column + 1], z: track[frame, column + 2],
          w: track[frame, column + 3])
        let angles = SwingTwist.angles(of: q, axis: channel.bone?.twistAxis ?? 1)
        let degrees = max(angles.swing, angles.twist) * 180 / .pi
        worst.note(.never, frame, degrees, limit: 0, excess: degrees - Self.jointTolerance)
      } else {
        for k in 0..<channel.kind.width {
          let value = Double(track[frame, column + k])
          worst.note(.never, frame, value, limit: 0, excess: abs(value) - Self.weightTolerance)
        }
      }
    }
  }

  private func pairViolations(_ track: Track) -> [LimitViolation] {
    var found: [LimitViolation] = []
    for pair in forbiddenPairs {
      guard pair.channels.count == 2, let first = track.curve(pair.channels[0]),
        let second = track.curve(pair.channels[1])
      else { continue }
      var worst = Worst(channel: pair.channels.joined(separator: "×"))
      for frame in 0..<track.frameCount {
        let product = Double(first[frame]) * Double(second[frame])
        worst.note(
          .pair, frame, product, limit: pair.limit, excess: product - pair.limit - Self.weightTolerance)
      }
      found += worst.entries
    }
    return found
  }
}

/// The largest excess of each rule in one channel.
private struct Worst {
  let channel: String
  private var kept: [(excess: Double, entry: LimitViolation)] = []

  init(channel: String) { self.channel = channel }

  mutating func note(
    _ rule: LimitViolation.Rule, _ frame: Int, _ value: Double, limit: Double, excess: Double
  ) {
    guard excess > 0 else { return }
    let entry = LimitViolation(channel: channel, frame: frame, rule: rule, value: value, limit: limit)
    if let at = kept.firstIndex(where: { $0.entry.rule == rule }) {
      if excess > kept[at].excess { kept[at] = (excess, entry) }
    } else {
      kept.append((excess, entry))
    }
  }

  var entries: [LimitViolation] { kept.map(\.entry) }
}

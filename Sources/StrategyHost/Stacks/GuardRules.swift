import Characters
import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limits of a character as a guard holds them: bound to the columns of one layout.
struct GuardRules: Sendable {
  /// A weight or an angle.
  struct Scalar: Sendable {
    let channel: Int
    let column: Int
    let isNever: Bool
    let lowest: Float
    let highest: Float
    /// Most that it moves in a frame; infinite without limit.
    let step: Double
  }

  /// Two scalars, by position in ``scalars``.
  struct Pair: Sendable {
    let first: Int
    let second: Int
    let limit: Float
  }

  /// A rotation.
  struct Joint: Sendable {
    let channel: Int
    let column: Int
    let isNever: Bool
    let cone: JointCone?
    /// Most radians that it turns in a frame; infinite without limit.
    let step: Double
    /// Squared chord of that, with the slack.
    let farthest: Double
  }

  /// A translation.
  struct Shift: Sendable {
    let channel: Int
    let column: Int
    let isNever: Bool
    /// Most metres that it moves in a frame; infinite without limit.
    let step: Double
  }

  private(set) var scalars: [Scalar] = []
  private(set) var joints: [Joint] = []
  private(set) var shifts: [Shift] = []
  private(set) var pairs: [Pair] = []

  init(_ limits: CharacterLimits, layout: ChannelLayout, rate: FrameRate) {
    let never = Set(limits.never)
    var positions: [String: Int] = [:]
    for (index, channel) in layout.channels.enumerated() {
      let column = layout.offsets[index]
      let isNever = never.contains(channel.name)
      let speed = limits.speed[channel.name].flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
      let step = speed.map { $0 / rate.framesPerSecond } ?? .infinity
      switch channel.kind {
      case .weight, .angle:
        let range = Self.range(of: channel, in: limits)
        positions[channel.name] = scalars.count
        scalars.append(
          Scalar(
            channel: index, column: column, isNever: isNever, lowest: range.lowerBound,
            highest: range.upperBound, step: step))
      case .rotation:
        // No turn is longer than π: the way round is shorter.
        let quarter = step * (1 + Guard.slack) / 4
        let farthest = quarter < .pi / 4 ? 4 * sin(quarter) * sin(quarter) : .infinity
        joints.append(
          Joint(
            channel: index, column: column, isNever: isNever, cone: Self.cone(of: channel, in: limits),
            step: step, farthest: farthest))
      case .translation:
        shifts.append(Shift(channel: index, column: column, isNever: isNever, step: step))
      }
    }
    for pair in limits.forbiddenPairs where pair.channels.count == 2 && pair.limit.isFinite {
      guard let first = positions[pair.channels[0]], let second = positions[pair.channels[1]], first != second
      else { continue }
      pairs.append(Pair(first: first, second: second, limit: Float(max(0, pair.limit))))
    }
  }

  /// The range of a weight (0…1 unless the sheet says otherwise) or of an angle (±π).
  static func range(of channel: Channel, in limits: CharacterLimits) -> ClosedRange<Float> {
    if let own = limits.weights[channel.name], own.count == 2, own[0] <= own[1] {
      return Float(own[0])...Float(own[1])
    }
    return channel.kind == .angle ? -Float.pi...Float.pi : 0...1
  }

  private static func cone(of channel: Channel, in limits: CharacterLimits) -> JointCone? {
    guard let bone = channel.bone, let range = limits.rotations[bone.rawValue] else { return nil }
    return JointCone(axis: bone.twistAxis, swingDegrees: range.swing, twistDegrees: range.twist)
  }
}

public import Characters
public import Motion

/// The last layer of a stack: keeps what comes out within what the character allows, frame by frame.
///
/// After it, every frame keeps every rule at once: channels of the `never` list at rest, weights and angles in
/// range, joints within their range of motion, unit quaternions on one hemisphere, no speed above its limit, no
/// forbidden pair. The frame before keeps them too and is always within reach, so there is always a frame to
/// give. A value that breaks no rule passes bit for bit.
///
/// The order of work in a frame: never, range, pairs, speed, pairs again; for joints never, unit, cone, speed. See
/// <doc:Stacks> for why the order holds. A guard looks at the frame at hand and the one before; it allocates nothing and its
/// result depends on no block size. One take each; not to be shared between threads.
public struct Guard: Sendable {
  /// Relative excess below which a step counts as within its speed: the rounding of Float32.
  static let slack = 5e-6

  /// Channels that it was made for.
  public let layout: ChannelLayout
  private let rules: GuardRules
  private var before: [Float]
  private var inputBefore: [SIMD4<Float>]
  private var isFirst = true
  private var tally: GuardTally

  /// Makes a guard for one take.
  ///
  /// - Parameters:
  ///   - limits: the character's limits, `never` included.
  ///   - layout: channels of the rows.
  ///   - rate: frames per second.
  public init(_ limits: CharacterLimits, layout: ChannelLayout, rate: FrameRate) {
    self.layout = layout
    rules = GuardRules(limits, layout: layout, rate: rate)
    before = layout.restFrame
    inputBefore = Array(repeating: .zero, count: rules.joints.count)
    tally = GuardTally()
  }

  /// The character's limits with what a stack adds to them.
  public static func limits(
    _ limits: CharacterLimits, with guarding: StackDescription.Guarding
  ) -> CharacterLimits {
    var result = limits
    result.never += guarding.never.filter { !limits.never.contains($0) }
    return result
  }

  /// What has been done so far.
  public var report: GuardReport { tally.report(layout) }

  /// Corrects the next frame in place.
  ///
  /// - Parameter row: `layout.width` numbers.
  public mutating func correct(_ row: UnsafeMutablePointer<Float>) {
    for rule in rules.scalars { row[rule.column] = ranged(row[rule.column], rule) }
    for pair in rules.pairs { lower(pair, row, isStep: false) }
    if !isFirst {
      for rule in rules.scalars where rule.step.isFinite { row[rule.column] = slowed(row[rule.column], rule) }
      for pair in rules.pairs { lower(pair, row, isStep: true) }
    }
    for index in rules.joints.indices { correctJoint(index, row) }
    for rule in rules.shifts { correctShift(rule, row) }
    for column in before.indices { before[column] = row[column] }
    isFirst = false
    tally.closeFrame()
  }

  /// Corrects a whole track in place and tells what was done to it.
  ///
  /// - Precondition: the track has the guard's layout.
  @discardableResult
  public mutating func correct(_ track: inout Track) -> GuardReport {
    precondition(track.layout == layout, "the track has another layout")
    let width = layout.width
    let frames = track.frameCount
    track.samples.withUnsafeMutableBufferPointer { samples in
      guard let row = samples.baseAddress else { return }
      for frame in 0..<frames { correct(row + frame * width) }
    }
    return report
  }

  // MARK: Weights and angles

  /// A value at rest or in its range.
  private mutating func ranged(_ value: Float, _ rule: GuardRules.Scalar) -> Float {
    if rule.isNever {
      guard value != 0 else { return value }
      tally.note(.never, rule.channel, value.isFinite ? Double(abs(value)) : 0)
      return 0
    }
    var now = value
    if !now.isFinite {
      tally.note(.finite, rule.channel, 0)
      now = before[rule.column]
    }
    let held = min(rule.highest, max(rule.lowest, now))
    guard held != now else { return now }
    tally.note(.range, rule.channel, Double(abs(held - now)))
    return held
  }

  /// A value no farther from the one before than a frame's step.
  private mutating func slowed(_ value: Float, _ rule: GuardRules.Scalar) -> Float {
    let last = before[rule.column]
    guard abs(Double(value) - Double(last)) > rule.step * (1 + Self.slack) else { return value }
    let reached = value > last ? Self.above(last, rule.step) : Self.below(last, rule.step)
    tally.note(.speed, rule.channel, Double(abs(value - reached)))
    return reached
  }

  /// The largest number that lies no more than a step above another.
  private static func above(_ value: Float, _ step: Double) -> Float { -below(-value, step) }

  /// The smallest number that lies no more than a step below another.
  private static func below(_ value: Float, _ step: Double) -> Float {
    let reached = Float(Double(value) - step)
    return Double(value) - Double(reached) > step ? reached.nextUp : reached
  }

  // MARK: Pairs

  /// Lowers both of a pair by one factor, the first of them that reaches its floor no further.
  ///
  /// - Parameter isStep: whether the values are where this frame goes (floors are what ranges and speeds let them
  ///   reach) or where the layers want to go in the end (floors are the ranges alone).
  private mutating func lower(
    _ pair: GuardRules.Pair, _ row: UnsafeMutablePointer<Float>, isStep: Bool
  ) {
    let first = rules.scalars[pair.first]
    let second = rules.scalars[pair.second]
    let a = row[first.column]
    let b = row[second.column]
    guard a * b > pair.limit else { return }
    var (x, y) = (abs(a), abs(b))
    let floorX = min(x, floor(first, a, isStep: isStep))
    let floorY = min(y, floor(second, b, isStep: isStep))
    let limit = Double(pair.limit)
    let factor = (limit / (Double(x) * Double(y))).squareRoot()
    x = max(floorX, Float(Double(x) * factor))
    y = max(floorY, min(y, x > 0 ? Float(limit / Double(x)) : y))
    x = max(floorX, min(x, y > 0 ? Float(limit / Double(y)) : x))
    // Rounding may leave the product an ulp too large.
    while x * y > pair.limit, x > floorX || y > floorY {
      if y > floorY { y = y.nextDown } else { x = x.nextDown }
    }
    note(pair: first, from: a, to: x)
    note(pair: second, from: b, to: y)
    row[first.column] = a < 0 ? -x : x
    row[second.column] = b < 0 ? -y : y
  }

  /// How near to 0 a value can come on its own side of 0: its range says so, and in a step its speed.
  private func floor(_ rule: GuardRules.Scalar, _ value: Float, isStep: Bool) -> Float {
    let reach = value < 0 ? -rule.highest : rule.lowest
    guard isStep, rule.step.isFinite else { return max(0, reach) }
    let last = before[rule.column]
    return max(0, reach, value < 0 ? Self.below(-last, rule.step) : Self.below(last, rule.step))
  }

  private mutating func note(pair rule: GuardRules.Scalar, from: Float, to: Float) {
    if abs(from) != to { tally.note(.pair, rule.channel, Double(abs(from) - to)) }
  }

  // MARK: Joints and translations

  private mutating func correctJoint(_ index: Int, _ row: UnsafeMutablePointer<Float>) {
    let rule = rules.joints[index]
    let at = row + rule.column
    let input = SIMD4(at[0], at[1], at[2], at[3])
    let last = SIMD4(
      before[rule.column], before[rule.column + 1], before[rule.column + 2], before[rule.column + 3])
    let result = corrected(input, rule, last: last, inputBefore: inputBefore[index])
    inputBefore[index] = input
    for lane in 0..<4 { at[lane] = result[lane] }
  }

  private mutating func corrected(
    _ input: SIMD4<Float>, _ rule: GuardRules.Joint, last: SIMD4<Float>, inputBefore: SIMD4<Float>
  ) -> SIMD4<Float> {
    let identity = Quaternion.identity.vector
    if rule.isNever {
      let turned = turnAngle(SIMD4<Double>(input), SIMD4<Double>(identity))
      if !(input.x == 0 && input.y == 0 && input.z == 0) {
        tally.note(.never, rule.channel, turned.isFinite ? turned : 0)
      }
      return input == identity ? input : identity
    }
    var now = input
    var length = (SIMD4<Double>(input) * SIMD4<Double>(input)).sum().squareRoot()
    if !(length > 1e-6 && length.isFinite) {
      tally.note(.finite, rule.channel, 0)
      now = isFirst ? identity : last
      length = (SIMD4<Double>(now) * SIMD4<Double>(now)).sum().squareRoot()
    } else if (input * inputBefore).sum() < 0 {
      tally.note(.hemisphere, rule.channel, 0)
    }
    if abs(length - 1) > Self.lengthTolerance {
      tally.note(.unit, rule.channel, 0)
      now = SIMD4<Float>(SIMD4<Double>(now) / length)
    }
    if let cone = rule.cone, !cone.contains(SIMD4<Double>(now)) {
      let asked = SIMD4<Double>(now)
      var parts = cone.parts(of: asked)
      let outside = cone.clamp(&parts)
      if outside.swing || outside.twist {
        let held = cone.rotation(parts)
        let amount = turnAngle(asked / (asked * asked).sum().squareRoot(), held)
        if outside.swing { tally.note(.swing, rule.channel, amount) }
        if outside.twist { tally.note(.twist, rule.channel, amount) }
        now = SIMD4<Float>((held * asked).sum() < 0 ? -held : held)
      }
    }
    guard !isFirst else { return now }
    if (now * last).sum() < 0 { now = -now }
    guard squaredChord(SIMD4<Double>(now), SIMD4<Double>(last)) > rule.farthest else { return now }
    let turn = turnAngle(SIMD4<Double>(now), SIMD4<Double>(last))
    let reached = Self.turn(from: last, to: now, by: rule.step, over: turn, within: rule.cone)
    tally.note(.speed, rule.channel, turnAngle(SIMD4<Double>(now), SIMD4<Double>(reached)))
    return reached
  }

  /// Quaternions may differ from unit length by a little less than what scores allow.
  private static let lengthTolerance = 0.999e-3

  /// The rotation farthest along the way whose step, as it is written, is within the speed.
  private static func turn(
    from last: SIMD4<Float>, to now: SIMD4<Float>, by step: Double, over turn: Double, within cone: JointCone?
  ) -> SIMD4<Float> {
    let start = SIMD4<Double>(last)
    let length = (start * start).sum().squareRoot()
    let end = SIMD4<Double>(now) / (SIMD4<Double>(now) * SIMD4<Double>(now)).sum().squareRoot()
    let ends = cone.map { ($0.parts(of: start), $0.parts(of: end)) }
    func point(_ share: Double) -> SIMD4<Float> {
      var q: SIMD4<Double>
      if let cone, let ends {
        q = cone.between(ends.0, ends.1, share)
      } else {
        q = arc(start / length, end, share)
      }
      // The length of the frame before is kept, so that only the turn counts as motion.
      q *= (q * start).sum() < 0 ? -length : length
      return SIMD4<Float>(q)
    }
    func isWithin(_ q: SIMD4<Float>) -> Bool { turnAngle(SIMD4<Double>(q), start) <= step * (1 + slack / 2) }
    var best = last
    var low = 0.0
    var high = 1.0
    var next = min(1, step / turn)
    for _ in 0..<30 {
      let candidate = point(next)
      if isWithin(candidate) {
        best = candidate
        low = next
      } else {
        high = next
      }
      // The first guess is exact on a great circle; what remains is rounding.
      next = cone == nil && low == 0 ? next * (1 - 1e-6) : (low + high) / 2
      if high - low < 1e-7 || (cone == nil && low > 0) { break }
    }
    return best
  }

  private mutating func correctShift(_ rule: GuardRules.Shift, _ row: UnsafeMutablePointer<Float>) {
    let at = row + rule.column
    var now = SIMD3<Double>(Double(at[0]), Double(at[1]), Double(at[2]))
    let column = rule.column
    let last = SIMD3<Double>(Double(before[column]), Double(before[column + 1]), Double(before[column + 2]))
    func size(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }
    if rule.isNever {
      guard now != .zero else { return }
      tally.note(.never, rule.channel, size(now).isFinite ? size(now) : 0)
      now = .zero
    } else if !size(now).isFinite {
      tally.note(.finite, rule.channel, 0)
      now = isFirst ? .zero : last
    } else {
      let distance = size(now - last)
      guard !isFirst, distance > rule.step * (1 + Self.slack) else { return }
      var share = rule.step / distance
      var reached = last
      for _ in 0..<8 {
        let candidate = SIMD3<Double>(SIMD3<Float>(last + (now - last) * share))
        if size(candidate - last) <= rule.step * (1 + Self.slack / 2) {
          reached = candidate
          break
        }
        share *= 1 - 1e-5
      }
      tally.note(.speed, rule.channel, size(now - reached))
      now = reached
    }
    for lane in 0..<3 { at[lane] = Float(now[lane]) }
  }
}

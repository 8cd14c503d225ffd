import Motion

/// A key pose that a studio made where it has no capture.
public struct NamedPose: Sendable, Equatable {
  /// Its name; unique among the poses.
  public var name: String
  /// What it shows.
  public var expression: ApprovedExpression

  /// Makes a pose.
  public init(name: String, expression: ApprovedExpression) {
    self.name = name
    self.expression = expression
  }
}

extension CharacterLearning {
  /// Least poses that limits are made from.
  public static let leastPoses = 3

  /// Learns limits and approved expressions from key poses; there are no sessions.
  ///
  /// The limits are the hull of the poses and rest, with a tenth of it around: approved poses are extremes, so no
  /// more is allowed than a little beyond them. A channel that no pose moves is not limited, and one that the rig
  /// lacks is left out with a finding.
  ///
  /// - Throws: ``CharacterError/tooLittle(character:reason:needed:)`` for fewer than ``leastPoses`` or where nothing
  ///   is left to limit,
  ///   ``CharacterError/invalidTake(character:take:reason:cure:)`` for a pose that cannot be used.
  public init(_ particulars: Particulars, fromPoses poses: [NamedPose]) throws(CharacterError) {
    let id = particulars.id
    guard poses.count >= Self.leastPoses else {
      throw .tooLittle(
        character: id, reason: "there are \(poses.count) poses", needed: "\(Self.leastPoses) poses or more")
    }
    var limits = CharacterLimits()
    var expressions: [String: ApprovedExpression] = [:]
    var outside: [String] = []
    var names: Set<String> = []
    var fit = PoseFit(poses, particulars.fit)
    var hull: [String: (low: Double, high: Double)] = [:]
    var reach: [HumanoidBone: (swing: Double, twist: Double)] = [:]
    for pose in poses {
      func refuse(_ reason: String, _ cure: String) -> CharacterError {
        .invalidTake(character: id, take: "pose '\(pose.name)'", reason: reason, cure: cure)
      }
      guard !pose.name.isEmpty else { throw refuse("it has no name", "name each pose") }
      guard names.insert(pose.name).inserted else {
        throw refuse("its name occurs twice", "name each pose once")
      }
      var approved = ApprovedExpression()
      for (channel, value) in pose.expression.weights.sorted(by: { $0.key < $1.key }) {
        guard value.isFinite, abs(value) <= 10 else {
          throw refuse("\(channel) is \(value)", "give weights as numbers, 1 for the whole")
        }
        let name = ARKit.canonicalName(for: channel) ?? channel
        guard !fit.weights.contains(name) else { continue }
        approved.weights[name] = value
        if !(0...1).contains(value) { outside.append("\(name) (\(value) in '\(pose.name)')") }
        let known = hull[name] ?? (0, 0)
        hull[name] = (min(known.low, value), max(known.high, value))
      }
      for (name, numbers) in pose.expression.rotations.sorted(by: { $0.key < $1.key }) {
        guard let bone = HumanoidBone(rawValue: name) else {
          throw refuse(
            "'\(name)' is no humanoid bone of VRM 1.0", "use its names, such as head, leftUpperArm")
        }
        guard numbers.count == 4, numbers.allSatisfy(\.isFinite) else {
          throw refuse("the rotation of \(name) is not four numbers", "give x, y, z, w")
        }
        let q = Quaternion(
          x: Float(numbers[0]), y: Float(numbers[1]), z: Float(numbers[2]), w: Float(numbers[3]))
        guard abs(q.length - 1) < 1e-2 else {
          throw refuse("the rotation of \(name) has length \(q.length)", "give a unit quaternion")
        }
        guard !fit.bones.contains(name) else { continue }
        approved.rotations[name] = numbers
        let angles = SwingTwist.angles(of: q, axis: bone.twistAxis)
        let known = reach[bone] ?? (0, 0)
        reach[bone] = (
          max(known.swing, angles.swing * 180 / .pi), max(known.twist, angles.twist * 180 / .pi)
        )
      }
      // A pose that sets nothing is the rest; one that sets what the rig lacks would only seem to be.
      guard approved != ApprovedExpression() || pose.expression == approved else {
        fit.emptied.append(pose.name)
        continue
      }
      expressions[pose.name] = approved
    }
    for (name, range) in hull where range.high - range.low >= LimitLearning.leastWeight {
      let margin = (range.high - range.low) / 10
      let high = range.high <= 1 ? min(1, range.high + margin) : range.high + margin
      limits.weights[name] = [
        range.low < 0 ? Self.thousandths(range.low - margin) : 0, Self.thousandths(high),
      ]
    }
    for (bone, angles) in reach where max(angles.swing, angles.twist) >= LimitLearning.leastTurn {
      limits.rotations[bone.rawValue] = .init(
        swing: min(180, Self.thousandths(angles.swing * 1.1 + 2)),
        twist: min(180, Self.thousandths(angles.twist * 1.1 + 2)))
    }
    guard !(limits.weights.isEmpty && limits.rotations.isEmpty) else {
      throw fit.nothingLeft(of: poses.count, id)
    }
    var sheet = CharacterSheet(
      id: id, title: particulars.title, licence: particulars.licence, evidence: particulars.evidence,
      rig: particulars.rig, rigHash: particulars.rigHash, limits: limits)
    sheet.expressions = expressions
    findings = [
      "Learnt from \(poses.count) key poses: limits for \(limits.weights.count) weights and "
        + "\(limits.rotations.count) joints, \(expressions.count) approved expressions.",
      "There are no sessions: speeds, pairs, natural range and signature are unknown, and nothing can be scored "
        + "against this character.",
    ]
    findings += fit.findings
    if !outside.isEmpty { findings.append("Weights leave 0 to 1: \(RigFit.list(outside)).") }
    sheet.notes = findings
    tracks = []
    self.sheet = sheet
    try sheet.validate()
  }

  private static func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

public import Characters
public import Conversation
public import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A performer that has read the whole conversation before it plays it: the source of reference sessions.
///
/// It is not a strategy and shares nothing with one. It plans key frames over the full length, lays smooth curves
/// through them, filters forwards and backwards in time, and meets rates (blinks per minute) over the session. The
/// same recording, sheet and seed give the same bytes. What it makes is synthetic: a stand-in until people have
/// performed the character.
///
/// ```swift
/// let track = try ReferencePerformer.perform(recording: recording, participant: "nova", sheet: sheet, seed: 7)
/// ```
public enum ReferencePerformer {
  /// Channels of a performance: the 52 weights, gaze, and rotations from spine to fingertips.
  public static let layout = layout(withFingers: true)

  private static func layout(withFingers: Bool) -> ChannelLayout {
    ChannelLayout(
      ARKit.names.map { Channel.weight($0) } + [.gazeYaw, .gazePitch]
        + (withFingers ? bones : trunkAndArms).map { Channel.rotation(of: $0) })
  }

  /// Bones that a performance turns, in the order of their channels.
  public static let bones: [HumanoidBone] =
    trunkAndArms + FingerPlan.bones(left: true) + FingerPlan.bones(left: false)

  static let trunkAndArms: [HumanoidBone] = [
    .spine, .chest, .upperChest, .neck, .head, .leftShoulder, .leftUpperArm, .leftLowerArm, .leftHand,
    .rightShoulder, .rightUpperArm, .rightLowerArm, .rightHand,
  ]

  /// Performs a recording from its start.
  ///
  /// - Parameters:
  ///   - recording: The conversation; what happened in it counts, not when it became known.
  ///   - participant: Id of the one to perform.
  ///   - sheet: The character: its style shapes the motion, its limits hold it.
  ///   - seed: Seed of everything that is left to chance.
  ///   - rate: Frames per second.
  ///   - length: How much to perform; `nil` takes the whole recording.
  ///   - withFingers: Whether the fingers are in the track.
  /// - Throws: ``PerformerError`` for an unknown participant, words without phones, or an empty session.
  public static func perform(
    recording: Recording, participant: String, sheet: CharacterSheet, seed: UInt64, rate: FrameRate = .fps60,
    length: MediaTime? = nil, withFingers: Bool = true
  ) throws(PerformerError) -> Track {
    let duration = min(recording.duration, length ?? recording.duration)
    guard duration > .zero, duration.seconds <= 3600 else {
      throw .unusableLength(recording: recording.id, seconds: duration.seconds)
    }
    let situation = try Situation(recording, of: participant)
    let clock = FrameClock(rate: rate, frameCount: rate.frameCount(covering: duration))
    let manner = Manner(sheet, seed: seed)
    let emotions = EmotionPlan(situation, manner: manner, clock: clock, seed: seed)
    let lips = LipPlan(situation, manner: manner, clock: clock, seed: seed)
    let gaze = GazePlan(situation, emotions, manner: manner, clock: clock, seed: seed)
    let blinks = BlinkPlan(situation, emotions, gaze, manner: manner, clock: clock, seed: seed)
    let beats = BeatPlan(situation, manner: manner, seed: seed)
    let head = HeadPlan(situation, beats, emotions, gaze, manner: manner, clock: clock, seed: seed)
    let body = BodyPlan(situation, beats, manner: manner, clock: clock, seed: seed)
    let arms = ArmPlan(situation, beats, manner: manner, clock: clock, seed: seed)
    let fingers = FingerPlan(arms, manner: manner, clock: clock, seed: seed)
    var skeleton = SkeletonComposer(head: head, body: body, arms: arms, fingers: fingers, clock: clock)
    skeleton.hold(within: sheet.limits)
    let eyes = skeleton.eyes(gaze, blinks, limits: sheet.limits)
    let face = FaceComposer(
      lips: lips, emotions: emotions, head: head, blinks: blinks, eyeYaw: eyes.yaw, eyePitch: eyes.pitch,
      manner: manner, clock: clock, seed: seed)
    return assemble(
      face, skeleton, eyes, limits: sheet.limits, rate: rate, frames: clock.times.count,
      withFingers: withFingers)
  }

  /// Samples are rounded to binary fractions, so that sessions are stored without loss in few bytes: weights and gaze to
  /// 2⁻¹⁸, rotations to 2⁻¹⁹ (their third differences must not drown in steps), fingers to 2⁻¹⁴ (0.007°).
  private static let weightGrid: Float = 0x1p18
  private static let jointGrid: Float = 0x1p19
  private static let fingerGrid: Float = 0x1p14

  private static func onGrid(_ value: Float, _ grid: Float) -> Float {
    let rounded = (value * grid).rounded(.toNearestOrEven)
    // Adding zero turns −0 into 0.
    return rounded / grid + 0
  }

  private static func assemble(
    _ face: FaceComposer, _ skeleton: SkeletonComposer, _ eyes: (yaw: [Double], pitch: [Double]),
    limits: CharacterLimits, rate: FrameRate, frames: Int, withFingers: Bool
  ) -> Track {
    var track = Track(layout: layout(withFingers: withFingers), rate: rate, frameCount: frames)
    for (column, name) in ARKit.names.enumerated() {
      let curve = face.curve(name)
      let range = limits.weights[name].flatMap { $0.count == 2 ? $0 : nil } ?? [0, 1]
      for k in 0..<frames {
        track[k, column] = onGrid(Float(min(range[1], max(range[0], curve[k]))), weightGrid)
      }
    }
    let radians = Double.pi / 180
    for (offset, curve) in [eyes.yaw, eyes.pitch].enumerated() {
      for k in 0..<frames {
        track[k, ARKit.names.count + offset] = onGrid(Float(curve[k] * radians), weightGrid)
      }
    }
    let turned = skeleton.rotations.prefix(withFingers ? bones.count : trunkAndArms.count)
    for (number, rotations) in turned.enumerated() {
      let column = ARKit.names.count + 2 + 4 * number
      let grid = number < trunkAndArms.count ? jointGrid : fingerGrid
      var previous = SIMD4<Float>(0, 0, 0, 1)
      for k in 0..<frames {
        var v = rotations[k].vector
        if (v * previous).sum() < 0 { v = -v }
        previous = v
        for c in 0..<4 { track[k, column + c] = onGrid(v[c], grid) }
      }
    }
    return track
  }
}

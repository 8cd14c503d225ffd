/// The last word on lips: no weight of the mouth moves faster than 17 a second (0.28 per frame at 60 fps),
/// whatever arrives late or is taken back.
public struct LipPace: Sendable {
  /// Weights of the mouth.
  public static let lips: [FaceWeight] = [
    .jawOpen, .mouthFunnel, .mouthPucker, .mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft,
    .mouthUpperUpRight, .mouthStretchLeft, .mouthStretchRight, .mouthSmileLeft, .mouthSmileRight,
    .mouthPressLeft, .mouthPressRight, .mouthRollUpper, .mouthRollLower, .mouthFrownLeft, .mouthFrownRight,
    .mouthClose, .tongueOut,
  ]

  private var pace = WeightPace(lips, perSecond: 17)

  /// Starts with lips at rest.
  public init() {}

  /// Brings the frame's lips within reach of the last frame's.
  public mutating func apply(to frame: PerformanceFrame, step: Float) {
    pace.apply(to: frame, step: step)
    // `mouthClose` is part of the jaw's opening, never more.
    frame[.mouthClose] = min(frame[.mouthClose], frame[.jawOpen])
  }
}

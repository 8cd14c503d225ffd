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

  private var last = [Float](repeating: 0, count: lips.count)

  /// Starts with lips at rest.
  public init() {}

  /// Brings the frame's lips within reach of the last frame's.
  public mutating func apply(to frame: PerformanceFrame, step: Float) {
    let limit = 17 * step
    last.withUnsafeMutableBufferPointer { last in
      Self.lips.withUnsafeBufferPointer { lips in
        for index in lips.indices {
          let value = Curve.clamp(frame[lips[index]], 0, 1)
          last[index] += Curve.clamp(value - last[index], -limit, limit)
          frame[lips[index]] = last[index]
        }
      }
    }
    // `mouthClose` is part of the jaw's opening, never more.
    frame[.mouthClose] = min(frame[.mouthClose], frame[.jawOpen])
  }
}

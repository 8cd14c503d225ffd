/// Holds weights to a largest speed, whatever is laid over each other or arrives late.
public struct WeightPace: Sendable {
  /// Brows, wide and narrowed eyes and nose: they reach a new place within five frames at 60 fps.
  /// Blinks are faster by nature and are not held.
  public static let upperFace: [FaceWeight] = [
    .browInnerUp, .browDownLeft, .browDownRight, .browOuterUpLeft, .browOuterUpRight, .eyeWideLeft,
    .eyeWideRight, .eyeSquintLeft, .eyeSquintRight, .cheekSquintLeft, .cheekSquintRight, .noseSneerLeft,
    .noseSneerRight,
  ]

  private let weights: [FaceWeight]
  private let perSecond: Float
  private var last: [Float]

  /// Starts at rest; no weight will move by more than `perSecond` in a second.
  public init(_ weights: [FaceWeight], perSecond: Float) {
    self.weights = weights
    self.perSecond = perSecond
    last = Array(repeating: 0, count: weights.count)
  }

  /// Brings the frame's weights within reach of the last frame's, and into 0…1.
  public mutating func apply(to frame: PerformanceFrame, step: Float) {
    let limit = perSecond * step
    last.withUnsafeMutableBufferPointer { last in
      weights.withUnsafeBufferPointer { weights in
        for index in weights.indices {
          let value = Curve.clamp(frame[weights[index]], 0, 1)
          last[index] += Curve.clamp(value - last[index], -limit, limit)
          frame[weights[index]] = last[index]
        }
      }
    }
  }
}

extension Rig {
  /// How the eyes of a model follow a gaze (`VRMC_vrm` 1.0, lookAt).
  public struct LookAt: Sendable, Equatable {
    /// What turns the eyes; the raw values are VRM's.
    public enum Kind: String, Sendable, CaseIterable {
      /// The eye bones.
      case bone
      /// The expressions `lookUp`, `lookDown`, `lookLeft`, `lookRight`.
      case expression
    }

    /// Largest angle of a gaze in one direction, and what the eyes do there; between it and 0 the map is linear.
    public struct RangeMap: Sendable, Equatable {
      /// The angle in degrees at which the output is full; larger angles count as this one.
      public var inputMaxValue: Float
      /// The output there: degrees of an eye bone, or the weight of a look expression.
      public var outputScale: Float
      /// Makes a map.
      public init(inputMaxValue: Float, outputScale: Float) {
        self.inputMaxValue = inputMaxValue
        self.outputScale = outputScale
      }
    }

    /// What turns the eyes.
    public var type: Kind
    /// Where the model looks from, in metres, in the axes of the head's node.
    public var offsetFromHeadBone: SIMD3<Float>
    /// Turns of an eye towards the nose. Of no effect with type `expression`.
    public var horizontalInner: RangeMap
    /// Turns of an eye away from the nose.
    public var horizontalOuter: RangeMap
    /// Turns down.
    public var verticalDown: RangeMap
    /// Turns up.
    public var verticalUp: RangeMap

    /// Makes a description. The defaults let eye bones follow a gaze degree by degree: 30 to the sides, 25 down,
    /// 20 up.
    public init(
      type: Kind = .bone, offsetFromHeadBone: SIMD3<Float> = SIMD3(0, 0.06, 0),
      horizontalInner: RangeMap = RangeMap(inputMaxValue: 30, outputScale: 30),
      horizontalOuter: RangeMap = RangeMap(inputMaxValue: 30, outputScale: 30),
      verticalDown: RangeMap = RangeMap(inputMaxValue: 25, outputScale: 25),
      verticalUp: RangeMap = RangeMap(inputMaxValue: 20, outputScale: 20)
    ) {
      self.type = type
      self.offsetFromHeadBone = offsetFromHeadBone
      self.horizontalInner = horizontalInner
      self.horizontalOuter = horizontalOuter
      self.verticalDown = verticalDown
      self.verticalUp = verticalUp
    }
  }
}

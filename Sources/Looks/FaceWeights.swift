/// One of the two sides of the face.
enum Side: Int, CaseIterable {
  case left = 0
  case right = 1

  /// +1 for the character's left, -1 for its right.
  var sign: Double { self == .left ? 1 : -1 }
}

/// ARKit's shapes, those with two sides once and without `Left` or `Right`.
enum FaceShape: Int, CaseIterable {
  case browInnerUp, cheekPuff, jawForward, jawLeft, jawOpen, jawRight, mouthClose, mouthFunnel, mouthLeft
  case mouthPucker, mouthRight, mouthRollLower, mouthRollUpper, mouthShrugLower, mouthShrugUpper, tongueOut
  case browDown, browOuterUp, cheekSquint, eyeBlink, eyeLookDown, eyeLookIn, eyeLookOut, eyeLookUp, eyeSquint
  case eyeWide, mouthDimple, mouthFrown, mouthLowerDown, mouthPress, mouthSmile, mouthStretch, mouthUpperUp
  case noseSneer
}

/// Weights of the 52 shapes that a face is computed for; an array, because fields ask for them per vertex.
struct FaceWeights {
  private var values = [Double](repeating: 0, count: FaceShape.allCases.count * 2)

  /// The face at rest.
  static let neutral = FaceWeights([:])

  /// Takes weights by ARKit's names; other names are left out.
  init(_ weights: [String: Double]) {
    for shape in FaceShape.allCases {
      let name = String(describing: shape)
      if let weight = weights[name] {
        values[shape.rawValue * 2] = weight
        values[shape.rawValue * 2 + 1] = weight
      }
      if let weight = weights[name + "Left"] { values[shape.rawValue * 2] = weight }
      if let weight = weights[name + "Right"] { values[shape.rawValue * 2 + 1] = weight }
    }
  }

  /// Weight of a shape without sides.
  subscript(_ shape: FaceShape) -> Double { values[shape.rawValue * 2] }

  /// Weight of one side of a shape.
  subscript(_ shape: FaceShape, _ side: Side) -> Double { values[shape.rawValue * 2 + side.rawValue] }
}

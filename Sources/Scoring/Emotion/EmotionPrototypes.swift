import Characters
import Conversation

/// What faces show by convention: action units on ARKit shapes, and the units of seven prototypes.
///
/// Frozen: a change here is a new version of every score that reads it. Published tables from ARKit to the Facial Action
/// Coding System differ in places; expressions that a character's sheet approves replace a prototype.
enum EmotionPrototypes {
  /// The prototypes in order.
  enum Name: String, CaseIterable, Sendable {
    case joy, sadness, surprise, fear, anger, disgust, contempt
  }

  /// Shapes of an action unit. A unit's activation is the mean of its shapes.
  static let units: [Int: [String]] = [
    1: ["browInnerUp"], 2: ["browOuterUpLeft", "browOuterUpRight"], 4: ["browDownLeft", "browDownRight"],
    5: ["eyeWideLeft", "eyeWideRight"], 6: ["cheekSquintLeft", "cheekSquintRight"],
    7: ["eyeSquintLeft", "eyeSquintRight"], 9: ["noseSneerLeft", "noseSneerRight"],
    10: ["mouthUpperUpLeft", "mouthUpperUpRight"], 12: ["mouthSmileLeft", "mouthSmileRight"],
    14: ["mouthDimpleLeft", "mouthDimpleRight"], 15: ["mouthFrownLeft", "mouthFrownRight"],
    16: ["mouthLowerDownLeft", "mouthLowerDownRight"], 17: ["mouthShrugLower"],
    20: ["mouthStretchLeft", "mouthStretchRight"], 23: ["mouthPressLeft", "mouthPressRight"],
    26: ["jawOpen"],
  ]

  /// Action units of each prototype. Contempt is one-sided: units 12 and 14 count by the difference of their sides.
  static let prototypes: [Name: [Int]] = [
    .joy: [6, 12], .sadness: [1, 4, 15], .surprise: [1, 2, 5, 26], .fear: [1, 2, 4, 5, 7, 20, 26],
    .anger: [4, 5, 7, 23], .disgust: [9, 15, 17], .contempt: [12, 14],
  ]

  /// Every shape that is read, sorted.
  static let channels: [String] = Set(units.values.flatMap { $0 }).sorted()

  /// Approved expressions by prototype: weights of an expression whose name is the prototype's, or a label for it.
  static func approved(_ expressions: [String: ApprovedExpression]) -> [String: [String: Double]]? {
    var result: [String: [String: Double]] = [:]
    for (label, expression) in expressions.sorted(by: { $0.key < $1.key }) {
      guard let emotion = Emotion(label: label), let name = EmotionLabels.prototype(of: emotion) else {
        continue
      }
      let weights = expression.weights.filter { $0.value > 0 && $0.value.isFinite }
      guard !weights.isEmpty, result[name.rawValue] == nil || label.lowercased() == name.rawValue else {
        continue
      }
      result[name.rawValue] = weights
    }
    return result.isEmpty ? nil : result
  }
}

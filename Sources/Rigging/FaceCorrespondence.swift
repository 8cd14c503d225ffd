/// Which face channels of one vocabulary stand in for which of another, where no mesh tells it.
///
/// These numbers are our own choice: they follow what the shapes are described to do (ARKit's and VRM's
/// documentation, the mouth shapes of the Oculus reference), and were set so that a full viseme or emotion is a
/// natural and not an extreme face. What cannot be told apart has no row: relaxed from happy, K from G.
/// A name that ends in `*` stands for both sides.
enum FaceCorrespondence {
  /// A channel of a rig and the weighted sum, held to 0…1, that drives it.
  struct Row: Sendable {
    let channel: String
    let parts: [(channel: String, factor: Float)]
  }

  /// The rows by which channels of `target` follow channels of `source`; empty for a vocabulary and itself.
  static func rows(from source: FaceVocabulary, to target: FaceVocabulary) -> [Row] {
    tables[Pair(source: source, target: target)] ?? []
  }

  private struct Pair: Hashable {
    let source: FaceVocabulary
    let target: FaceVocabulary
  }

  private static let tables: [Pair: [Row]] = [
    Pair(source: .arkit, target: .preset): arkitToPreset.map(row),
    Pair(source: .preset, target: .arkit): presetToARKit.flatMap(mirrored).map(row),
    Pair(source: .viseme, target: .arkit): visemeToARKit.flatMap(mirrored).map(row),
    Pair(source: .arkit, target: .viseme): arkitToViseme.map(row),
    Pair(source: .viseme, target: .preset): visemeToPreset.map(row),
    Pair(source: .preset, target: .viseme): presetToViseme.map(row),
  ]

  private typealias Line = (String, KeyValuePairs<String, Float>)

  private static let arkitToPreset: [Line] = [
    ("aa", ["jawOpen": 1.3, "mouthFunnel": -0.7, "mouthPucker": -0.7, "mouthClose": -1]),
    ("ih", ["mouthStretch*": 0.4, "mouthUpperUp*": 0.15]),
    ("ou", ["mouthPucker": 1]),
    ("ee", ["mouthLowerDown*": 0.35, "mouthDimple*": 0.15]),
    ("oh", ["mouthFunnel": 1.2]),
    ("happy", ["mouthSmile*": 0.55]),
    ("angry", ["browDown*": 0.4, "noseSneer*": 0.2]),
    ("sad", ["mouthFrown*": 0.4, "browInnerUp": 0.3, "browOuterUp*": -0.2]),
    ("surprised", ["browOuterUp*": 0.3, "eyeWide*": 0.3]),
    ("blink", ["eyeBlink*": 0.5]),
    ("blinkLeft", ["eyeBlinkLeft": 1]),
    ("blinkRight", ["eyeBlinkRight": 1]),
    ("lookUp", ["eyeLookUp*": 0.5]),
    ("lookDown", ["eyeLookDown*": 0.5]),
    ("lookLeft", ["eyeLookOutLeft": 0.5, "eyeLookInRight": 0.5]),
    ("lookRight", ["eyeLookInLeft": 0.5, "eyeLookOutRight": 0.5]),
  ]

  private static let presetToARKit: [Line] = [
    ("jawOpen", ["aa": 0.65, "oh": 0.4, "ee": 0.25, "ih": 0.15, "ou": 0.15, "surprised": 0.2]),
    ("mouthFunnel", ["oh": 0.6, "ou": 0.25]),
    ("mouthPucker", ["ou": 0.7]),
    ("mouthStretch*", ["ih": 0.5, "ee": 0.3]),
    ("mouthLowerDown*", ["ee": 0.3]),
    ("mouthSmile*", ["happy": 0.8, "relaxed": 0.35]),
    ("cheekSquint*", ["happy": 0.4]),
    ("mouthFrown*", ["sad": 0.6, "angry": 0.25]),
    ("mouthPress*", ["angry": 0.3]),
    ("browDown*", ["angry": 0.8]),
    ("noseSneer*", ["angry": 0.35]),
    ("browInnerUp", ["sad": 0.7, "surprised": 0.7]),
    ("browOuterUp*", ["surprised": 0.7]),
    ("eyeWide*", ["surprised": 0.6]),
    ("eyeSquint*", ["relaxed": 0.3, "happy": 0.2]),
    ("eyeBlinkLeft", ["blink": 1, "blinkLeft": 1]),
    ("eyeBlinkRight", ["blink": 1, "blinkRight": 1]),
    ("eyeLookUp*", ["lookUp": 1]),
    ("eyeLookDown*", ["lookDown": 1]),
    ("eyeLookOutLeft", ["lookLeft": 1]),
    ("eyeLookInRight", ["lookLeft": 1]),
    ("eyeLookInLeft", ["lookRight": 1]),
    ("eyeLookOutRight", ["lookRight": 1]),
  ]

  private static let visemeToARKit: [Line] = [
    (
      "jawOpen",
      [
        "viseme_aa": 0.65, "viseme_O": 0.4, "viseme_E": 0.3, "viseme_I": 0.18, "viseme_U": 0.18,
        "viseme_kk": 0.2, "viseme_RR": 0.18, "viseme_TH": 0.18, "viseme_DD": 0.15, "viseme_CH": 0.15,
        "viseme_nn": 0.12, "viseme_SS": 0.08, "viseme_FF": 0.05,
      ]
    ),
    ("mouthPress*", ["viseme_PP": 0.45]),
    ("mouthRollUpper", ["viseme_PP": 0.3]),
    ("mouthRollLower", ["viseme_FF": 0.6, "viseme_PP": 0.3]),
    ("mouthUpperUp*", ["viseme_FF": 0.3, "viseme_E": 0.15, "viseme_SS": 0.15]),
    ("mouthLowerDown*", ["viseme_SS": 0.35, "viseme_DD": 0.25, "viseme_nn": 0.25, "viseme_E": 0.25]),
    ("mouthStretch*", ["viseme_I": 0.5, "viseme_E": 0.3, "viseme_SS": 0.3]),
    ("mouthFunnel", ["viseme_O": 0.6, "viseme_CH": 0.6, "viseme_RR": 0.3, "viseme_U": 0.25]),
    ("mouthPucker", ["viseme_U": 0.7, "viseme_RR": 0.25, "viseme_CH": 0.2]),
    ("tongueOut", ["viseme_TH": 0.25]),
  ]

  private static let arkitToViseme: [Line] = [
    ("viseme_aa", ["jawOpen": 1.3, "mouthFunnel": -0.7, "mouthPucker": -0.7, "mouthClose": -1]),
    ("viseme_I", ["mouthStretch*": 0.4, "mouthUpperUp*": 0.15]),
    ("viseme_U", ["mouthPucker": 1]),
    ("viseme_E", ["mouthLowerDown*": 0.35, "mouthDimple*": 0.15]),
    ("viseme_O", ["mouthFunnel": 1.2]),
    ("viseme_PP", ["mouthPress*": 0.5, "mouthRollUpper": 0.6]),
    ("viseme_FF", ["mouthRollLower": 0.9, "mouthRollUpper": -0.9]),
    ("viseme_TH", ["tongueOut": 1]),
  ]

  private static let visemeToPreset: [Line] = [
    ("aa", ["viseme_aa": 1, "viseme_kk": 0.25, "viseme_DD": 0.15, "viseme_TH": 0.15]),
    ("ih", ["viseme_I": 1, "viseme_SS": 0.4, "viseme_DD": 0.2, "viseme_nn": 0.2]),
    ("ou", ["viseme_U": 1, "viseme_CH": 0.35, "viseme_RR": 0.35]),
    ("ee", ["viseme_E": 1, "viseme_nn": 0.15]),
    ("oh", ["viseme_O": 1]),
  ]

  private static let presetToViseme: [Line] = [
    ("viseme_aa", ["aa": 1]), ("viseme_I", ["ih": 1]), ("viseme_U", ["ou": 1]), ("viseme_E", ["ee": 1]),
    ("viseme_O", ["oh": 1]),
  ]

  /// A line for both sides as two lines.
  private static func mirrored(_ line: Line) -> [Line] {
    guard line.0.hasSuffix("*") else { return [line] }
    return ["Left", "Right"].map { (line.0.dropLast() + $0, line.1) }
  }

  private static func row(_ line: Line) -> Row {
    Row(
      channel: line.0,
      parts: line.1.flatMap { name, factor in
        name.hasSuffix("*")
          ? ["Left", "Right"].map { (String(name.dropLast()) + $0, factor) } : [(name, factor)]
      })
  }
}

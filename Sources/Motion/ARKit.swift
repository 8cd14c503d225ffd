/// The 52 face blend shapes of ARKit: canonical names and the spellings other tools use.
public enum ARKit {
  /// Canonical camelCase names in alphabetical order. The order carries no meaning: bind by name.
  public static let names: [String] = [
    "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "cheekPuff",
    "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight", "eyeLookDownLeft",
    "eyeLookDownRight", "eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft", "eyeLookOutRight",
    "eyeLookUpLeft", "eyeLookUpRight", "eyeSquintLeft", "eyeSquintRight", "eyeWideLeft",
    "eyeWideRight", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose", "mouthDimpleLeft",
    "mouthDimpleRight", "mouthFrownLeft", "mouthFrownRight", "mouthFunnel", "mouthLeft",
    "mouthLowerDownLeft", "mouthLowerDownRight", "mouthPressLeft", "mouthPressRight", "mouthPucker",
    "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper",
    "mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft",
    "mouthUpperUpRight", "noseSneerLeft", "noseSneerRight", "tongueOut",
  ]

  /// The canonical name for a spelling in use: camelCase, PascalCase (Live Link), `_L`/`_R` or `_left`/`_right`
  /// suffixes; `nil` for anything that is not one of the 52.
  public static func canonicalName(for spelling: String) -> String? { byFolded[fold(spelling)] }

  private static let byFolded: [String: String] = {
    var table: [String: String] = [:]
    for name in names { table[fold(name)] = name }
    return table
  }()

  /// Lower case without separators, with a trailing side spelt out.
  private static func fold(_ spelling: String) -> String {
    var text = spelling.lowercased()
    for (suffix, side) in [("_l", "left"), ("_r", "right")] where text.hasSuffix(suffix) {
      text = String(text.dropLast(2)) + side
    }
    text.removeAll { $0 == "_" || $0 == "-" || $0 == " " }
    return text
  }
}

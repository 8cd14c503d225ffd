import Foundation

/// The expression presets of VRM 1.0, and what VRM 0.x and modelling programs call them.
public enum ExpressionPreset {
  /// Names in the order of the specification (`VRMC_vrm` 1.0, expressions).
  public static let names = [
    "happy", "angry", "sad", "relaxed", "surprised", "aa", "ih", "ou", "ee", "oh", "blink", "blinkLeft",
    "blinkRight", "lookUp", "lookDown", "lookLeft", "lookRight", "neutral",
  ]
  /// The five vowels.
  public static let mouth = ["aa", "ih", "ou", "ee", "oh"]
  /// The blinks.
  public static let blinks = ["blink", "blinkLeft", "blinkRight"]
  /// The directions of the gaze.
  public static let looks = ["lookUp", "lookDown", "lookLeft", "lookRight"]
  /// The emotions.
  public static let emotions = ["happy", "angry", "sad", "relaxed", "surprised"]

  /// The name in VRM 1.0 for the name of an expression or of a preset of VRM 0.x (`joy`, `fun`, `sorrow`, `a`,
  /// `blink_l`, `lookup`), in any case and with any separators; `nil` for anything else.
  ///
  /// To be asked for names of expressions. A morph target called `a` may be anything; see ``name(ofMorph:)``.
  public static func canonicalName(for spelling: String) -> String? { byFolded[fold(spelling)] }

  /// The preset that a morph target was made for, by names in use: VRoid's `Fcl_ALL_Joy`, `Fcl_MTH_A`,
  /// `Fcl_EYE_Close_L`, and the plain words of VRM but not its single letters.
  public static func name(ofMorph spelling: String) -> String? {
    let folded = fold(spelling)
    if let at = spelling.range(of: "Fcl_") { return vroid[fold(String(spelling[at.upperBound...]))] }
    return folded.count > 1 ? byFolded[folded] : nil
  }

  private static func fold(_ text: String) -> String {
    String(text.lowercased().filter { !" _.-".contains($0) })
  }

  private static let byFolded: [String: String] = {
    var table: [String: String] = [
      "joy": "happy", "fun": "relaxed", "sorrow": "sad", "a": "aa", "i": "ih", "u": "ou", "e": "ee",
      "o": "oh",
      "ah": "aa", "uu": "ou", "blinkl": "blinkLeft", "blinkr": "blinkRight",
    ]
    for name in names { table[name.lowercased()] = name }
    return table
  }()

  private static let vroid: [String: String] = [
    "allneutral": "neutral", "alljoy": "happy", "allfun": "relaxed", "allsorrow": "sad", "allangry": "angry",
    "allsurprised": "surprised", "mtha": "aa", "mthi": "ih", "mthu": "ou", "mthe": "ee", "mtho": "oh",
    "eyeclose": "blink", "eyeclosel": "blinkLeft", "eyecloser": "blinkRight",
  ]
}

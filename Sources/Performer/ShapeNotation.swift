/// Face shapes in a short notation: `"mS .85 bO.R .25"` sets the smile on both sides and the right outer brow.
enum ShapeNotation {
  /// Stems of channel names by their short names; true where the channel has a left and a right one.
  private static let stems: [String: (stem: String, isPaired: Bool)] = [
    "bIU": ("browInnerUp", false), "bD": ("browDown", true), "bO": ("browOuterUp", true),
    "eW": ("eyeWide", true), "eS": ("eyeSquint", true), "cS": ("cheekSquint", true),
    "bl": ("eyeBlink", true), "nS": ("noseSneer", true), "mS": ("mouthSmile", true),
    "mF": ("mouthFrown", true), "mD": ("mouthDimple", true), "mP": ("mouthPress", true),
    "mSt": ("mouthStretch", true), "jO": ("jawOpen", false), "UU": ("mouthUpperUp", true),
    "LD": ("mouthLowerDown", true), "SL": ("mouthShrugLower", false), "ru": ("mouthRollUpper", false),
    "rl": ("mouthRollLower", false), "pu": ("mouthPucker", false), "fu": ("mouthFunnel", false),
    "to": ("tongueOut", false), "mL": ("mouthLeft", false), "mR": ("mouthRight", false),
  ]

  /// Weights by channel name.
  ///
  /// - Precondition: the text keeps the notation; it is always a literal of ours.
  static func weights(_ text: String) -> [String: Double] {
    var result: [String: Double] = [:]
    let parts = text.split(separator: " ")
    for at in stride(from: 0, to: parts.count - 1, by: 2) {
      let name = parts[at].split(separator: ".")
      guard let value = Double("0" + parts[at + 1]) ?? Double(parts[at + 1]),
        let entry = stems[String(name[0])]
      else { preconditionFailure("not in the notation: \(text)") }
      if !entry.isPaired {
        result[entry.stem] = value
      } else if name.count == 1 {
        result[entry.stem + "Left"] = value
        result[entry.stem + "Right"] = value
      } else {
        result[entry.stem + (name[1] == "L" ? "Left" : "Right")] = value
      }
    }
    return result
  }
}

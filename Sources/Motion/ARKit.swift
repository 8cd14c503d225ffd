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

  /// The canonical name for a spelling in use; `nil` for anything that is not one of the 52.
  ///
  /// Known are camelCase, PascalCase (Live Link), snake_case and other separators, the sides as `Left`, `_L`, `.l`,
  /// `_left` behind the name or as `Left_`, `L_` before it, and any prefix up to a separator (`blendShape1.`,
  /// `Face.M_F00_000_00_`, `head_`) before what is exactly such a spelling. A prefix that holds the name of a
  /// shape itself is none: `jawOpen_mouthSmileLeft` is a correction of both and not the smile.
  public static func canonicalName(for spelling: String) -> String? {
    if let name = whole(spelling) { return name }
    guard spelling.utf8.count <= 200, spelling.utf8.contains(where: NameFolding.isSeparator) else {
      return nil
    }
    var prefix = spelling.startIndex
    // The shortest prefix first, so that the rest is as long as can be.
    while let separator = spelling[prefix...].firstIndex(where: NameFolding.isSeparator) {
      prefix = spelling.index(after: separator)
      guard let name = whole(spelling[prefix...]) else { continue }
      let head = NameFolding.fold(spelling[..<prefix])
      return stems.contains(where: head.contains) || head.hasPrefix("corr") ? nil : name
    }
    return nil
  }

  private static func whole(_ spelling: some StringProtocol) -> String? {
    let text = NameFolding.fold(spelling)
    if let name = byFolded[text] { return name }
    let (stem, side) = NameFolding.side(of: spelling)
    guard let side else { return nil }
    // "left jaw" could be jawLeft or the left half of something; sides before a name only say which half.
    return byFolded[stem + side].flatMap { sideless.contains($0) ? nil : $0 }
  }

  private static let byFolded: [String: String] = {
    var table: [String: String] = [:]
    for name in names { table[NameFolding.fold(name)] = name }
    // `mouthSmile_L` folds to a trailing letter.
    for name in names {
      for (word, letter) in [("Left", "l"), ("Right", "r")] where name.hasSuffix(word) {
        table[NameFolding.fold(name.dropLast(word.count)) + letter] = name
      }
    }
    return table
  }()
  /// Names whose side is a direction.
  private static let sideless: Set<String> = ["jawLeft", "jawRight", "mouthLeft", "mouthRight"]
  /// Folded names without their sides.
  private static let stems: [String] = {
    var seen: Set<String> = []
    return names.map { name in
      let side = ["Left", "Right"].first { name.hasSuffix($0) }
      return NameFolding.fold(side.map { name.dropLast($0.count) } ?? name[...])
    }.filter { $0 != "jaw" && $0 != "mouth" && seen.insert($0).inserted }
  }()
}

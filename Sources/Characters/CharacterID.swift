import Motion

extension CharacterSheet {
  /// Longest id in bytes of UTF-8.
  public static let longestID = 80

  /// Why a text cannot be an id of a character, a session or a decoy; `nil` when it can.
  ///
  /// Ids stand in run keys, file names and on terminals: letters with their marks and digits of any script, `-`, `_`
  /// and `.`, the dot not in front, at most ``longestID`` bytes.
  public static func fault(inID id: String) -> String? {
    let rule = "ids have letters, digits, '-', '_' and '.' alone"
    if id.isEmpty { return "it is empty" }
    guard id.utf8.count <= longestID else {
      return "it has \(id.utf8.count) bytes, ids have \(longestID) at most"
    }
    if id.hasPrefix(".") { return "'\(id.spelled)' begins with a dot" }
    for (number, scalar) in id.unicodeScalars.enumerated() {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber:
        continue
      // A mark needs a letter to stand on.
      case .nonspacingMark, .spacingMark: if number > 0 { continue }
      default: if "-_.".unicodeScalars.contains(scalar) { continue }
      }
      let code = String(scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      return "'\(id.spelled)' holds U+\(padded); \(rule)"
    }
    return nil
  }
}

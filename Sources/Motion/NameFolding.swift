/// Names of channels without what differs between spellings.
enum NameFolding {
  /// Lower case without separators.
  static func fold(_ text: some StringProtocol) -> String {
    String(text.lowercased().filter { !isSeparator($0) })
  }

  /// Whether a character only parts words.
  static func isSeparator(_ character: Character) -> Bool { "_-. :|/".contains(character) }

  /// The same for bytes of UTF-8.
  static func isSeparator(_ byte: UInt8) -> Bool { isSeparator(Character(Unicode.Scalar(byte))) }

  /// The folded rest and the side, where a text begins with `left`, `right`, `l` or `r` and a separator.
  static func side(of text: some StringProtocol) -> (stem: String, side: String?) {
    guard let separator = text.firstIndex(where: isSeparator) else { return ("", nil) }
    let sides = ["left": "left", "l": "left", "right": "right", "r": "right"]
    guard let side = sides[text[..<separator].lowercased()] else { return ("", nil) }
    return (fold(text[separator...]), side)
  }
}

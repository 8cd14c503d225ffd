/// Columns that text takes up in a terminal.
public enum DisplayWidth {
  /// Columns of a text: 2 per wide East Asian character or emoji, 0 per lone combining mark, else 1.
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// Columns of one character, a whole cluster of base, marks and joiners.
  public static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
    if first.properties.isEmoji, character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
    case .format: return first.value == 0xAD ? 1 : 0
    default: return 1
    }
  }

  /// The text cut to a number of columns, with `…` as its last when something is lost.
  public static func shortened(_ text: String, to columns: Int) -> String {
    guard of(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
      let width = of(character)
      guard used + width < columns else { break }
      result.append(character)
      used += width
    }
    return result + "…"
  }

  /// The text filled with spaces to a number of columns.
  public static func padded(
    _ text: String, to columns: Int, _ alignment: Table.Alignment = .leading
  ) -> String {
    let space = String(repeating: " ", count: max(0, columns - of(text)))
    return alignment == .leading ? text + space : space + text
  }

  /// Blocks that Unicode Standard Annex 11 gives the classes W and F, emoji apart.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
  ]

  private static func isWide(_ value: UInt32) -> Bool {
    value >= 0x1100 && wide.contains { $0.contains(value) }
  }
}

import Conversation

extension MarkScanner {
  /// Longest stage direction, in characters.
  static let longestStage = 120
  /// Longest emphasised or quoted stretch, and link label, in characters.
  static let longestSpan = 300
  /// Longest tag in angle brackets, and longest address, in characters.
  static let longestAngle = 1024
  /// Longest row of a mark around a stretch or a block of code, in characters.
  static let longestRow = 64
  /// Longest tool call, table row and row of one mark, in characters: what is held back at most.
  static let longestCall = 4096

  /// What the character at the cursor is, or begins.
  mutating func judge(_ here: Swift.Character) -> Verdict {
    if here.isPictograph { return .cue(ScriptCue(.emoji, String(here)), 1) }
    switch here {
    case "*": return star()
    case "_": return underscore()
    case "[": return bracket()
    case "{": return brace()
    case "`": return backtick()
    case "~": return tilde()
    case "\\": return escape()
    case "<": return angle()
    case "&": return entity()
    case "(", "（": return parenthesis(here)
    case "!": return image()
    case "h", "H", "w", "W": return address()
    case "#", ">", "-", "+": return isLineStart ? lineMark(here) : .plain(1)
    case "=": return isLineStart ? underline() : .plain(1)
    case "|": return isLineStart ? tableRow() : .plain(1)
    default: return .plain(1)
    }
  }

  /// `*stage*`, `**emphasis**`, a bullet, or a star.
  private mutating func star() -> Verdict {
    guard let row = count(of: "*", from: 0) else { return .wait }
    let following = character(row)
    if isLineStart, row == 1 || row >= 3, following?.isWhitespace ?? true { return .silent(row) }
    guard let following, !following.isWhitespace else { return .plain(row) }
    if row > 1 { return emphasis("*", row, needsEdge: false) }
    if previous?.isWordlike ?? false { return .plain(1) }
    switch search(from: 1, limit: Self.longestStage, { $0.character($1).map { $0 == "*" } }) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let end):
      guard isSure(end + 1) else { return .wait }
      let after = character(end + 1)
      guard end > 1, !(character(end - 1)?.isWhitespace ?? true), after != "*", !(after?.isWordlike ?? false)
      else { return .plain(1) }
      return .cue(ScriptCue(.stage, slice(1, end)), end + 1)
    }
  }

  /// `_emphasis_` or an underscore.
  private mutating func underscore() -> Verdict {
    guard let row = count(of: "_", from: 0) else { return .wait }
    guard row <= 2, !(previous?.isWordlike ?? false), let following = character(row), !following.isWhitespace
    else { return isRule("_", row) }
    return emphasis("_", row, needsEdge: true)
  }

  /// `___` alone on its line is a rule; otherwise the row is plain.
  private func isRule(_ mark: Swift.Character, _ row: Int) -> Verdict {
    isLineStart && row >= 3 && (character(row)?.isNewline ?? true) ? .silent(row) : .plain(row)
  }

  /// Looks for the closing row of an emphasis and drops both.
  private mutating func emphasis(
    _ mark: Swift.Character, _ row: Int, needsEdge: Bool, isStruck: Bool = false
  ) -> Verdict {
    guard row <= Self.longestRow else { return .plain(row) }
    let close = search(from: row, limit: Self.longestSpan) { marks, ahead in
      guard marks.character(ahead) == mark, marks.character(ahead - 1) != mark else { return false }
      guard let length = marks.count(of: mark, from: ahead, limit: row + 1) else { return nil }
      guard length == row, !(marks.character(ahead - 1)?.isWhitespace ?? true) else { return false }
      guard needsEdge else { return true }
      return !(marks.character(ahead + length)?.isWordlike ?? false)
    }
    switch close {
    case .wait: return .wait
    case .missing: return .plain(row)
    case .found(let end):
      drop(row, at: end)
      if !isStruck { emphasize(until: end) }
      return .silent(row)
    }
  }

  /// `~~struck~~` is spoken without its marks; `~~~` fences code; else a tilde.
  private mutating func tilde() -> Verdict {
    guard let row = count(of: "~", from: 0) else { return .wait }
    if row >= 3, row <= Self.longestRow, isLineStart { return fence("~", row) }
    guard row == 2, let following = character(row), !following.isWhitespace else { return .plain(row) }
    return emphasis("~", row, needsEdge: false, isStruck: true)
  }

  /// A backslash before a mark makes the mark plain.
  private mutating func escape() -> Verdict {
    guard isSure(1) else { return .wait }
    guard let following = character(1), "*_[]{}`#\\>-+<&|~!()（）=".contains(following) else {
      return .plain(1)
    }
    protect(at: 1)
    return .silent(1)
  }

  /// `` `code` `` is spoken without its marks, and nothing in it is a mark; a fenced block is not spoken.
  private mutating func backtick() -> Verdict {
    guard let row = count(of: "`", from: 0) else { return .wait }
    if row > Self.longestRow { return .plain(row) }
    if row >= 3, isLineStart { return fence("`", row) }
    let close = search(from: row, limit: Self.longestSpan, remembered: "`\(row)") { marks, ahead in
      guard marks.character(ahead) == "`", marks.character(ahead - 1) != "`" else { return false }
      return marks.count(of: "`", from: ahead, limit: row + 1).map { $0 == row }
    }
    switch close {
    case .wait: return .wait
    case .missing: return .plain(row)
    case .found(let end):
      drop(row, at: end)
      keepPlain(until: end)
      return .silent(row)
    }
  }
}

extension Swift.Character {
  /// Whether it belongs to words or numbers.
  var isWordlike: Bool { isLetter || isNumber }

  /// Whether it is shown as a picture: emoji presentation by default or by selector, sequences, flags,
  /// and the text-style symbols from U+2600 on that people type as emoji.
  var isPictograph: Bool {
    guard let first = unicodeScalars.first, first.properties.isEmoji else { return false }
    if first.properties.isEmojiPresentation { return true }
    if unicodeScalars.dropFirst().first?.value == 0xFE0E { return false }
    if unicodeScalars.contains(where: { $0.value == 0xFE0F || $0.properties.isEmojiModifier }) { return true }
    return first.value >= 0x2600
  }
}

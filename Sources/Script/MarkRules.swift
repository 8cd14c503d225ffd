import Conversation

extension MarkScanner {
  /// Longest stage direction, in characters.
  static let longestStage = 120
  /// Longest emphasised or quoted stretch, link label or address, in characters.
  static let longestSpan = 300
  /// Longest tool call and longest fenced block, in characters.
  static let longestCall = 4096

  /// What the character at the cursor is, or begins.
  mutating func judge(_ here: Swift.Character) -> Verdict {
    if here.isPictograph {
      return .cue(ScriptCue(kind: .emoji, text: String(here), offset: 0, length: 0), 1)
    }
    switch here {
    case "*": return star()
    case "_": return underscore()
    case "[": return bracket()
    case "{": return toolCall()
    case "`": return backtick()
    case "\\": return escape()
    case "#", ">", "-", "+": return isLineStart ? lineMark(here) : .plain(1)
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
    switch search(from: 1, limit: Self.longestStage, { character($0).map { $0 == "*" } }) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let end):
      guard isSure(end + 1) else { return .wait }
      let after = character(end + 1)
      guard end > 1, !(character(end - 1)?.isWhitespace ?? true), after != "*", !(after?.isWordlike ?? false)
      else { return .plain(1) }
      return .cue(ScriptCue(kind: .stage, text: slice(1, end), offset: 0, length: 0), end + 1)
    }
  }

  /// `_emphasis_` or an underscore.
  private mutating func underscore() -> Verdict {
    guard let row = count(of: "_", from: 0) else { return .wait }
    guard row <= 2, !(previous?.isWordlike ?? false), let following = character(row), !following.isWhitespace
    else { return .plain(row) }
    return emphasis("_", row, needsEdge: true)
  }

  /// Looks for the closing row of an emphasis and drops both.
  private mutating func emphasis(_ mark: Swift.Character, _ row: Int, needsEdge: Bool) -> Verdict {
    let close = search(from: row, limit: Self.longestSpan) { ahead in
      guard character(ahead) == mark, character(ahead - 1) != mark else { return false }
      guard let length = count(of: mark, from: ahead) else { return nil }
      guard length == row, !(character(ahead - 1)?.isWhitespace ?? true) else { return false }
      guard needsEdge else { return true }
      return !(character(ahead + length)?.isWordlike ?? false)
    }
    switch close {
    case .wait: return .wait
    case .missing: return .plain(row)
    case .found(let end):
      drop(row, at: end)
      emphasize(until: end)
      return .silent(row)
    }
  }

  /// A backslash before a mark makes the mark plain.
  private mutating func escape() -> Verdict {
    guard isSure(1) else { return .wait }
    guard let following = character(1), "*_[]{}`#\\>-+".contains(following) else { return .plain(1) }
    protect(at: 1)
    return .silent(1)
  }

  /// `` `code` `` is spoken without its marks; a fenced block is not spoken.
  private mutating func backtick() -> Verdict {
    guard let row = count(of: "`", from: 0) else { return .wait }
    if row >= 3, isLineStart {
      let close = search(from: row, limit: Self.longestCall, acrossLines: true) { ahead in
        guard character(ahead) == "`", character(ahead - 1)?.isNewline ?? false else { return false }
        guard let length = count(of: "`", from: ahead) else { return nil }
        return length >= row
      }
      switch close {
      case .wait: return .wait
      case .missing: return .plain(row)
      case .found(let end): return .silent(end + (count(of: "`", from: end) ?? row))
      }
    }
    switch search(from: row, limit: Self.longestSpan, { character($0).map { $0 == "`" } }) {
    case .wait: return .wait
    case .missing: return .plain(row)
    case .found(let end):
      guard let length = count(of: "`", from: end) else { return .wait }
      guard length == row else { return .plain(row) }
      drop(row, at: end)
      return .silent(row)
    }
  }

  /// Headings, quotes, bullets and rules at the beginning of a line.
  private mutating func lineMark(_ mark: Swift.Character) -> Verdict {
    guard let row = count(of: mark, from: 0) else { return .wait }
    let isMark = mark == "#" ? row <= 6 : mark == "-" ? row == 1 || row >= 3 : mark == ">" || row == 1
    guard isMark, character(row)?.isWhitespace ?? (row >= 3) else { return .plain(row) }
    return .silent(row)
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

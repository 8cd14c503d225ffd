import Motion

/// Text of one part of an item while it arrives.
struct AgentText {
  private(set) var pieces: [AgentSession.Piece] = []
  private(set) var isDone = false
  private(set) var doneAt: MediaTime?
  private var whole = ""
  private var settled = 0

  /// What the end of a part says of what came before.
  enum Verdict {
    case agrees
    /// The text at the end is another one; what both have in common stays.
    case differs
  }

  mutating func append(_ text: String, at: MediaTime?) {
    guard !text.isEmpty else { return }
    pieces.append(.init(text, at: at))
    whole += text
  }

  /// Takes a snapshot: what stays of it beyond the last one is a piece; the rest may still change and is not taken.
  mutating func settle(_ text: String, at: MediaTime?) -> Verdict {
    let kept = whole.utf8.prefix(settled)
    guard text.utf8.starts(with: kept), settled == whole.utf8.count else { return .differs }
    append(String(Substring(text.utf8.dropFirst(settled))), at: at)
    settled = whole.utf8.count
    return .agrees
  }

  /// Takes the whole text. Space around it does not matter; a longer one adds what is missing.
  mutating func finish(_ text: String, at: MediaTime?) -> Verdict {
    if doneAt == nil { doneAt = at }
    isDone = true
    guard !text.isEmpty, text.trimmed != whole.trimmed else { return .agrees }
    if text.utf8.starts(with: whole.utf8) {
      append(String(Substring(text.utf8.dropFirst(whole.utf8.count))), at: at)
      return .agrees
    }
    var common = 0
    for (new, old) in zip(text.unicodeScalars, whole.unicodeScalars) {
      guard new == old else { break }
      common += UTF8.width(new)
    }
    var left = common
    var kept: [AgentSession.Piece] = []
    for piece in pieces where left > 0 {
      let count = min(left, piece.text.utf8.count)
      kept.append(.init(String(Substring(piece.text.utf8.prefix(count))), at: piece.at))
      left -= count
    }
    pieces = kept
    whole = String(Substring(whole.utf8.prefix(common)))
    append(String(Substring(text.utf8.dropFirst(common))), at: at)
    return .differs
  }
}

extension String {
  fileprivate var trimmed: Substring {
    let isSpace = { (character: Character) in character.isWhitespace }
    guard let last = lastIndex(where: { !isSpace($0) }) else { return "" }
    return self[...last].drop(while: isSpace)
  }
}

import Conversation

/// Marks that stand at the beginning of a line.
extension MarkScanner {
  /// Headings, quotes, bullets and rules.
  mutating func lineMark(_ mark: Swift.Character) -> Verdict {
    guard let row = count(of: mark, from: 0) else { return .wait }
    let isMark = mark == "#" ? row <= 6 : mark == "-" ? row == 1 || row >= 3 : mark == ">" || row == 1
    guard isMark, character(row)?.isWhitespace ?? (row >= 3) else { return .plain(row) }
    return .silent(row)
  }

  /// `===` alone on its line underlines a heading.
  mutating func underline() -> Verdict {
    guard let row = count(of: "=", from: 0) else { return .wait }
    return row >= 3 && (character(row)?.isNewline ?? true) ? .silent(row) : .plain(row)
  }

  /// A row of a table, `| a | b |`: cells are spoken with commas between them, the row of dashes is not.
  mutating func tableRow() -> Verdict {
    var bars = [0]
    var isRule = true
    var isEscaped = false
    let close = search(from: 1, limit: Self.longestCall, acrossLines: true) { marks, ahead in
      guard let here = marks.character(ahead) else { return nil }
      if here.isNewline { return true }
      if here == "|", !isEscaped { bars.append(ahead) }
      isEscaped = here == "\\" && !isEscaped
      if !here.isWhitespace, !"|:-".contains(here) { isRule = false }
      return false
    }
    let end: Int
    switch close {
    case .wait: return .wait
    case .found(let place): end = place
    case .missing:
      // Either the text ends here or the line is too long to be a row.
      guard isFinished, character(1 + Self.longestCall) == nil, let last = lastPlace else { return .plain(1) }
      end = last
    }
    guard bars.count > 1 else { return .plain(1) }
    if isRule { return .silent(end) }
    var isFirst = !isCell(from: 1, to: bars[1])
    for (index, bar) in bars.enumerated().dropFirst() {
      let next = index + 1 < bars.count ? bars[index + 1] : end
      var start = bar
      while start > 1, character(start - 1)?.isWhitespace ?? false { start -= 1 }
      let isGap = character(bar + 1)?.isWhitespace ?? true
      let isComma = !isFirst && isCell(from: bar + 1, to: next)
      if isCell(from: bar + 1, to: next) { isFirst = false }
      drop(bar + 1 - start, at: start, replacement: isComma ? (isGap ? "," : ", ") : "")
    }
    return .silent(1)
  }

  /// Place behind the last character of a finished text.
  private var lastPlace: Int? { isFinished ? held : nil }

  private func isCell(from start: Int, to end: Int) -> Bool {
    start < end && (start..<end).contains { !(character($0)?.isWhitespace ?? true) }
  }

  /// A fenced block is not spoken, however long; one that holds a tool call is that call.
  ///
  /// A block of up to ``longestCall`` characters is looked at whole. One that is never closed reaches to
  /// the end of the text (CommonMark 0.31, section 4.5).
  mutating func fence(_ mark: Swift.Character, _ row: Int) -> Verdict {
    var lineEnd: Int?
    let close = search(from: row, limit: Self.longestCall, acrossLines: true) { marks, ahead in
      guard let here = marks.character(ahead) else { return nil }
      if lineEnd == nil {
        if here == "`" { return true }
        if here.isNewline { lineEnd = ahead }
        return false
      }
      guard here == mark, marks.character(ahead - 1)?.isNewline ?? false else { return false }
      return marks.count(of: mark, from: ahead, limit: Self.longestRow).map { $0 >= row }
    }
    if case .wait = close { return .wait }
    guard let lineEnd else { return .plain(row) }
    guard case .found(let end) = close else {
      dropping = .fence(mark, row)
      return .silent(lineEnd + 1)
    }
    let length = end + (count(of: mark, from: end, limit: Self.longestRow) ?? row)
    let language = slice(row, lineEnd).split(whereSeparator: \.isWhitespace).first?.lowercased() ?? ""
    if let call = ToolCallText(fenced: slice(lineEnd, end), language: language) {
      return .cue(call.cue, length)
    }
    return .silent(length)
  }
}

/// What is being passed over, however long it is: nothing of it is kept.
enum Dropping: Sendable {
  /// Up to and with the closing tag of an element.
  case element([Swift.Character])
  /// Up to and with a text.
  case text([Swift.Character])
  /// Up to and with a line that begins with at least so many of a mark.
  case fence(Swift.Character, Int)
  /// Up to an empty line.
  case paragraph
  /// Up to the end of the line.
  case line
}

extension MarkScanner {
  /// How many characters to pass over now; `nil` when more text is needed.
  mutating func dropped() -> Int? {
    guard let dropping, let here = character(0) else { return nil }
    switch dropping {
    case .element(let name):
      guard here == "<" else { return 1 }
      switch closingTag(name, at: 0) {
      case .wait: return nil
      case .missing: return 1
      case .found(let end): return finish(dropping: end)
      }
    case .text(let mark):
      guard here == mark.first else { return 1 }
      switch follows(mark, at: 0) {
      case .wait: return nil
      case .missing: return 1
      case .found(let end): return finish(dropping: end)
      }
    case .fence(let mark, let least):
      guard here == mark, previous?.isNewline ?? false else { return 1 }
      guard let row = count(of: mark, from: 0, limit: Self.longestRow) else { return nil }
      return row >= least ? finish(dropping: row) : row
    case .paragraph:
      guard here.isNewline else { return 1 }
      guard isSure(1) else { return nil }
      if character(1)?.isNewline ?? true { self.dropping = nil }
      return 1
    case .line:
      guard isSure(1) else { return nil }
      if character(1)?.isNewline ?? true { self.dropping = nil }
      return 1
    }
  }

  private mutating func finish(dropping count: Int) -> Int {
    dropping = nil
    return count
  }

  /// The end of that text, if it stands at a place ahead; letters are alike in both cases.
  mutating func follows(_ expected: [Swift.Character], at start: Int) -> Search {
    for (step, letter) in expected.enumerated() {
      work += 1
      guard isSure(start + step) else { return .wait }
      guard let here = character(start + step) else { return .missing }
      guard here == letter || here.isASCII && here.lowercased() == String(letter) else { return .missing }
    }
    return .found(start + expected.count)
  }

  /// The end of `</name>`, if it stands at a place ahead.
  mutating func closingTag(_ name: [Swift.Character], at start: Int) -> Search {
    let opening = follows(["<", "/"] + name, at: start)
    guard case .found(let end) = opening else { return opening }
    let close = search(from: end, limit: 16, acrossLines: true) { $0.character($1).map { !$0.isWhitespace } }
    guard case .found(let last) = close else { return close }
    return character(last) == ">" ? .found(last + 1) : .missing
  }

  /// Looks for the beginning of `</name>` in the ``longestCall`` characters from there on.
  mutating func closingTagPlace(_ name: [Swift.Character], from start: Int, limit: Int = longestCall)
    -> Search
  {
    search(
      from: start, limit: limit, acrossLines: true, remembered: "</" + String(name)
    ) { marks, ahead in
      guard marks.character(ahead) == "<" else { return false }
      switch marks.closingTag(name, at: ahead) {
      case .wait: return nil
      case .missing: return false
      case .found: return true
      }
    }
  }
}

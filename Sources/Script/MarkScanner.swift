/// Decides what each character of a growing text is. Every decision rests on the text alone, never on how
/// much of it happens to be there: where more could change it, the scanner waits.
struct MarkScanner: Sendable {
  enum Found {
    case spoken(String, offset: Int, isEmphasized: Bool)
    case cue(ScriptCue)
  }

  /// What a rule says of the characters at the cursor.
  enum Verdict {
    /// More text is needed.
    case wait
    /// So many characters are spoken as they stand.
    case plain(Int)
    /// So many characters are marks that nobody speaks.
    case silent(Int)
    /// So many characters are a cue; offset and length are filled in by the scanner.
    case cue(ScriptCue, Int)
  }

  /// Result of looking for something ahead.
  enum Search {
    case wait
    case missing
    case found(Int)
  }

  /// Characters not yet decided start at `cursor`.
  private(set) var text: [Swift.Character] = []
  private(set) var cursor = 0
  /// UTF-8 offset of `cursor` in the raw text.
  private(set) var offset = 0
  var isFinished = false
  /// The character before the cursor.
  private(set) var previous: Swift.Character?
  /// Whether only blanks stand between the cursor and the beginning of its line.
  private(set) var isLineStart = true
  /// Closing marks found ahead: how many characters to drop at a raw offset.
  private var closers: [Int: Int] = [:]
  /// Raw offset of a character that a backslash made plain.
  private var protected = -1
  /// Raw offset up to which text is emphasised.
  private var emphasisEnd = 0

  /// Adds raw text. The last cluster may grow, so it is cut anew together with what follows.
  mutating func append(_ delta: String) {
    var joined = ""
    if cursor < text.count, let last = text.popLast() { joined.append(last) }
    joined += delta
    text.append(contentsOf: joined)
  }

  /// Forgets what is decided.
  mutating func compact() {
    text.removeFirst(cursor)
    cursor = 0
  }

  /// End of what may be looked at: the last cluster is unsure until the text is over.
  private var visible: Int { isFinished ? text.count : text.count - 1 }

  /// The character so far ahead; `nil` beyond the text's end. Ask ``isSure(_:)`` first.
  func character(_ ahead: Int) -> Swift.Character? {
    let index = cursor + ahead
    return index < visible ? text[index] : nil
  }

  /// Whether ``character(_:)`` will not change any more.
  func isSure(_ ahead: Int) -> Bool { isFinished || cursor + ahead < visible }

  /// Looks ahead from `start` up to `limit` characters, within the line unless told otherwise.
  ///
  /// `test` gets the position and says whether it is the place, or `nil` when it needs to see more.
  func search(
    from start: Int, limit: Int, acrossLines: Bool = false, _ test: (Int) -> Bool?
  ) -> Search {
    var ahead = start
    while ahead < start + limit {
      guard isSure(ahead) else { return .wait }
      guard let character = character(ahead) else { return .missing }
      if character.isNewline, !acrossLines { return .missing }
      guard let isThere = test(ahead) else { return .wait }
      if isThere { return .found(ahead) }
      ahead += 1
    }
    return .missing
  }

  /// How many times `mark` stands in a row from there; `nil` while the row may go on.
  func count(of mark: Swift.Character, from start: Int) -> Int? {
    var ahead = start
    while true {
      guard isSure(ahead) else { return nil }
      guard character(ahead) == mark else { return ahead - start }
      ahead += 1
    }
  }

  /// The text from there up to another place.
  func slice(_ start: Int, _ end: Int) -> String {
    String(text[(cursor + start)..<(cursor + end)])
  }

  /// Notes that so many characters at a place ahead are a closing mark.
  mutating func drop(_ count: Int, at ahead: Int) { closers[rawOffset(ahead)] = count }

  /// Notes that the character at a place ahead is no mark.
  mutating func protect(at ahead: Int) { protected = rawOffset(ahead) }

  /// Notes that everything up to a place ahead is emphasised.
  mutating func emphasize(until ahead: Int) { emphasisEnd = max(emphasisEnd, rawOffset(ahead)) }

  private func rawOffset(_ ahead: Int) -> Int {
    text[cursor..<(cursor + ahead)].reduce(offset) { $0 + $1.utf8.count }
  }

  /// Decides the next characters; `nil` when more text is needed or there is no more.
  mutating func next() -> Found? {
    while let here = character(0) {
      let verdict: Verdict
      if let count = closers.removeValue(forKey: offset) {
        verdict = .silent(count)
      } else if offset == protected {
        verdict = .plain(1)
      } else {
        verdict = judge(here)
      }
      let start = offset
      switch verdict {
      case .wait: return nil
      case .plain(let count):
        let isEmphasized = offset < emphasisEnd
        return .spoken(advance(count), offset: start, isEmphasized: isEmphasized)
      case .silent(let count): _ = advance(count)
      case .cue(var cue, let count):
        cue.offset = start
        cue.length = advance(count).utf8.count
        return .cue(cue)
      }
    }
    return nil
  }

  private mutating func advance(_ count: Int) -> String {
    var passed = ""
    for character in text[cursor..<(cursor + count)] {
      if character.isNewline {
        isLineStart = true
      } else if !character.isWhitespace {
        isLineStart = false
      }
      previous = character
      passed.append(character)
    }
    cursor += count
    offset += passed.utf8.count
    return passed
  }
}

/// Decides what each character of a growing text is. Every decision rests on the text alone, never on how
/// much of it happens to be there: where more could change it, the scanner waits.
///
/// Looking ahead is bounded by the lengths in ``MarkRules``, so the work on a text grows with its length
/// alone, whatever it holds, and so does nothing else: what is decided is forgotten.
struct MarkScanner: Sendable {
  enum Found {
    case spoken(SpokenSegment)
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
    /// So many characters are spoken in other words.
    case replaced(String, Int)
    /// So many characters are a cue; offset and length are filled in by the scanner.
    case cue(ScriptCue, Int)
  }

  /// Result of looking for something ahead.
  enum Search {
    case wait
    case missing
    case found(Int)
  }

  /// A mark found ahead of the cursor: so many characters from a raw offset on are not spoken as they stand.
  private struct Closer {
    var offset: Int
    var count: Int
    var replacement: String?
  }

  /// Characters not yet decided start at `cursor`.
  private(set) var text: [Swift.Character] = []
  private(set) var cursor = 0
  /// UTF-8 offset of `cursor` in the raw text.
  private(set) var offset = 0
  private(set) var isFinished = false
  /// The character before the cursor.
  private(set) var previous: Swift.Character?
  /// The last character that was spoken.
  private(set) var lastSpoken: Swift.Character?
  /// Whether only blanks stand between the cursor and the beginning of its line.
  private(set) var isLineStart = true
  /// Whether only blanks and list marks do.
  private(set) var isItemStart = true
  /// Steps of looking ahead.
  var work = 0
  /// What is being dropped until its end comes.
  var dropping: Dropping?
  /// Elements around the cursor that say how to speak.
  var elements: [(name: String, delivery: Delivery)] = []
  private var clusters = ClusterStream()
  /// Marks found ahead, the next one last.
  private var closers: [Closer] = []
  /// Passes over JSON objects ahead.
  var objects: [ObjectScan] = []
  /// Characters that were decided and forgotten.
  private(set) var forgotten = 0
  /// Stretches, counted from the text's beginning, in which something was sought and is not.
  private var barren: [String: Range<Int>] = [:]
  /// Raw offset of a character that a backslash made plain.
  private var protected = -1
  /// Raw offset up to which text is emphasised.
  private var emphasisEnd = 0
  /// Raw offset up to which nothing is a mark.
  private var plainEnd = 0

  /// Adds raw text.
  mutating func append(_ delta: String) { clusters.take(delta, into: &text) }

  /// The text is over.
  mutating func finish() {
    clusters.close(into: &text)
    isFinished = true
  }

  /// Forgets what is decided.
  mutating func compact() {
    text.removeFirst(cursor)
    forgotten += cursor
    cursor = 0
  }

  /// Characters not decided.
  var held: Int { text.count - cursor }

  /// The character so far ahead; `nil` beyond the text's end. Ask ``isSure(_:)`` first.
  func character(_ ahead: Int) -> Swift.Character? {
    let index = cursor + ahead
    return index < text.count ? text[index] : nil
  }

  /// Whether ``character(_:)`` will not change any more.
  func isSure(_ ahead: Int) -> Bool { isFinished || cursor + ahead < text.count }

  /// Looks ahead from `start` up to `limit` characters, within the line unless told otherwise.
  ///
  /// `test` gets the position and says whether it is the place, or `nil` when it needs to see more. Where that depends
  /// on the text around the position alone, `remembered` names what is sought, and nothing is tested twice.
  mutating func search(
    from start: Int, limit: Int, acrossLines: Bool = false, remembered name: String? = nil,
    _ test: (inout MarkScanner, Int) -> Bool?
  ) -> Search {
    let origin = forgotten + cursor
    var known = (origin + start)..<(origin + start)
    if let name, let range = barren[name], range.lowerBound <= known.lowerBound,
      known.lowerBound < range.upperBound
    {
      known = range
    }
    var ahead = known.upperBound - origin
    defer {
      if let name {
        if barren.count > Self.longestRow { barren.removeAll(keepingCapacity: true) }
        barren[name] = known.lowerBound..<(origin + ahead)
      }
    }
    while ahead < start + limit {
      work += 1
      guard isSure(ahead) else { return .wait }
      guard let character = character(ahead) else { return .missing }
      if character.isNewline, !acrossLines { return .missing }
      guard let isThere = test(&self, ahead) else { return .wait }
      if isThere { return .found(ahead) }
      ahead += 1
    }
    return .missing
  }

  /// How many times `mark` stands in a row from there, `limit` at most; `nil` while the row may go on.
  mutating func count(of mark: Swift.Character, from start: Int, limit: Int = longestCall) -> Int? {
    var ahead = start
    while ahead < start + limit {
      work += 1
      guard isSure(ahead) else { return nil }
      guard character(ahead) == mark else { break }
      ahead += 1
    }
    return ahead - start
  }

  /// The text from there up to another place.
  func slice(_ start: Int, _ end: Int) -> String {
    String(text[(cursor + start)..<(cursor + end)])
  }

  /// Notes that so many characters at a place ahead are a closing mark, or are spoken in other words.
  mutating func drop(_ count: Int, at ahead: Int, replacement: String? = nil) {
    let closer = Closer(offset: rawOffset(ahead), count: count, replacement: replacement)
    var place = closers.count
    while place > 0, closers[place - 1].offset < closer.offset {
      place -= 1
      work += 1
    }
    if place > 0, closers[place - 1].offset == closer.offset {
      closers[place - 1] = closer
    } else {
      closers.insert(closer, at: place)
    }
  }

  /// Notes that the character at a place ahead is no mark.
  mutating func protect(at ahead: Int) { protected = rawOffset(ahead) }

  /// Notes that nothing up to a place ahead is a mark.
  mutating func keepPlain(until ahead: Int) { plainEnd = max(plainEnd, rawOffset(ahead)) }

  /// Notes that everything up to a place ahead is emphasised.
  mutating func emphasize(until ahead: Int) { emphasisEnd = max(emphasisEnd, rawOffset(ahead)) }

  private mutating func rawOffset(_ ahead: Int) -> Int {
    work += ahead
    return text[cursor..<(cursor + ahead)].reduce(offset) { $0 + $1.utf8.count }
  }

  /// Decides the next characters; `nil` when more text is needed or there is no more.
  mutating func next() -> Found? {
    while let here = character(0) {
      work += 1
      let verdict: Verdict
      if dropping != nil {
        guard let count = dropped() else { return nil }
        verdict = .silent(count)
      } else if let closer = closers.last, closer.offset == offset {
        // Its characters were seen, so they are there.
        verdict = closer.replacement.map { .replaced($0, closer.count) } ?? .silent(closer.count)
      } else if offset == protected || offset < plainEnd {
        verdict = .plain(1)
      } else {
        verdict = judge(here)
      }
      let start = offset
      let isEmphasized = offset < emphasisEnd
      switch verdict {
      case .wait: return nil
      case .plain(let count):
        var segment = SpokenSegment(text: advance(count), offset: start)
        express(&segment, isEmphasized)
        lastSpoken = previous
        return .spoken(segment)
      case .replaced(let words, let count):
        _ = advance(count)
        guard let last = words.last else { continue }
        lastSpoken = last
        var segment = SpokenSegment(text: words, insteadOf: offset - start, offset: start)
        express(&segment, isEmphasized)
        return .spoken(segment)
      case .silent(let count): _ = advance(count)
      case .cue(var cue, let count):
        _ = advance(count)
        cue.offset = start
        cue.length = offset - start
        return .cue(cue)
      }
    }
    return nil
  }

  private func express(_ segment: inout SpokenSegment, _ isEmphasized: Bool) {
    if let delivery = elements.last?.delivery { segment.delivery = delivery }
    let level = segment.delivery.emphasis
    segment.isEmphasized = isEmphasized || level == .strong || level == .moderate
  }

  private mutating func advance(_ count: Int) -> String {
    var passed = ""
    let end = min(text.count, cursor + count)
    for character in text[cursor..<end] {
      if character.isNewline {
        isLineStart = true
        isItemStart = true
      } else if !character.isWhitespace {
        if !(isLineStart && "-+*>".contains(character)) { isItemStart = false }
        isLineStart = false
      }
      previous = character
      passed.append(character)
    }
    cursor = end
    offset += passed.utf8.count
    while let closer = closers.last, closer.offset < offset { closers.removeLast() }
    return passed
  }
}

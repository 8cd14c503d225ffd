public import Foundation

extension TextGrid {
  /// Reads a TextGrid in Praat's long or short text form, UTF-8 or UTF-16 with byte order mark.
  ///
  /// Both forms are one: what counts are the freestanding numbers, quoted texts and `<flags>` in their
  /// order (Praat manual, "TextGrid file formats"); names, equal signs and bracketed indices are decoration.
  ///
  /// - Throws: ``FormatsError`` with the line at which the file stops making sense.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    var tokens = TextGridTokens(try TextGridTokens.text(of: bytes, file: file), file: file)
    let type = try tokens.text("the file type")
    guard type == "ooTextFile" else { throw tokens.refuse("the file type is '\(type)', not ooTextFile") }
    let object = try tokens.text("the object class")
    guard object == "TextGrid" else { throw tokens.refuse("it holds a \(object), not a TextGrid") }
    start = try tokens.number("the start time")
    end = try tokens.number("the end time")
    guard end >= start else { throw tokens.refuse("it ends at \(end) s, before it starts at \(start) s") }
    tiers = []
    guard try tokens.flag("<exists> or <absent>") == "exists" else { return }
    for _ in 0..<(try tokens.count("the number of tiers")) { tiers.append(try Self.tier(&tokens)) }
    try tokens.finish()
  }

  private static func tier(_ tokens: inout TextGridTokens) throws(FormatsError) -> Tier {
    let kind = try tokens.text("a tier's class")
    guard kind == "IntervalTier" || kind == "TextTier" else {
      throw tokens.refuse("'\(kind)' is neither IntervalTier nor TextTier")
    }
    let name = try tokens.text("the tier's name")
    let start = try tokens.number("the start of tier '\(name)'")
    let end = try tokens.number("the end of tier '\(name)'")
    let count = try tokens.count("the number of entries of tier '\(name)'")
    guard kind == "IntervalTier" else {
      var points: [Point] = []
      for number in 0..<count {
        let time = try tokens.number("point \(number + 1) of tier '\(name)'")
        let line = tokens.line
        points.append(
          Point(time: time, text: try tokens.text("the label of point \(number + 1)"), line: line))
      }
      return Tier(name: name, start: start, end: end, content: .points(points))
    }
    var intervals: [Interval] = []
    for number in 0..<count {
      let first = try tokens.number("interval \(number + 1) of tier '\(name)'")
      let line = tokens.line
      let last = try tokens.number("the end of interval \(number + 1)")
      guard last >= first else {
        throw tokens.refuse(
          "interval \(number + 1) of tier '\(name)' ends at \(last) s, before it starts at \(first) s")
      }
      let text = try tokens.text("the label of interval \(number + 1)")
      intervals.append(Interval(start: first, end: last, text: text, line: line))
    }
    return Tier(name: name, start: start, end: end, content: .intervals(intervals))
  }
}

/// The freestanding tokens of a Praat text file, each with its line.
struct TextGridTokens {
  private enum Token {
    case number(Double)
    case text(String)
    case flag(String)
  }

  /// Line of the last token read.
  private(set) var line = 1
  private let file: String
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var lineAtCursor = 1

  init(_ text: String, file: String) {
    self.file = file
    scalars = Array(text.unicodeScalars)
  }

  /// Decodes the bytes by their byte order mark; without one they are UTF-8.
  static func text(of bytes: Data, file: String) throws(FormatsError) -> String {
    let cure = "save it in Praat as UTF-8 text"
    let text: String?
    if bytes.starts(with: [0xFE, 0xFF]) {
      text = bytes.count % 2 == 0 ? String(data: bytes.dropFirst(2), encoding: .utf16BigEndian) : nil
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      text = bytes.count % 2 == 0 ? String(data: bytes.dropFirst(2), encoding: .utf16LittleEndian) : nil
    } else {
      text = String(
        validating: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes, as: UTF8.self)
    }
    guard let text else {
      throw .malformed(file: file, place: "line 1", reason: "it is neither UTF-8 nor UTF-16", cure: cure)
    }
    guard !text.hasPrefix("ooBinaryFile") else {
      throw .unsupported(file: file, place: "line 1", reason: "it is a binary TextGrid", cure: cure)
    }
    return text
  }

  func refuse(_ reason: String) -> FormatsError {
    .malformed(
      file: file, place: "line \(line)", reason: reason, cure: "correct it there or save it in Praat again")
  }

  mutating func number(_ what: String) throws(FormatsError) -> Double {
    guard case .number(let value) = try next(what) else { throw refuse("\(what) is expected, a number") }
    return value
  }

  mutating func count(_ what: String) throws(FormatsError) -> Int {
    let value = try number(what)
    guard value >= 0, value <= 1e8, value == value.rounded() else { throw refuse("\(what) is \(value)") }
    return Int(value)
  }

  mutating func text(_ what: String) throws(FormatsError) -> String {
    guard case .text(let value) = try next(what) else {
      throw refuse("\(what) is expected, a text in quotes")
    }
    return value
  }

  mutating func flag(_ what: String) throws(FormatsError) -> String {
    guard case .flag(let value) = try next(what) else { throw refuse("\(what) is expected") }
    return value
  }

  /// Nothing but decoration may follow.
  mutating func finish() throws(FormatsError) {
    if try token() != nil { throw refuse("more follows after the last tier's last entry: a count is wrong") }
  }

  private mutating func next(_ what: String) throws(FormatsError) -> Token {
    guard let token = try token() else {
      line = lineAtCursor
      throw refuse("the file ends where \(what) is expected")
    }
    return token
  }

  private mutating func token() throws(FormatsError) -> Token? {
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar.properties.isWhitespace {
        advance()
      } else if scalar == "\"" {
        return .text(try quoted())
      } else {
        let first = at
        let isComment = scalar == "!"
        while at < scalars.count,
          isComment ? scalars[at] != "\n" : !scalars[at].properties.isWhitespace && scalars[at] != "\""
        {
          at += 1
        }
        if isComment { continue }
        line = lineAtCursor
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[first..<at])
        let text = String(word)
        if text.hasPrefix("<"), text.hasSuffix(">") { return .flag(String(text.dropFirst().dropLast())) }
        guard let sign = text.unicodeScalars.first, "+-.0123456789".unicodeScalars.contains(sign) else {
          continue
        }
        guard let value = Double(text), value.isFinite else { throw refuse("'\(text)' is not a number") }
        return .number(value)
      }
    }
    return nil
  }

  private mutating func advance() {
    if scalars[at] == "\n" { lineAtCursor += 1 }
    at += 1
  }

  private mutating func quoted() throws(FormatsError) -> String {
    line = lineAtCursor
    at += 1
    var text = String.UnicodeScalarView()
    while at < scalars.count {
      if scalars[at] == "\"" {
        at += 1
        guard at < scalars.count, scalars[at] == "\"" else { return String(text) }
      }
      text.append(scalars[at])
      advance()
    }
    throw refuse("a quoted text is not closed")
  }
}

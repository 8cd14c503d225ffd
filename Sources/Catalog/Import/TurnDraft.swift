import Conversation
import Formats
import Motion
import Script

/// A turn on its way from a transcript to a log.
struct TurnDraft {
  /// Position of the speaker in the cast.
  var speaker: Int
  /// Raw text, with marks where a language model wrote it.
  var text: String { didSet { known = nil } }
  var writing: Transcript.Writing
  var start: MediaTime?
  var end: MediaTime?
  /// Words with measured times; empty where there are none.
  var words: [Transcript.Span]
  var emotions: [Transcript.Label]
  var line: Int
  /// Whether its bounds were found by rule.
  var isEstimated = false

  init(
    speaker: Int, text: String, writing: Transcript.Writing, start: MediaTime?, end: MediaTime?,
    words: [Transcript.Span], emotions: [Transcript.Label], line: Int
  ) {
    self.speaker = speaker
    self.text = text
    self.writing = writing
    self.start = start
    self.end = end
    self.words = words
    self.emotions = emotions
    self.line = line
  }

  /// A piece of text that is spoken, with its place in the raw text in UTF-8 bytes.
  struct Token: Hashable {
    var text: String
    var offset: Int
  }

  /// What is spoken of a text, and what the text asks for besides.
  struct Script {
    var tokens: [Token]
    var spoken: String
    var cues: [ScriptCue]
  }

  /// What ``read()`` found; texts are read once.
  private var known: Script?

  /// Reads the text if that was not done, and keeps what it says.
  mutating func read() -> Script {
    let script = known ?? script()
    known = script
    return script
  }

  /// What is spoken of the text with the places of its words, and its cues.
  func script() -> Script {
    if let known { return known }
    guard writing == .marked else {
      return Script(tokens: Self.tokens(of: text), spoken: text, cues: [])
    }
    let reading = ScriptReading(text)
    let tokens = Self.tokens(of: reading.spoken).map {
      Token(text: $0.text, offset: reading.rawOffset(ofSpoken: $0.offset))
    }
    return Script(tokens: tokens, spoken: reading.spoken, cues: reading.cues)
  }

  /// The words between white space that hold a letter or digit.
  static func tokens(of text: String) -> [Token] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return tokens(ofASCII: text) }
    var tokens: [Token] = []
    var offset = 0
    var counted = text.startIndex
    for piece in text.split(whereSeparator: \.isWhitespace) {
      offset += text.utf8.distance(from: counted, to: piece.startIndex)
      counted = piece.startIndex
      guard piece.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
      tokens.append(Token(text: String(piece), offset: offset))
    }
    return tokens
  }

  /// The same where every byte is a character.
  private static func tokens(ofASCII text: String) -> [Token] {
    var tokens: [Token] = []
    var start = 0
    var isWord = false
    let bytes = Array(text.utf8)
    for offset in 0...bytes.count {
      let byte = offset < bytes.count ? bytes[offset] : 0x20
      guard byte == 0x20 || (0x09...0x0D).contains(byte) else {
        isWord = isWord || isWordlike(byte)
        continue
      }
      if isWord {
        tokens.append(Token(text: String(decoding: bytes[start..<offset], as: UTF8.self), offset: start))
      }
      start = offset + 1
      isWord = false
    }
    return tokens
  }

  private static func isWordlike(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Letters and digits of a text.
  static func letters(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count(where: isWordlike) }
    return text.count { $0.isLetter || $0.isNumber }
  }

  /// Spreads tokens over an interval in proportion to their letters and digits.
  static func spread(_ tokens: [Token], over start: MediaTime, _ end: MediaTime) -> [(MediaTime, MediaTime)] {
    let letters = tokens.map { Self.letters($0.text) }
    let total = letters.reduce(0, +)
    guard total > 0, end > start else { return [] }
    let length = Double((end - start).flicks)
    var before = 0
    return letters.map { count in
      let first = start.flicks + Int64((length * Double(before) / Double(total)).rounded())
      before += count
      let last = start.flicks + Int64((length * Double(before) / Double(total)).rounded())
      return (MediaTime(flicks: first), MediaTime(flicks: last))
    }
  }

  /// Finds each word in the text behind the one before, within a window; one that is not there takes the place
  /// behind the last that was.
  static func places(of words: [Transcript.Span], in text: String) -> (offsets: [Int], missing: Int) {
    let bytes = Array(text.utf8)
    var cursor = 0
    var missing = 0
    let offsets = words.map { word -> Int in
      let wanted = Array(word.text.trimmingWhitespace().utf8)
      guard !wanted.isEmpty, wanted.count <= bytes.count else {
        missing += 1
        return min(cursor, bytes.count)
      }
      let last = min(bytes.count - wanted.count, cursor + window)
      var at = cursor
      while at <= last {
        if bytes[at] == wanted[0], bytes[at..<(at + wanted.count)].elementsEqual(wanted) {
          cursor = at + wanted.count
          return at
        }
        at += 1
      }
      missing += 1
      return min(cursor, bytes.count)
    }
    return (offsets, missing)
  }

  /// How far ahead a word is looked for, in UTF-8 bytes.
  private static let window = 400
}

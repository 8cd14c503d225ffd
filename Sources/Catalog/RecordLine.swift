import Conversation
import Foundation
import Motion

/// Why a line of a log could not be read.
struct RecordLineError: Error {
  var reason: String
}

/// Reads one line of `recording.jsonl`: a flat JSON object (RFC 8259) into a record.
///
/// The format has no nesting and a dozen fields, and a log has tens of thousands of lines, so the line is
/// read in one pass over its bytes. Fields that the schema does not have are refused: a misspelt one
/// would be lost silently.
struct RecordLine {
  /// Bytes of the longest text that a record may hold: more than an hour of speech in one turn.
  static let longestText = 65_536

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at: Int
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  /// A fixed vocabulary of words of at most 16 bytes, matched as two integers: most of a log consists of
  /// a few words said often.
  private struct Vocabulary<Word: Sendable>: Sendable {
    private let words: [(key: SIMD2<UInt64>, word: Word)]

    init(_ words: [(String, Word)]) {
      self.words = words.map { spelling, word in
        (Array(spelling.utf8).withUnsafeBufferPointer { Self.key($0, 0..<$0.count) }, word)
      }
    }

    static func key(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> SIMD2<UInt64> {
      guard range.count <= 16 else { return .zero }
      var key = SIMD2<UInt64>.zero
      for at in range {
        key[1] = key[1] << 8 | key[0] >> 56
        key[0] = key[0] << 8 | UInt64(bytes[at])
      }
      return key
    }

    func match(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Word? {
      let key = Self.key(bytes, range)
      for index in words.indices where words[index].key == key { return words[index].word }
      return nil
    }
  }

  private enum Field: Int, CaseIterable {
    case id, op, kind, participant, start, end, text, turn, offset, arrival, cue, value, estimated
  }

  private static let fields = Vocabulary(Field.allCases.map { ("\($0)", $0) })
  private static let operations = Vocabulary(Record.Operation.allCases.map { ($0.rawValue, $0) })
  private static let kinds = Vocabulary(Record.Kind.allCases.map { ($0.rawValue, $0) })
  private static let cues = Vocabulary(Record.Cue.allCases.map { ($0.rawValue, $0) })

  mutating func record() throws(RecordLineError) -> Record {
    var id: String?
    var operation: Record.Operation?
    var kind: Record.Kind?
    var participant: String?
    var turn: String?
    var offset: Int?
    var record = Record(id: "", kind: .turn, participant: "")
    var seen = 0
    try expect(UInt8(ascii: "{"), "a JSON object")
    skipSpace()
    var isFirst = true
    while peek != UInt8(ascii: "}") {
      if !isFirst { try expect(UInt8(ascii: ","), "',' or '}'") }
      isFirst = false
      skipSpace()
      let start = at
      guard let field = word(of: Self.fields) else {
        at = start
        throw refuse("there is no field '\(try text(named: "a field name"))' in a record")
      }
      guard seen & (1 << field.rawValue) == 0 else { throw refuse("field '\(field)' occurs twice") }
      seen |= 1 << field.rawValue
      try expect(UInt8(ascii: ":"), "':'")
      skipSpace()
      switch field {
      case .id: id = try text(named: "id")
      case .op: operation = try word(of: Self.operations, named: "op", Record.Operation.allCases)
      case .kind: kind = try word(of: Self.kinds, named: "kind", Record.Kind.allCases)
      case .participant: participant = try text(named: "participant")
      case .arrival: record.arrival = try time(named: "arrival")
      case .start: record.start = try time(named: "start")
      case .end: record.end = try time(named: "end")
      case .turn: turn = try text(named: "turn")
      case .offset:
        let number = try self.number(named: "offset")
        guard number >= 0, number <= 1e9, number == number.rounded() else {
          throw refuse("offset \(number) is not a count of UTF-8 bytes")
        }
        offset = Int(number)
      case .text:
        let written = try text(named: "text")
        guard written.utf8.count <= Self.longestText else {
          throw refuse("its text has \(written.utf8.count) bytes; the limit is \(Self.longestText)")
        }
        record.text = written
      case .cue: record.cue = try word(of: Self.cues, named: "cue", Record.Cue.allCases)
      case .value: record.value = try number(named: "value")
      case .estimated: record.isEstimated = try truth(named: "estimated")
      }
      skipSpace()
    }
    at += 1
    skipSpace()
    guard at == end else { throw refuse("something follows the record's closing brace") }
    guard let id, !id.isEmpty else { throw refuse("'id' is missing or empty") }
    guard let operation else { throw refuse("'op' is missing") }
    guard let kind else { throw refuse("'kind' is missing") }
    guard let participant else { throw refuse("'participant' is missing") }
    record.id = id
    record.operation = operation
    record.kind = kind
    record.participant = participant
    if let turn {
      record.anchor = Record.Anchor(turn: turn, offset: offset ?? 0)
    } else if offset != nil {
      throw refuse("'offset' stands without 'turn'")
    }
    return record
  }

  // MARK: Tokens

  private var peek: UInt8 { at < end ? bytes[at] : 0 }

  /// The word of a vocabulary that stands here in quotes; `nil` when something else does.
  private mutating func word<Word: Sendable>(of vocabulary: Vocabulary<Word>) -> Word? {
    guard peek == UInt8(ascii: "\"") else { return nil }
    let first = at + 1
    var last = first
    while last < end, bytes[last] != UInt8(ascii: "\"") { last += 1 }
    guard last < end, last > first,
      let word = vocabulary.match(bytes, first..<last)
    else { return nil }
    at = last + 1
    return word
  }

  private mutating func word<Word: RawRepresentable & Sendable>(
    of vocabulary: Vocabulary<Word>, named name: String, _ all: [Word]
  ) throws(RecordLineError) -> Word where Word.RawValue == String {
    if let word = word(of: vocabulary) { return word }
    let text = try text(named: name)
    if let word = Word(rawValue: text) { return word }
    throw refuse("\(name) '\(text)' is none of \(all.map(\.rawValue).joined(separator: ", "))")
  }

  private func refuse(_ reason: String) -> RecordLineError { RecordLineError(reason: reason) }

  private mutating func skipSpace() {
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws(RecordLineError) {
    skipSpace()
    guard at < end, bytes[at] == byte else {
      throw refuse(
        at < end
          ? "\(what) is expected, not '\(Unicode.Scalar(bytes[at]))'"
          : "the line ends where \(what) is expected")
    }
    at += 1
  }

  private mutating func truth(named name: String) throws(RecordLineError) -> Bool {
    for (word, value) in [("true", true), ("false", false)] where matches(word) {
      at += word.utf8.count
      return value
    }
    throw refuse("'\(name)' is not true or false")
  }

  private func matches(_ word: String) -> Bool {
    end - at >= word.utf8.count && word.utf8.enumerated().allSatisfy { bytes[at + $0] == $1 }
  }

  private mutating func time(named name: String) throws(RecordLineError) -> MediaTime {
    let seconds = try number(named: name)
    guard let time = MediaTime(seconds: seconds), seconds >= 0 else {
      throw refuse("'\(name)' of \(seconds) s does not lie on the session's axis")
    }
    return time
  }

  /// A JSON number. Up to 15 digits are converted exactly here, longer ones by the standard library.
  private mutating func number(named name: String) throws(RecordLineError) -> Double {
    let first = at
    var mantissa: UInt64 = 0
    var digits = 0
    var fraction = 0
    let isNegative = peek == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let whole = at
    while at < end, let digit = Self.digit(bytes[at]) {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      digits += 1
      at += 1
    }
    guard at > whole, at == whole + 1 || bytes[whole] != UInt8(ascii: "0") else {
      throw refuse("'\(name)' is not a number")
    }
    if peek == UInt8(ascii: ".") {
      at += 1
      let point = at
      while at < end, let digit = Self.digit(bytes[at]) {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        at += 1
      }
      fraction = at - point
      guard fraction > 0 else { throw refuse("'\(name)' is not a number") }
    }
    var isSimple = digits <= 15
    if peek | 0x20 == UInt8(ascii: "e") {
      isSimple = false
      at += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
      guard Self.digit(peek) != nil else { throw refuse("'\(name)' is not a number") }
      while at < end, Self.digit(bytes[at]) != nil { at += 1 }
    }
    if isSimple {
      let value = Double(mantissa) / Self.powers[fraction]
      return isNegative ? -value : value
    }
    let token = String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<at]), as: UTF8.self)
    guard let value = Double(token), value.isFinite else {
      throw refuse("'\(name)' is not a number in range")
    }
    return value
  }

  private static let powers: [Double] = (0...15).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }

  private static func digit(_ byte: UInt8) -> UInt8? { byte &- 0x30 < 10 ? byte &- 0x30 : nil }

  private mutating func text(named name: String) throws(RecordLineError) -> String {
    guard at < end else { throw refuse("the line ends where \(name) is expected") }
    guard peek == UInt8(ascii: "\"") else { throw refuse("\(name) is expected as text in quotes") }
    at += 1
    let first = at
    while at < end, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
      guard bytes[at] >= 0x20 else { throw refuse("a bare control character stands in '\(name)'") }
      at += 1
    }
    guard at < end else { throw refuse("the text of '\(name)' is not closed") }
    if bytes[at] == UInt8(ascii: "\"") {
      at += 1
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<(at - 1)]), as: UTF8.self)
    }
    var decoded = [UInt8](bytes[first..<at])
    while at < end, bytes[at] != UInt8(ascii: "\"") {
      let byte = bytes[at]
      guard byte >= 0x20 else { throw refuse("a bare control character stands in '\(name)'") }
      at += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &decoded, named: name) } else { decoded.append(byte) }
    }
    guard at < end else { throw refuse("the text of '\(name)' is not closed") }
    at += 1
    return String(decoding: decoded, as: UTF8.self)
  }

  private mutating func escape(into text: inout [UInt8], named name: String) throws(RecordLineError) {
    let byte = peek
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try unit(named: name)
      if (0xD800..<0xDC00).contains(code), matches("\\u") {
        at += 2
        let low = try unit(named: name)
        guard (0xDC00..<0xE000).contains(low) else {
          throw refuse("half a surrogate pair stands in '\(name)'")
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw refuse("half a surrogate pair stands in '\(name)'")
      }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw refuse("an unknown escape stands in '\(name)'")
    }
  }

  private mutating func unit(named name: String) throws(RecordLineError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Swift.Character(Unicode.Scalar(peek)).hexDigitValue else {
        throw refuse("a \\u escape in '\(name)' is not four hexadecimal digits")
      }
      code = code * 16 + UInt32(digit)
      at += 1
    }
    return code
  }
}

import Motion

/// The text of a caption without its tags: who says which part, and from when.
struct CaptionText {
  /// Which tags and escapes count.
  enum Dialect {
    /// All of WebVTT's cue text.
    case webVTT
    /// Only the tags that players of SubRip know, and `{\…}` directions.
    case subRip
  }

  /// A part without a voice or time tag inside.
  struct Piece: Equatable {
    /// Name from the last voice tag, empty without one.
    var speaker = ""
    /// Time tag before it.
    var time: MediaTime?
    /// Its text.
    var text = ""
  }

  /// The parts in order.
  private(set) var pieces: [Piece] = []
  /// Whether tags other than voices and times were taken out.
  private(set) var hasMarkup = false
  /// A time tag that is no time.
  private(set) var badTime: String?

  private var open = Piece()
  private var ruby = 0
  private let dialect: Dialect

  init(_ text: some StringProtocol, as dialect: Dialect) {
    self.dialect = dialect
    var rest = Substring(text)
    // The next tag's end is looked for once only, so that many unclosed tags cost no more than the text.
    var isClosed = true
    while let at = rest.utf8.firstIndex(where: Self.isMark) {
      keep(rest[..<at])
      rest = rest[at...]
      let inner = rest.utf8.dropFirst()
      switch rest.utf8.first {
      case UInt8(ascii: "<"):
        // What is no tag of SubRip's stays text, so its end must not be sought beyond the next tag's beginning.
        let isSubRip = dialect == .subRip
        let close =
          isClosed
          ? inner.firstIndex { $0 == UInt8(ascii: ">") || isSubRip && $0 == UInt8(ascii: "<") } : nil
        isClosed = close != nil
        if let close, inner[close] == UInt8(ascii: ">"), tag(Substring(inner[..<close])) {
          rest = Substring(rest.utf8[close...].dropFirst())
          continue
        }
      case UInt8(ascii: "&") where dialect == .webVTT:
        if let close = inner.prefix(12).firstIndex(of: UInt8(ascii: ";")),
          let text = Self.escape(Substring(inner[..<close]))
        {
          keep(text)
          rest = Substring(rest.utf8[close...].dropFirst())
          continue
        }
      case UInt8(ascii: "{") where dialect == .subRip && inner.first == UInt8(ascii: "\\"):
        if let close = inner.prefix(200).firstIndex(of: UInt8(ascii: "}")) {
          hasMarkup = true
          rest = Substring(rest.utf8[close...].dropFirst())
          continue
        }
      default: break
      }
      keep(Substring(rest.utf8.prefix(1)))
      rest = Substring(inner)
    }
    keep(rest)
    pieces.append(open)
    pieces.removeAll { $0.text.isEmpty && $0.time == nil }
  }

  /// The text of all parts.
  var plain: String { pieces.map(\.text).joined() }

  private mutating func keep(_ text: Substring) { if ruby == 0 { open.text += text } }

  /// Takes a tag in; `false` when it is none of the dialect's and stays text.
  private mutating func tag(_ inner: Substring) -> Bool {
    if let first = inner.utf8.first, (0x30...0x39).contains(first), dialect == .webVTT {
      guard let time = CaptionClock.time(inner) else {
        badTime = String(inner.prefix(40))
        return true
      }
      pieces.append(open)
      open = Piece(speaker: open.speaker, time: time)
      return true
    }
    let isEnd = inner.first == "/"
    let body = isEnd ? inner.dropFirst() : inner
    let name = body.prefix { !$0.isWhitespace && $0 != "." && $0 != "/" }
    if name == "v" {
      pieces.append(open)
      var speaker = ""
      if !isEnd, let blank = body.firstIndex(where: \.isWhitespace) {
        let annotation = CaptionText.unescaped(body[blank...])
        speaker = annotation.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      open = Piece(speaker: speaker)
      return true
    }
    guard dialect == .webVTT || Self.subRipTags.contains(name.lowercased()) else { return false }
    if name == "rt" { ruby = isEnd ? 0 : 1 }
    if name != "c" || dialect == .subRip { hasMarkup = true }
    return true
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    return CaptionText(text.replacing("<", with: "&lt;"), as: .webVTT).plain
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "{")
  }

  private static let subRipTags: Set<String> = ["i", "b", "u", "s", "font", "c"]

  /// What an escape stands for, as HTML has it for the names that captions use and for numbers.
  private static func escape(_ name: Substring) -> Substring? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    case "lrm": return "\u{200E}"
    case "rlm": return "\u{200F}"
    default:
      guard name.first == "#" else { return nil }
      let isHex = name.dropFirst().first == "x" || name.dropFirst().first == "X"
      let digits = name.dropFirst(isHex ? 2 : 1)
      guard let value = UInt32(digits, radix: isHex ? 16 : 10), value >= 0x20,
        let scalar = Unicode.Scalar(value)
      else { return nil }
      return Substring(String(scalar))
    }
  }
}

/// A word or more in a phonetic alphabet, read phone by phone: always the longest spelling that the table has.
///
///     Phones(ipa: "həlˈoʊ").all.map(\.label)  // ["HH", "AH0", "L", "OW1"]
///
/// A stress mark belongs to the next vowel. Where any is written, vowels without one are unstressed (0).
/// Length marks, tie bars, tones, and marks above, below, or behind letters are passed over; so are brackets,
/// slashes, and marks of syllables and groups, which also part letters (`t.ʃ` is T SH). A syllabic consonant
/// is the consonant, but a syllabic r is ER. The glottal stop is HH: neither has a place in the mouth.
/// The hook of `ɚ` behind another vowel (`ɑ˞`) is an R of its own.
public struct Phones: Hashable, Sendable {
  /// Something that could not be read.
  public struct Unread: Hashable, Sendable {
    /// The letter.
    public var text: String
    /// Where it stands, in UTF-8 bytes.
    public var offset: Int
    /// Makes one.
    public init(text: String, offset: Int) {
      self.text = text
      self.offset = offset
    }
  }

  /// The phones read, in order.
  public private(set) var all: [Phone] = []
  /// What was passed over because the table does not have it: report it, nothing is guessed.
  public private(set) var unread: [Unread] = []

  /// Reads IPA.
  public init(ipa text: String) {
    var letters: [Letter] = []
    var next = Letter(key: "", offset: 0)
    var offset = 0
    for scalar in text.unicodeScalars {
      defer { offset += UTF8.width(scalar) }
      switch scalar {
      case "ˈ", "'", "’": next.stress = 1
      case "ˌ", ",": next.stress = 2
      case "ː", "ˑ", ":": next.isLong = true
      case "\u{329}", "\u{30D}": if !letters.isEmpty { letters[letters.count - 1].isSyllabic = true }
      case "\u{327}" where letters.last?.key == "c": letters[letters.count - 1].key = "ç"
      default:
        if Self.parting.contains(scalar) {
          next.isParted = true
        } else if !Self.isMark(scalar) {
          next.key = String(Swift.Character(Self.plain[scalar] ?? scalar))
          next.offset = offset
          letters.append(next)
          next = Letter(key: "", offset: 0)
        }
      }
    }
    read(letters)
  }

  /// Gives what could not be read another place.
  mutating func move(_ place: (Int) -> Int) {
    for index in unread.indices { unread[index].offset = place(unread[index].offset) }
  }

  private struct Letter {
    var key: String
    var offset: Int
    var stress: Int?
    var isLong = false
    var isParted = false
    var isSyllabic = false
  }

  private mutating func read(_ letters: [Letter]) {
    let isMarked = letters.contains { $0.stress != nil }
    var stress: Int?
    var place = 0
    while place < letters.count {
      let first = letters[place]
      stress = first.stress ?? stress
      var found: (symbol: Phone.Symbol, length: Int)?
      var key = ""
      for length in 1...2 where place + length <= letters.count {
        let letter = letters[place + length - 1]
        if length > 1 {
          // "iːə" is two vowels, "ɜːɹ" is one.
          let isVowel = Phone.ipaTable[letter.key]?.isVowel ?? false
          if letter.stress != nil || letter.isParted || letter.isLong && isVowel { break }
        }
        key += letter.key
        if let symbol = Phone.ipaTable[key] { found = (symbol, length) }
      }
      guard let found else {
        unread.append(Unread(text: first.key, offset: first.offset))
        place += 1
        continue
      }
      let isRhotic = first.isSyllabic && found.symbol == .R
      let symbol: Phone.Symbol = isRhotic ? .ER : found.symbol
      if symbol.isVowel {
        let isReduced = isRhotic || Self.reduced.contains(first.key) && found.length == 1
        all.append(Phone(symbol, stress: stress ?? (isMarked || isReduced ? 0 : nil)))
        stress = nil
      } else {
        all.append(Phone(symbol))
      }
      place += found.length
    }
  }

  private static let reduced: Set<String> = ["ə", "ɐ", "ɚ", "ᵻ", "ᵿ", "ɘ"]

  private static let parting: Set<Unicode.Scalar> = [
    " ", "\t", "\n", "\r", ".", "|", "‖", "-", "‿", "/", "[", "]", "(", ")", "_", "–", "\u{A0}",
  ]

  /// Whether a scalar only changes the letter before it: combining marks, superscripts, tones, joiners.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF: true
    case 0x200C, 0x200D, 0x2060, 0xFEFF: true
    case 0x2DE: false  // the rhotic hook
    case 0x2B0...0x2B8, 0x2BB...0x2FF: true
    case 0x1D2C...0x1D6A, 0x1D78, 0x1D9B...0x1DBF: true
    case 0x2070...0x209C, 0x2190...0x21FF, 0xA700...0xA71F: true
    default: false
    }
  }

  /// Letters that come with a mark in one scalar.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
    var result: [Unicode.Scalar: Unicode.Scalar] = [:]
    let rows: [(Unicode.Scalar, String)] = [
      ("a", "àáâãäāăǎ"), ("e", "èéêẽëēĕě"), ("i", "ìíîĩïīĭǐ"), ("o", "òóôõōŏǒ"), ("u", "ùúûũūŭǔ"),
      ("n", "ńñň"), ("m", "ḿ"),
    ]
    for (letter, marked) in rows { for scalar in marked.unicodeScalars { result[scalar] = letter } }
    return result
  }()
}

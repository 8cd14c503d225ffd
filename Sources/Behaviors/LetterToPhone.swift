/// Spells English words as phones when nobody has given any: a small table of graphemes, longest first.
///
/// Meant for lips, not for speech: it gets closures, rounding and the count of syllables mostly right.
public enum LetterToPhone {
  /// Phones of a written word; empty when it has neither letters nor digits.
  public static func phones(of word: String) -> [PhoneCode] {
    let text = fold(word)
    guard !text.isEmpty else { return [] }
    if let known = whole[String(decoding: text, as: UTF8.self)] { return read(known, stressed: false) }
    var names: [String] = []
    var index = 0
    while index < text.count {
      let (count, phones) = match(text, at: index)
      for name in phones.split(separator: " ") where names.last != String(name) { names.append(String(name)) }
      index += count
    }
    return read(names.joined(separator: " "), stressed: true)
  }

  /// Words that carry no accent.
  public static func isFunctionWord(_ word: String) -> Bool {
    functionWords.contains(String(decoding: fold(word), as: UTF8.self))
  }

  /// Reads symbols; the first vowel of a content word is stressed.
  private static func read(_ names: String, stressed: Bool) -> [PhoneCode] {
    var codes = names.split(separator: " ").map { PhoneCode(label: String($0)) }
    var isFirst = stressed
    for index in codes.indices where codes[index].symbol.isVowel {
      codes[index].stress = isFirst ? 1 : 0
      isFirst = false
    }
    return codes
  }

  /// Lower-case ASCII letters of a word; other letters by what they are nearest to, digits as a syllable.
  private static func fold(_ word: String) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in word.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x61...0x7a: result.append(UInt8(scalar.value))
      case 0xe0...0xe6: result.append(UInt8(ascii: "a"))
      case 0xe7: result.append(UInt8(ascii: "s"))
      case 0xe8...0xeb: result.append(UInt8(ascii: "e"))
      case 0xec...0xef: result.append(UInt8(ascii: "i"))
      case 0xf2...0xf6, 0xf8: result.append(UInt8(ascii: "o"))
      case 0xf9...0xfc: result.append(UInt8(ascii: "u"))
      case 0xf1: result.append(UInt8(ascii: "n"))
      case 0x0370...0x1_ffff where scalar.properties.isAlphabetic: result.append(contentsOf: "ta".utf8)
      case 0x30...0x39: result.append(contentsOf: "tu".utf8)
      default: break
      }
    }
    return result
  }

  private static func match(_ text: [UInt8], at index: Int) -> (Int, String) {
    let isStart = index == 0
    let rest = text.count - index
    for length in stride(from: min(5, rest), through: 2, by: -1) {
      let piece = String(decoding: text[index..<(index + length)], as: UTF8.self)
      if isStart, let phones = initial[piece] { return (length, phones) }
      if length == rest, let phones = final[piece] { return (length, phones) }
      if let phones = graphemes[piece] { return (length, phones) }
    }
    let letter = text[index]
    // A vowel before one consonant and a final e is long.
    if rest == 3, text[index + 2] == UInt8(ascii: "e"), !isVowel(text[index + 1]), let long = long[letter] {
      return (1, long)
    }
    if rest == 1, letter == UInt8(ascii: "e"), text.count > 2 { return (1, "") }
    let next = rest > 1 ? text[index + 1] : 0
    let isSoft = next == UInt8(ascii: "e") || next == UInt8(ascii: "i") || next == UInt8(ascii: "y")
    if letter == UInt8(ascii: "c") { return (1, isSoft ? "S" : "K") }
    if letter == UInt8(ascii: "g") { return (1, isSoft ? "JH" : "G") }
    if letter == UInt8(ascii: "y") { return (1, isStart ? "Y" : rest == 1 ? "IY" : "IH") }
    return (1, single[letter] ?? "")
  }

  private static func isVowel(_ letter: UInt8) -> Bool { long[letter] != nil }

  private static let single: [UInt8: String] = ascii([
    "a": "AE", "b": "B", "d": "D", "e": "EH", "f": "F", "h": "HH", "i": "IH", "j": "JH", "k": "K", "l": "L",
    "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V",
    "w": "W", "x": "K S", "z": "Z",
  ])
  private static let long: [UInt8: String] = ascii(["a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW"])

  private static let graphemes: [String: String] = [
    "tion": "SH AH N", "sion": "ZH AH N", "ough": "AO", "augh": "AO", "eigh": "EY", "igh": "AY", "tch": "CH",
    "dge": "JH", "air": "EH R", "ear": "IY R", "our": "AW R", "oor": "AO R", "th": "TH", "sh": "SH",
    "ch": "CH", "ck": "K", "ph": "F", "gh": "", "ng": "NG", "qu": "K W", "wh": "W", "ee": "IY", "ea": "IY",
    "oo": "UW", "ou": "AW", "ow": "OW", "ai": "EY", "ay": "EY", "oi": "OY", "oy": "OY", "au": "AO",
    "aw": "AO", "ew": "UW", "ie": "IY", "ei": "EY", "ey": "IY", "oa": "OW", "er": "ER", "ir": "ER",
    "ur": "ER", "ar": "AA R", "or": "AO R", "bb": "B", "cc": "K", "dd": "D", "ff": "F", "gg": "G", "ll": "L",
    "mm": "M", "nn": "N", "pp": "P", "rr": "R", "ss": "S", "tt": "T", "zz": "Z",
  ]
  private static let initial: [String: String] = ["kn": "N", "wr": "R", "gn": "N", "ps": "S"]
  private static let final: [String: String] = [
    "es": "Z", "ed": "D", "le": "AH L", "re": "R", "ue": "UW", "oe": "OW", "mb": "M", "ous": "AH S",
    "ful": "F AH L", "ure": "Y ER", "ble": "B AH L", "ple": "P AH L",
  ]
  private static let whole: [String: String] = [
    "the": "DH AH", "a": "AH", "i": "AY", "of": "AH V", "to": "T UW", "you": "Y UW", "he": "HH IY",
    "she": "SH IY", "we": "W IY", "me": "M IY", "be": "B IY", "is": "IH Z", "was": "W AA Z", "are": "AA R",
    "have": "HH AE V", "do": "D UW", "what": "W AH T", "they": "DH EY", "that": "DH AE T", "this": "DH IH S",
    "my": "M AY", "by": "B AY", "so": "S OW", "no": "N OW", "go": "G OW", "oh": "OW", "one": "W AH N",
    "two": "T UW", "people": "P IY P AH L", "would": "W UH D", "could": "K UH D", "their": "DH EH R",
    "there": "DH EH R", "with": "W IH TH", "your": "Y AO R", "some": "S AH M", "come": "K AH M",
    "who": "HH UW", "been": "B IH N", "said": "S EH D", "from": "F R AH M", "mm": "M", "hm": "HH M",
  ]
  private static let functionWords: Set<String> = [
    "the", "a", "an", "of", "to", "in", "on", "at", "for", "by", "with", "from", "and", "or", "but", "is",
    "am", "are", "was", "were", "be", "been", "it", "its", "he", "she", "we", "they", "you", "i", "me",
    "him", "her", "us", "them", "my", "your", "his", "their", "our", "that", "this", "as", "if", "than",
    "do", "does", "did", "have", "has", "had", "will", "would", "can", "could", "should", "there", "so",
  ]

  private static func ascii(_ table: [Unicode.Scalar: String]) -> [UInt8: String] {
    Dictionary(uniqueKeysWithValues: table.map { (UInt8(truncatingIfNeeded: $0.key.value), $0.value) })
  }
}

/// Times for speech that nobody timed: the stated rule `speaking-rate/1`.
///
/// At 170 words a minute a word lasts 80 ms and 170 ms for each of its syllables; a comma, colon, semicolon or
/// dash pauses 180 ms, the end of a sentence 450 ms. Other rates scale all of it; each length is rounded to whole
/// milliseconds. Such times are always marked as estimated.
public struct SpeakingRate: Hashable, Sendable {
  /// Name and version of the rule.
  public static let id = "speaking-rate/1"

  /// A word and when it is spoken, in seconds from the text's first word.
  public struct Word: Hashable, Sendable {
    /// The word as written, without white space.
    public var text: String
    /// Where it begins in the text, in UTF-8 bytes.
    public var offset: Int
    /// First moment, in seconds.
    public var start: Double
    /// Last moment, in seconds.
    public var end: Double
  }

  /// Words a minute.
  public var wordsPerMinute: Double

  /// Makes a rule; rates outside 20…1000 words a minute are brought to the nearest of them.
  public init(wordsPerMinute: Double = 170) { self.wordsPerMinute = min(1000, max(20, wordsPerMinute)) }

  /// The words of a spoken text. Pieces without a letter or digit are no words.
  public func words(of text: String) -> [Word] {
    let scale = 170 / wordsPerMinute
    var place = 0.0  // in milliseconds, a whole number
    var offset = 0
    var words: [Word] = []
    var counted = text.startIndex
    for token in text.split(whereSeparator: \.isWhitespace) {
      offset += text.utf8.distance(from: counted, to: token.startIndex)
      counted = token.startIndex
      guard token.contains(where: \.isWordlike) else { continue }
      let end = place + ((80 + 170 * Double(Self.syllables(of: token))) * scale).rounded()
      words.append(Word(text: String(token), offset: offset, start: place / 1000, end: end / 1000))
      let pause =
        switch token.last {
        case ".", "!", "?", "…", "。", "！", "？": 450.0
        case ",", ":", ";", "–", "—", "，", "、": 180.0
        default: 0.0
        }
      place = end + (pause * scale).rounded()
    }
    return words
  }

  /// Groups of vowel letters, less a silent final e; digits count as they are read one by one; a letter of a
  /// script that writes syllables (Han, kana, hangul) is one. At least 1.
  public static func syllables(of word: some StringProtocol) -> Int {
    var count = 0
    var wasVowel = false
    let letters = Array(word.lowercased().filter(\.isWordlike))
    for (index, letter) in letters.enumerated() {
      if letter.isNumber {
        count += letter == "7" ? 2 : 1
        wasVowel = false
        continue
      }
      if let scalar = letter.unicodeScalars.first?.value, (0x3040..<0xD7B0).contains(scalar) {
        count += 1
        wasVowel = false
        continue
      }
      let isVowel = "aeiouyäöüéèàáâíìîóòôúùûêëïõãåæœøаеёиоуыэюяαεηιουωάέήίόύώ".contains(letter)
      let isSilent = letter == "e" && index == letters.count - 1 && count > 0
      if isVowel, !wasVowel, !isSilent { count += 1 }
      wasVowel = isVowel
    }
    return max(1, count)
  }
}

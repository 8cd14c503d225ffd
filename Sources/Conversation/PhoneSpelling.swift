extension Phone {
  /// Reads a phone written in ARPABET or IPA.
  ///
  /// IPA length and stress marks are understood (`ˈ` 1, `ˌ` 2). A label that neither alphabet has gives
  /// `nil`, which importers must report: nothing is guessed.
  public init?(spelling label: String) {
    if let phone = Phone(arpabet: label) { self = phone } else { self.init(ipa: label) }
  }

  /// Reads one of espeak-ng's ASCII phoneme mnemonics (English voices), with its stress marks `'` and `,`.
  ///
  /// The mnemonics reuse letters of ARPABET for other sounds (`S` is SH), so they are never mixed with it.
  public init?(espeak mnemonic: String) { self.init(mnemonic, in: Self.mnemonics) }

  private init?(_ label: String, in table: [String: Symbol]) {
    var text = Substring(label)
    var stress: Int?
    if let first = text.first, let mark = Self.stressMarks[first] {
      stress = mark
      text = text.dropFirst()
    }
    let key = String(text)
    guard let symbol = table[key] ?? table[key.filter { $0 != "ː" && $0 != ":" }] else { return nil }
    let unmarked = Self.reduced.contains(key) ? 0 : nil
    self.init(symbol, stress: symbol.isVowel ? stress ?? unmarked : nil)
  }

  private static let stressMarks: [Swift.Character: Int] = ["ˈ": 1, "'": 1, "ˌ": 2, ",": 2]
  private static let reduced: Set<String> = ["@", "@2", "@5", "@-", "a#", "I2", "3"]

  private static let mnemonics: [String: Symbol] = table([
    (.AA, "A 0 A@ A# aa"), (.AE, "a a2"), (.AH, "V @ @2 @5 @- a#"), (.AO, "O O@ o@ o O2"), (.AW, "aU aU@"),
    (.AY, "aI aI2 aI@ aI3"), (.EH, "E e e@ E2"), (.ER, "3 IR VR"), (.EY, "eI"), (.IH, "I I2 I# i@ i@3"),
    (.IY, "i"), (.OW, "oU oU#"), (.OY, "OI"), (.UH, "U U@"), (.UW, "u"), (.B, "b"), (.CH, "tS"),
    (.D, "d t# *"),
    (.DH, "D"), (.F, "f"), (.G, "g"), (.HH, "h ?"), (.JH, "dZ"), (.K, "k x"), (.L, "l l# @L"), (.M, "m m-"),
    (.N, "n n-"), (.NG, "N"), (.P, "p"), (.R, "r r-"), (.S, "s"), (.SH, "S"), (.T, "t t2 t["), (.TH, "T"),
    (.V, "v"), (.W, "w w#"), (.Y, "j"), (.Z, "z z#"), (.ZH, "Z"), (.silence, "_ _: _! _|"),
  ])

  /// A table from spellings, parted by blanks, to symbols.
  static func table(_ rows: [(Symbol, String)]) -> [String: Symbol] {
    var result: [String: Symbol] = [:]
    for (symbol, spellings) in rows {
      for spelling in spellings.split(separator: " ") { result[String(spelling)] = symbol }
    }
    return result
  }
}

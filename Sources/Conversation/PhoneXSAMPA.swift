extension Phone {
  /// Reads one phone in X-SAMPA (Wells 1995); `nil` when it is none of ``Phones``' table, or more than one.
  public init?(xsampa label: String) {
    let phones = Phones(xsampa: label)
    guard phones.all.count == 1, phones.unread.isEmpty, let only = phones.all.first else { return nil }
    self = only
  }

  /// The phone in X-SAMPA, American, with its stress mark in front: `"aI`. See ``ipa``.
  public var xsampa: String {
    let mark = symbol.isVowel ? (stress == 1 ? "\"" : stress == 2 ? "%" : "") : ""
    if stress == 0, symbol == .AH { return "@" }
    if stress == 0, symbol == .ER { return "@`" }
    return mark + (Self.codes[symbol] ?? "")
  }

  private static let codes: [Symbol: String] = [
    .AA: "A", .AE: "{", .AH: "V", .AO: "O", .AW: "aU", .AY: "aI", .EH: "E", .ER: "3`", .EY: "eI", .IH: "I",
    .IY: "i", .OW: "oU", .OY: "OI", .UH: "U", .UW: "u", .B: "b", .CH: "tS", .D: "d", .DH: "D", .F: "f",
    .G: "g", .HH: "h", .JH: "dZ", .K: "k", .L: "l", .M: "m", .N: "n", .NG: "N", .P: "p", .R: "r\\", .S: "s",
    .SH: "S", .T: "t", .TH: "T", .V: "v", .W: "w", .Y: "j", .Z: "z", .ZH: "Z",
  ]
}

extension Phones {
  /// Reads X-SAMPA (Wells 1995), by way of IPA. Offsets of what could not be read count in the X-SAMPA.
  public init(xsampa text: String) {
    let source = Array(text.unicodeScalars)
    var ipa = ""
    /// Where each piece of the IPA comes from: its offset there, its offset here.
    var places: [(ipa: Int, source: Int)] = []
    var index = 0
    var offset = 0
    while index < source.count {
      let (letters, count) = Self.piece(source[index...])
      places.append((ipa.utf8.count, offset))
      ipa += letters
      for scalar in source[index..<(index + count)] { offset += UTF8.width(scalar) }
      index += count
    }
    self.init(ipa: ipa)
    move { at in places.last { $0.ipa <= at }?.source ?? 0 }
  }

  /// The IPA of what stands first, and how many scalars that is.
  private static func piece(_ rest: ArraySlice<Unicode.Scalar>) -> (String, Int) {
    let first = rest.first ?? " "
    let second = rest.dropFirst().first
    if first == "_" {
      // A diacritic, which changes nothing here, but that "_S" is a tie.
      guard let second, diacritics.contains(second) else { return ("", 1) }
      if second == "=" { return ("\u{329}", 2) }
      return ("", rest.dropFirst(2).first == "\\" && second == "?" ? 3 : 2)
    }
    for length in [3, 2, 1] where rest.count >= length {
      var key = String.UnicodeScalarView()
      key.append(contentsOf: rest.prefix(length))
      if let letters = table[String(key)] { return (letters, length) }
    }
    return (String(first), 1)
  }

  private static let diacritics = Set("\"+/0<=>?ABFGHLMNORTX^`acdehjklmnoqrtvwx}~".unicodeScalars)

  private static let table: [String: String] = {
    var result = [
      "\"": "ˈ", "%": "ˌ", ":": "ː", ":\\": "ˑ", "=": "\u{329}", "~": "", "'": "", "`": "˞", "@`": "ɚ",
      "3`": "ɝ", "!": "", "^": "", "-": ".", "$": ".",
    ]
    let rows = """
      d` ɖ|g g|h\\ ɦ|j\\ ʝ|l` ɭ|l\\ ɺ|n` ɳ|p\\ ɸ|r` ɽ|r\\ ɹ|r\\` ɻ|r r|s` ʂ|s\\ ɕ|t` ʈ|v\\ ʋ|x\\ ɧ|z` ʐ|\
      z\\ ʑ|A ɑ|B β|B\\ ʙ|C ç|D ð|E ɛ|F ɱ|G ɣ|G\\ ɢ|H ɥ|H\\ ʜ|I ɪ|I\\ ᵻ|J ɲ|J\\ ɟ|K ɬ|K\\ ɮ|L ʎ|L\\ ʟ|M ɯ|\
      M\\ ɰ|N ŋ|N\\ ɴ|O ɔ|O\\ ʘ|P ʋ|Q ɒ|R ʁ|R\\ ʀ|S ʃ|T θ|U ʊ|U\\ ᵿ|V ʌ|W ʍ|X χ|X\\ ħ|Y ʏ|Z ʒ|@ ə|@\\ ɘ|{ æ|\
      } ʉ|1 ɨ|2 ø|3 ɜ|3\\ ɞ|4 ɾ|5 ɫ|6 ɐ|7 ɤ|8 ɵ|9 œ|& ɶ|? ʔ|?\\ ʕ|<\\ ʢ|>\\ ʡ
      """
    for row in rows.split(separator: "|") {
      let pair = row.split(separator: " ")
      if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
    }
    return result
  }()
}

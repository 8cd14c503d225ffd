extension Phone {
  /// Reads one phone in IPA, with or without stress, length, tie bar and diacritics; `nil` when it is none
  /// of ``Phones``' table, or more than one.
  public init?(ipa label: String) {
    if label == "iə" {
      self.init(.IY)
      return
    }
    let phones = Phones(ipa: label)
    guard phones.all.count == 1, phones.unread.isEmpty, let only = phones.all.first else { return nil }
    self = only
  }

  /// The phone in IPA, American, with its stress mark in front: `ˈaɪ`. Silence is the empty text.
  ///
  /// Read back it is the same phone, but that no stress and stress 0 look alike for vowels other than AH
  /// and ER, whose unstressed forms have letters of their own.
  public var ipa: String {
    let mark = symbol.isVowel ? (stress == 1 ? "ˈ" : stress == 2 ? "ˌ" : "") : ""
    if stress == 0, symbol == .AH { return "ə" }
    if stress == 0, symbol == .ER { return "ɚ" }
    return mark + (Self.letters[symbol] ?? "")
  }

  private static let letters: [Symbol: String] = [
    .AA: "ɑ", .AE: "æ", .AH: "ʌ", .AO: "ɔ", .AW: "aʊ", .AY: "aɪ", .EH: "ɛ", .ER: "ɝ", .EY: "eɪ", .IH: "ɪ",
    .IY: "i", .OW: "oʊ", .OY: "ɔɪ", .UH: "ʊ", .UW: "u", .B: "b", .CH: "tʃ", .D: "d", .DH: "ð", .F: "f",
    .G: "ɡ", .HH: "h", .JH: "dʒ", .K: "k", .L: "l", .M: "m", .N: "n", .NG: "ŋ", .P: "p", .R: "ɹ", .S: "s",
    .SH: "ʃ", .T: "t", .TH: "θ", .V: "v", .W: "w", .Y: "j", .Z: "z", .ZH: "ʒ",
  ]

  /// Letters of IPA without marks. The first rows are English, American and British, and the narrow letters
  /// that aligners use for English; the last are the nearest phones for sounds of other languages. What
  /// is not here, front rounded vowels for one, has no near phone and is not read.
  static let ipaTable: [String: Symbol] = table([
    (.AA, "ɑ ɒ"), (.AE, "æ a"), (.AH, "ʌ ə ɐ"), (.AO, "ɔ o"), (.AW, "aʊ au aw ɑʊ æʊ"),
    (.AY, "aɪ ai aj ɑɪ ʌɪ"), (.EH, "ɛ e ɛə eə"), (.ER, "ɝ ɚ ɜ ɜɹ ə˞ ɜ˞"), (.EY, "eɪ ei ej ɛɪ"),
    (.IH, "ɪ ɪə ᵻ ɨ"), (.IY, "i"), (.OW, "oʊ əʊ ou ow ɔʊ"), (.OY, "ɔɪ oɪ ɔj oi"), (.UH, "ʊ ʊə ᵿ"),
    (.UW, "u ʉ uw"), (.B, "b"), (.CH, "tʃ ʧ"), (.D, "d ɾ"), (.DH, "ð"), (.F, "f"), (.G, "ɡ g"),
    (.HH, "h ɦ ʔ"), (.JH, "dʒ ʤ"), (.K, "k"), (.L, "l ɫ"), (.M, "m ɱ"), (.N, "n"), (.NG, "ŋ"), (.P, "p"),
    (.R, "ɹ r ɻ ˞"), (.S, "s"), (.SH, "ʃ"), (.T, "t"), (.TH, "θ"), (.V, "v ʋ"), (.W, "w ʍ"), (.Y, "j"),
    (.Z, "z"), (.ZH, "ʒ"),
    // Other languages, and palatal allophones.
    (.K, "c x q χ"), (.G, "ɟ ɣ ɢ"), (.HH, "ç ħ"), (.N, "ɲ ɳ"), (.L, "ʎ ɭ ɬ"), (.T, "ʈ"), (.D, "ɖ ɽ"),
    (.R, "ʁ ʀ"), (.F, "ɸ"), (.V, "β ⱱ"), (.SH, "ʂ ɕ"), (.ZH, "ʐ ʑ"), (.CH, "tɕ ʨ tʂ ʈʂ"),
    (.JH, "dʑ ʥ dʐ ɖʐ"), (.Y, "ʝ"), (.AH, "ɘ"), (.AE, "ɶ"),
  ])
}

import Conversation
import Testing

@Suite("Phonetic alphabets") struct PhonesTests {
  @Test("Every phone is read back from its IPA and its X-SAMPA", arguments: Phone.Symbol.allCases)
  func back(_ symbol: Phone.Symbol) {
    guard symbol != .silence else {
      #expect(Phone(.silence).ipa.isEmpty && Phone(.silence).xsampa.isEmpty)
      return
    }
    for stress in symbol.isVowel ? [1, 2] : [nil] {
      let phone = Phone(symbol, stress: stress)
      #expect(Phone(ipa: phone.ipa) == phone)
      #expect(Phone(xsampa: phone.xsampa) == phone)
      #expect(Phones(ipa: phone.ipa).unread.isEmpty)
    }
    let unstressed = Phone(symbol, stress: symbol.isVowel ? 0 : nil)
    #expect(Phone(ipa: unstressed.ipa)?.symbol == symbol)
    #expect(Phone(xsampa: unstressed.xsampa)?.symbol == symbol)
    #expect(Phone(ipa: Phone(.AH, stress: 0).ipa) == Phone(.AH, stress: 0))
    #expect(Phone(xsampa: Phone(.ER, stress: 0).xsampa) == Phone(.ER, stress: 0))
  }

  @Test(
    "Words in IPA are read phone by phone, the longest spelling first",
    arguments: [
      ("həlˈoʊ", "HH AH0 L OW1"), ("/ˈt͡ʃɜː(ɹ)tʃ/", "CH ER1 R CH"), ("ˈtʃɜːtʃ", "CH ER1 CH"),
      ("ˈbʌʔn̩", "B AH1 HH N"),
      ("ˈkɔːt.ʃɪp", "K AO1 T SH IH0 P"), ("aɪdˈiːə", "AY0 D IY1 AH0"), ("fˈɜːɹi", "F ER1 IY0"),
      ("ˈwɔɾɚ", "W AO1 D ER0"),
      ("pʰɪ̃n", "P IH N"), ("ˈfaɪə", "F AY1 AH0"), ("ˈbʌtɹ̩", "B AH1 T ER0"), ("kɑ˞", "K AA R"),
      ("nɪə", "N IH"),
      ("d͡ʒ t͜ʃ", "JH CH"), ("ˈɡəʊˌɪŋ", "G OW1 IH2 NG"), ("çuː", "HH UW"), ("c\u{327}u", "HH UW"),
      ("tʃʰ", "CH"), ("a\u{303}", "AE"),
      ("ã", "AE"), ("k‿w", "K W"), ("ʍɪt͡ʃ˥˩", "W IH CH"), ("vʲ d̪ ɫ̩ ɱ", "V D L M"),
      ("ˈɪndiə", "IH1 N D IY0 AH0"),
    ])
  func words(_ ipa: String, _ labels: String) {
    let phones = Phones(ipa: ipa)
    #expect(phones.all.map(\.label).joined(separator: " ") == labels)
    #expect(phones.unread.isEmpty)
  }

  @Test(
    "Words in X-SAMPA",
    arguments: [
      ("h@\"l@U", "HH AH0 L OW1"), ("\"tS3:tS", "CH ER1 CH"), ("t_SIp", "CH IH P"),
      ("\"b{t@`", "B AE1 T ER0"), ("k_hOt", "K AO T"),
      ("\"bVtn=", "B AH1 T N"), ("r\\Ed_0", "R EH D"), ("D@", "DH AH0"), ("sIN-IN", "S IH NG IH NG"),
      ("g3`l", "G ER L"),
      ("?V", "HH AH"), ("\"wQ4@", "W AA1 D AH0"), ("Z T S", "ZH TH SH"), ("x\"a~", "K AE1"),
    ])
  func xsampa(_ text: String, _ labels: String) {
    let phones = Phones(xsampa: text)
    #expect(phones.all.map(\.label).joined(separator: " ") == labels)
    #expect(phones.unread.isEmpty)
  }

  @Test("Sounds without a near phone are told with their places, and nothing is guessed") func unread() {
    let phones = Phones(ipa: "tœy1k")
    #expect(phones.all.map(\.label) == ["T", "K"])
    #expect(
      phones.unread == [
        .init(text: "œ", offset: 1), .init(text: "y", offset: 3), .init(text: "1", offset: 4),
      ])
    #expect(Phones(xsampa: "t29k").unread.map(\.offset) == [1, 2])
    for label in ["ø", "yː", "", "ˈ", "tk", "ɯ", "ʘ", "iaʊ"] { #expect(Phone(ipa: label) == nil, "\(label)") }
    for label in ["2", "tk", "", "\""] { #expect(Phone(xsampa: label) == nil, "\(label)") }
  }

  @Test("Any text is read without a fault") func any() {
    var state: UInt64 = 3
    let letters = Array("tʃaɪə˞ːˈˌ.\u{329}\u{303}\u{361}c\u{327}œ🙂_\\=`\"%@{}".unicodeScalars)
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(letters[Int(state >> 33) % letters.count])
      }
      let length = String(text).utf8.count
      #expect(Phones(ipa: String(text)).unread.allSatisfy { $0.offset < length })
      #expect(Phones(xsampa: String(text)).unread.allSatisfy { $0.offset < length })
    }
  }

  @Test(
    "TIMIT's labels",
    arguments: [
      ("ax-h", "AH0"), ("eng", "NG"), ("nx", "N"), ("hv", "HH"), ("q", "HH"), ("bcl", "B"), ("epi", "SIL"),
    ])
  func timit(_ label: String, _ expected: String) { #expect(Phone(arpabet: label)?.label == expected) }
}

import Conversation
import Testing

@Suite("Spellings of phones and emotions")
struct PhoneSpellingTests {
  @Test("every symbol reads its own label, with and without stress", arguments: Phone.Symbol.allCases)
  func labels(_ symbol: Phone.Symbol) {
    for stress in [nil, 0, 1, 2] where symbol.isVowel || stress == nil {
      let phone = Phone(symbol, stress: stress)
      #expect(Phone(arpabet: phone.label) == phone)
      #expect(Phone(spelling: phone.label.lowercased()) == phone)
    }
  }

  @Test(
    "ARPABET's variants",
    arguments: [("ax", "AH0"), ("IX", "IH0"), ("axr", "ER0"), ("DX", "D"), ("wh", "W"), (" aa1 ", "AA1")])
  func variants(_ spelling: String, _ label: String) { #expect(Phone(spelling: spelling)?.label == label) }

  @Test("silence labels", arguments: ["", "sil", "SP", "spn", "<eps>", "h#", "pau", "_"])
  func silences(_ spelling: String) { #expect(Phone(spelling: spelling)?.symbol == .silence) }

  @Test(
    "IPA with stress and length marks",
    arguments: [
      ("ə", "AH0"), ("ˈɑː", "AA1"), ("ˌiː", "IY2"), ("t͡ʃ", "CH"), ("dʒ", "JH"), ("θ", "TH"), ("ð", "DH"),
      ("ŋ", "NG"), ("ɹ", "R"), ("aɪ", "AY"), ("oʊ", "OW"), ("ɡ", "G"), ("ɾ", "D"), ("j", "Y"), ("ɚ", "ER0"),
    ])
  func ipa(_ spelling: String, _ label: String) { #expect(Phone(spelling: spelling)?.label == label) }

  @Test(
    "what neither alphabet has is refused, never guessed",
    arguments: ["œ", "ø", "AA3", "QQ", "xyz", "ː", "1"])
  func unknown(_ spelling: String) { #expect(Phone(spelling: spelling) == nil) }

  @Test(
    "espeak's mnemonics mean other sounds than ARPABET's letters",
    arguments: [
      ("S", "SH"), ("T", "TH"), ("D", "DH"), ("N", "NG"), ("A:", "AA"), ("'i:", "IY1"), (",eI", "EY2"),
      ("3:", "ER"), ("tS", "CH"), ("@", "AH0"), ("@-", "AH0"), ("'aI2", "AY1"), ("'VR", "ER1"), ("t[", "T"),
    ])
  func espeak(_ spelling: String, _ label: String) { #expect(Phone(espeak: spelling)?.label == label) }

  @Test("classes of phones are told by the mouth")
  func classes() {
    #expect(Phone.Symbol.allCases.filter(\.isBilabial) == [.B, .M, .P])
    #expect(Phone.Symbol.allCases.filter(\.isLabiodental) == [.F, .V])
    #expect(Phone.Symbol.allCases.count { $0.isVowel } == 15)
    #expect(Phone.Symbol.allCases.filter { $0.isOpenVowel }.allSatisfy { $0.isVowel })
  }
}

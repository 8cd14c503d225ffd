import Testing

@testable import Behaviors

@Suite struct LetterToPhoneTests {
  @Test(
    arguments: [
      ("map", "M AE P"), ("phone", "F OW N"), ("knife", "N AY F"), ("the", "DH AH"),
      ("bubble", "B AH B AH L"),
      ("people", "P IY P AH L"), ("church", "CH ER CH"), ("station", "S T AE SH AH N"), ("five", "F AY V"),
      ("quick", "K W IH K"), ("city", "S IH T IY"),
    ])
  func commonWordsAreSpelled(word: String, phones: String) {
    let symbols = LetterToPhone.phones(of: word).map { String(describing: $0.symbol) }
    #expect(symbols.joined(separator: " ") == phones)
  }

  @Test func everyWordHasASoundAndOnlyContentWordsAccents() {
    for word in ["don't", "naïve", "1999", "привет", "你好", "xyz"] {
      #expect(!LetterToPhone.phones(of: word).isEmpty, "\(word)")
    }
    #expect(LetterToPhone.phones(of: "…").isEmpty)
    #expect(LetterToPhone.phones(of: "table").contains { $0.stress == 1 })
    #expect(!LetterToPhone.phones(of: "the").contains { $0.stress == 1 })
  }
}

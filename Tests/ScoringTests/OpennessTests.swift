import Conversation
import Testing

@testable import Scoring

@Suite struct OpennessTests {
  @Test func everyPhoneHasAnOpenness() {
    for symbol in Phone.Symbol.allCases {
      let value = Openness.table[symbol]
      #expect(value != nil, "\(symbol)")
      #expect((0...1).contains(value ?? -1))
      if symbol.isBilabial || symbol == .silence { #expect(value == 0) }
      if symbol.isOpenVowel { #expect((value ?? 0) >= 0.8) }
    }
    #expect(Openness.of(Phone(.AH, stress: 0)) < Openness.of(Phone(.AH, stress: 1)))
  }
}

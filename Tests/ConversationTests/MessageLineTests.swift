import Testing

@testable import Conversation

@Suite("Lines of messages")
struct MessageLineTests {
  @Test("breaks and control characters become blanks, other text stays")
  func breaks() {
    #expect("a\r\nb\u{0}c\u{2028}d\te\u{1B}[1m".asOneLine == "a  b c d e [1m")
    #expect("žluť 🎉; 'x'".asOneLine == "žluť 🎉; 'x'")
  }

  @Test("of long text beginning and end are told")
  func long() {
    let whole = String(repeating: "a", count: 600) + String(repeating: "b", count: 100)
    #expect(whole.asOneLine == whole)
    let longer = String(repeating: "a", count: 600) + "x" + String(repeating: "b", count: 100)
    #expect(longer.asOneLine == whole.replacing("ab", with: "a…b"))
  }
}

import Motion
import Testing

@Suite struct SpelledTextTests {
  @Test func `what moves the cursor, turns the direction or is not seen is spelt`() {
    #expect("a\u{1B}[31m\n".spelled == "a\\u{1B}[31m\\u{A}")
    #expect("x\u{202E}y\u{200B}z\u{2028}".spelled == "x\\u{202E}y\\u{200B}z\\u{2028}")
  }

  @Test func `words of any script stay, blanks too`() {
    let words = "Zoë नमस्ते 太郎 a_b-c.d"
    #expect(words.spelled == words)
  }

  @Test func `the middle of long texts is left out`() {
    let long = String(repeating: "a", count: 5000)
    #expect(long.spelled.count == 701)
    #expect(String(repeating: "b", count: 700).spelled.count == 700)
  }
}

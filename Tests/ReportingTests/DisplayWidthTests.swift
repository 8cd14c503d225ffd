import Reporting
import Testing

@Suite("The width of text in a terminal")
struct DisplayWidthTests {
  @Test(
    "Clusters count as a terminal shows them",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("😀", 2), ("❤️", 2), ("❤", 1),
      ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("…", 1), ("⠿", 1), ("ＡＢ", 4), ("\u{200B}", 0),
    ])
  func widths(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

  @Test("Shortening marks the loss and never splits a wide character")
  func shortened() {
    #expect(DisplayWidth.shortened("hello", to: 5) == "hello")
    #expect(DisplayWidth.shortened("hello", to: 4) == "hel…")
    #expect(DisplayWidth.shortened("日本語", to: 4) == "日…")
    #expect(DisplayWidth.shortened("x", to: 0) == "")
    for width in 0...8 { #expect(DisplayWidth.of(DisplayWidth.shortened("a日b本c", to: width)) <= width) }
  }

  @Test("Padding goes to the other side of the alignment")
  func padded() {
    #expect(DisplayWidth.padded("日", to: 4) == "日  ")
    #expect(DisplayWidth.padded("7", to: 3, .trailing) == "  7")
  }
}

import Testing

@testable import Commands

@Suite("Text is broken between words, and none of it is lost")
struct WrappedTextTests {
  @Test("lines are as long as the terminal is wide at most, and all but the first are indented")
  func lines() {
    #expect(WrappedText.lines("blocks: one of them moves", width: 14) == ["blocks: one of", "  them moves"])
    #expect(WrappedText.lines("blocks: one of them", width: nil) == ["blocks: one of them"])
    #expect(WrappedText.lines("", width: 20) == [])
    let text = "the quick brown fox jumps over the lazy dog and goes on 你好 for quite a while after it"
    for width in 12...100 {
      let lines = WrappedText.lines(text, width: width)
      #expect(lines.allSatisfy { $0.unicodeScalars.count <= width })
      #expect(lines.flatMap { $0.split(separator: " ") } == text.split(separator: " "))
    }
  }

  @Test("a word that is longer than a line stays whole")
  func longWords() {
    #expect(
      WrappedText.lines("see /a/very/long/path here", width: 10) == ["see", "  /a/very/long/path", "  here"])
  }
}

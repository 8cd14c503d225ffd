import Testing

@testable import Script

@Suite("Hostile scripts cost no more than their length") struct ScriptLimitTests {
  /// Texts of about a length that make a reader look ahead as often as they can.
  static let rows = [
    "<", "[", "*", "_", "`", "{", "(", "|", "~", "&", "h", "w", "!", "\\", "=", "-", "#", "[a", "*a ", "**a ",
    "_a ", "`a ", "``a ",
    "<a ", "<a b='", "</", "<!-", "<![CDATA[", "<|", "<?", "{{tool:a {", "{\"\n", "\n{\"", "\n|a", "\n```a\n",
    "\n~~~", "(a",
    "（", "&a", "![", "[x](", "[x](y \"", "https://", "www.a", "<action>", "<sub alias='a'>", "<tool_call>",
    "<tool_call>{",
    "<function=a>{", "<prosody rate='1'>", "<b>", "</b>", "<happy>", "~~a ", "[^", "- [", "\n[a]: ",
    "a\u{301}", "\u{301}",
  ]

  @Test("Steps of looking ahead are bounded for each character", arguments: rows) func work(_ row: String) {
    let length = 800
    var reader = ScriptReader()
    let text = String(repeating: row, count: length / row.count)
    _ = reader.feed(text)
    _ = reader.finish()
    // Calls in braces may look ahead for the whole of a call, over and over: that is the bound.
    #expect(reader.work <= text.count * 2 * ScriptReader.longestHold, "\(row.debugDescription)")
    var twice = ScriptReader()
    _ = twice.feed(text + text)
    _ = twice.finish()
    #expect(
      twice.work <= 5 * reader.work / 2 + 2 * ScriptReader.longestHold * ScriptReader.longestHold,
      "\(row.debugDescription)")
  }

  @Test(
    "A hundred thousand marks in a row are read at little cost",
    arguments: ["<", "[", "*", "_", "`", "\u{301}", "&", "(", "!"])
  func rowOfMarks(_ mark: String) {
    var reader = ScriptReader()
    _ = reader.feed(String(repeating: mark, count: 100_000))
    _ = reader.finish()
    #expect(reader.work <= 40_000_000)
    #expect(reader.held == 0)
  }

  @Test("What is held back is bounded, however long a mark stays open", arguments: rows) func hold(
    _ row: String
  ) {
    var reader = ScriptReader()
    let piece = String(repeating: row, count: max(1, 200 / row.count))
    for _ in 0..<40 {
      _ = reader.feed(piece)
      if reader.held > ScriptReader.longestHold {
        Issue.record("\(row.debugDescription) holds \(reader.held) characters back")
        return
      }
    }
  }

  @Test(
    "Blocks that are dropped are not kept, however long",
    arguments: [("<think>", "</think>"), ("<!--", "-->"), ("\n```swift\n", "\n```\n")])
  func dropped(_ opening: String, _ closing: String) {
    var reader = ScriptReader()
    var spoken = ""
    func take(_ pieces: [ScriptPiece]) {
      for case .spoken(let segment) in pieces { spoken += segment.text }
    }
    take(reader.feed("Hi " + opening))
    for _ in 0..<300 {
      take(reader.feed("words and words < and more ` - words "))
      #expect(reader.held <= ScriptReader.longestHold)
    }
    take(reader.feed(closing + "Bye"))
    take(reader.finish())
    #expect(spoken.split(whereSeparator: \.isWhitespace) == ["Hi", "Bye"])
  }
}

import Testing

@testable import Commands

@Suite("Lines become words as in a shell")
struct WordSplitterTests {
  private let splitter = WordSplitter(home: "/home/ada")

  @Test(
    "Blanks part words, quotes and backslashes hold them together",
    arguments: [
      ("", []), ("   ", []), ("run", ["run"]), ("  run   --seed 7 ", ["run", "--seed", "7"]),
      ("a 'b c' d", ["a", "b c", "d"]), (#"a "b c" d"#, ["a", "b c", "d"]), (#"a\ b"#, ["a b"]),
      ("''", [""]), (#"x"" """#, ["x", ""]),
      (#"'it'\''s'"#, ["it's"]), (#""a \"b\" \\ \n""#, [#"a "b" \ \n"#]),

      (#"'a\b'"#, [#"a\b"#]), ("--set=a='b c'", ["--set=a=b c"]), ("日本 語", ["日本", "語"]),
      ("a\tb", ["a", "b"]),
    ] as [(String, [String])])
  func words(line: String, words: [String]) throws { #expect(try splitter.words(of: line) == words) }

  @Test(
    "A mark at the start of a word begins a comment, elsewhere it is itself",
    arguments: [
      ("# all of it", []), ("run # rest", ["run"]), ("a#b", ["a#b"]), ("'#' x", ["#", "x"]),
      ("\\# x", ["#", "x"]), ("# 'open", []),
    ] as [(String, [String])])
  func comments(line: String, words: [String]) throws { #expect(try splitter.words(of: line) == words) }

  @Test(
    "Home is meant by a leading bare tilde alone",
    arguments: [
      ("~/x", "/home/ada/x"), ("~", "/home/ada"), ("'~/x'", "~/x"), (#"\~/x"#, "~/x"), ("a~/x", "a~/x"),
      ("~bob/x", "~bob/x"),
    ])
  func tilde(line: String, word: String) throws { #expect(try splitter.words(of: line) == [word]) }

  @Test("An open quote is refused with its place")
  func unclosed() {
    #expect(throws: WordFault.unclosedQuote("'", column: 5)) { try splitter.words(of: "run 'a b") }
    #expect(throws: WordFault.unclosedQuote("\"", column: 1)) { try splitter.words(of: "\"a 'b'") }
    #expect(throws: WordFault.danglingBackslash(column: 3)) { try splitter.words(of: "ab\\") }
  }

  @Test(
    "An unfinished line tells the word at the cursor",
    arguments: [
      ("", [], "", nil),
      ("run --st", ["run"], "--st", nil), ("run ", ["run"], "", nil),
      ("run 'a b", ["run"], "a b", "'"), (#"run "a\"b"#, ["run"], "a\"b", "\""),
      (#"x a\ b"#, ["x"], "a b", nil),
      ("x ~/a", ["x"], "~/a", nil),
    ] as [(String, [String], String, Character?)])
  func unfinished(line: String, words: [String], current: String, quote: Character?) {
    let place = splitter.unfinished(line)
    #expect(place.words == words)
    #expect(place.current == current)
    #expect(place.quote == quote)
    #expect(!place.isComment)
    #expect(splitter.unfinished(line + " # ").isComment == (quote == nil))
  }
}

import Testing

@Suite("Expected text with room for anything")
struct ExpectedTextTests {
  @Test(
    "An ellipsis matches anything in a line, and any lines when alone",
    arguments: [
      (["a", "b"], "a\nb\n", true), (["a", "b"], "a\nc\n", false), (["a"], "a\nb\n", false), ([], "", true),
      ([], "a\n", false), (["a…c"], "abbc\n", true), (["a…c"], "ac", true), (["a…c"], "abd\n", false),
      (["…x…"], "--x--\n", true), (["a", "…"], "a\n1\n2\n", true), (["…", "z"], "1\n2\nz\n", true),
      (["…", "z"], "1\n2\n", false), (["…"], "", true), (["a", "…", "b…"], "a\nb\nb2\nc\nbb\n", true),
    ] as [([String], String, Bool)])
  func matches(lines: [String], text: String, expected: Bool) {
    #expect(ExpectedText(lines: lines).matches(text) == expected)
  }
}

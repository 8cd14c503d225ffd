import Reporting
import Testing

@Suite("Text from outside is harmless")
struct SafeTextTests {
  @Test(
    "what moves the cursor, recolours, turns the direction or hides is spelled out",
    arguments: [
      ("a\u{1B}[31m", "a\\u{1B}[31m"), ("\u{9B}2J", "\\u{9B}2J"), ("a\u{202E}b", "a\\u{202E}b"),
      ("a\u{200B}b", "a\\u{200B}b"), ("\u{200F}\u{61C}", "\\u{200F}\\u{61C}"), ("\u{FEFF}x", "\\u{FEFF}x"),
      ("a\n\tb\r", "a\\n\\tb\\r"), ("日本 é 👩‍💻 نمی‌خواهم", "日本 é 👩‍💻 نمی‌خواهم"),
    ])
  func escaped(text: String, spelled: String) { #expect(SafeText.escaped(text) == spelled) }

  @Test("lines and tabs of a page stay, a lone carriage return does not")
  func lines() {
    #expect(SafeText.escapedLines("a\tb\r\nc\n") == "a\tb\r\nc\n")
    #expect(SafeText.escapedLines("a\rb\r\n\u{1B}c\u{200B}\n") == "a\\rb\r\n\\u{1B}c\\u{200B}\n")
  }

  @Test("JSON stays JSON")
  func json() {
    #expect(SafeText.escapedJSON("{\n \"a\": \"\u{7F}\u{202E}\"\n}") == "{\n \"a\": \"\\u007f\\u202e\"\n}")
  }
}

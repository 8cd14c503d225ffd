import Foundation
import Provenance
import Testing

@Suite("JSON literals")
struct JSONLiteralTests {
  @Test(
    "what JSON forbids is escaped, all else stays",
    arguments: [
      ("", #""""#), ("a/b ž 😀", #""a/b ž 😀""#), ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#),
      ("\u{0}\u{8}\u{1F}", #""\u0000\u0008\u001f""#), ("\u{7F}", "\"\u{7F}\""),
    ])
  func strings(_ text: String, _ literal: String) { #expect(JSONLiteral.string(text) == literal) }

  @Test("named scalars are escaped too, beyond U+FFFF as a pair")
  func named() {
    let literal = JSONLiteral.string("a\u{202E}\u{E0041}b") { $0.value > 0x7F }
    #expect(literal == #""a\u202e\udb40\udc41b""#)
  }

  @Test("a decoder reads back every kind of text", arguments: ["\u{1}\"\\/\u{2028}ž😀\n", "e\u{301}"])
  func decoded(_ text: String) throws {
    for literal in [JSONLiteral.string(text), JSONLiteral.string(text) { _ in true }] {
      let read = try JSONDecoder().decode([String].self, from: Data("[\(literal)]".utf8))
      #expect(read.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }
  }
}

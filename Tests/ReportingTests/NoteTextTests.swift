import Testing

@testable import Reporting

@Suite("Remarks under a table")
struct NoteTextTests {
  @Test("They are broken between words, and what follows a dash is indented")
  func wraps() {
    #expect(NoteText.wrapped("- one two three four", to: 10) == "- one two\n  three\n  four")
    #expect(NoteText.wrapped("one two", to: nil) == "one two")
    #expect(NoteText.wrapped("one two", to: 7) == "one two")
  }

  @Test("A word that is too long stays whole")
  func long() { #expect(NoteText.wrapped("a abcdefghij b", to: 5) == "a\nabcdefghij\nb") }
}

import Conversation
import Formats
import Foundation
import Motion
import Testing

@testable import Catalog

@Suite("Texts without control characters")
struct PlainTextTests {
  @Test("control characters become spaces; line breaks, tabs and letters of any script stay")
  func controls() {
    var texts = PlainText()
    #expect(texts.plain("a\u{0}b\u{1B}[1m\u{7F}\u{9B}c") == "a b [1m  c")
    #expect(texts.count == 1)
    for text in ["a\r\nb\tc", "Âge ©", "e\u{301}", "👩‍👩‍👧", ""] { #expect(texts.plain(text) == text) }
    #expect(texts.count == 1)
  }

  @Test("turns and words of a transcript are mended with a note, and still stand where they are anchored")
  func transcripts() throws {
    var turn = Transcript.Turn(
      speaker: "a", text: "hi\u{0} you", start: .zero, end: .milliseconds(1000))
    turn.words = [
      .init("hi\u{0}", start: .zero, end: .milliseconds(400)),
      .init("you", start: .milliseconds(500), end: .milliseconds(900)),
    ]
    var assembly = TranscriptAssembly(Transcript(id: "r", turns: [turn]), id: "r", rules: ImportRules())
    let made = assembly.recording(sound: nil)
    let happened = Happened(try #require(made))
    #expect(happened.turns.map(\.text) == ["hi  you"] && happened.words.map(\.text) == ["hi", "you"])
    #expect(happened.words.map { $0.anchor?.offset } == [0, 4])
    #expect(
      assembly.tallies.contains { $0.sort == .repaired && $0.amount == 2 && $0.one.contains("control") })
  }

  @Test("the mark of byte order is no part of a text beside a sound", arguments: ["lab", "txt", "csv"])
  func marks(_ kind: String) throws {
    let folder = try TemporaryFolder()
    _ = try CorpusImportTests.sound("in/a.flac", in: folder)
    let name = kind == "csv" ? "metadata.csv" : "a.\(kind)"
    _ = try folder.write("\u{FEFF}" + (kind == "csv" ? "a|hello" : "hello"), "in/\(name)")
    let corpus = try CorpusImport(out: folder.url.appendingPathComponent("out")).run(
      .named("audio"), folder.url.appendingPathComponent("in")
    ).corpus
    let text = try #require(Happened(try corpus.recording("a")).turns.first?.text)
    #expect(Array(text.utf8) == Array("hello".utf8))
  }
}

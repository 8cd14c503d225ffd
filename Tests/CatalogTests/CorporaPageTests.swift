import Catalog
import Conversation
import Foundation
import Motion
import Testing

@Suite("The page of the corpus format")
struct CorporaPageTests {
  /// The text between the fences of a block in `Corpora/README.md`.
  private func block(_ language: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("Corpora/README.md"), encoding: .utf8)
    let opening = try #require(page.range(of: "```\(language)\n"))
    let closing = try #require(page.range(of: "```", range: opening.upperBound..<page.endIndex))
    return String(page[opening.upperBound..<closing.lowerBound])
  }

  @Test("its examples are read, and tell what they seem to tell")
  func examples() throws {
    let manifest = try JSONDecoder().decode(CorpusManifest.self, from: Data(try block("json").utf8))
    #expect(manifest.firstFault == nil)
    let log = Data(try block("jsonl").utf8)
    let recording = try RecordingLog.recording(log, file: "README.md", entry: manifest.recordings[0])
    let happened = Happened(recording)
    #expect(happened.turns.map(\.id) == ["b1", "a1"])
    let word = try #require(happened.words.first { $0.id == "a1.w2" })
    #expect(word.start == .milliseconds(2550) && word.end == .milliseconds(2900) && !word.isEstimated)
    // Anchors point at their words in the turn's text.
    for span in happened.words {
      let anchor = try #require(span.anchor)
      let text = try #require(happened.turns.first { $0.id == anchor.turn }?.text)
      #expect(text.utf8.dropFirst(anchor.offset).starts(with: span.text.utf8), "\(span.id)")
    }
  }

  @Test("kinds, operations, cues and emotions are all on the page")
  func vocabulary() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("Corpora/README.md"), encoding: .utf8)
    let words =
      Record.Kind.allCases.map { "| `\($0.rawValue)` |" }
      + Record.Operation.allCases.map { "`\($0.rawValue)`" }
      + Record.Cue.allCases.map { "`\($0.rawValue)`" } + ArrivalModel.all.map { "`\($0.id)`" }
    for word in words { #expect(page.contains(word), "\(word)") }
    for emotion in Emotion.allCases { #expect(page.contains(emotion.rawValue)) }
  }
}

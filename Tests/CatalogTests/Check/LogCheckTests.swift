import Conversation
import Foundation
import Motion
import Provenance
import Testing

@testable import Catalog

@Suite("Checking logs")
struct LogCheckTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let head = [
    #"{"id":"t","op":"announce","kind":"turn","participant":"me","start":0,"end":1,"text":"né you"}"#,
    #"{"id":"u","op":"announce","kind":"turn","participant":"you","start":1,"end":2,"text":"Ah"}"#,
  ]

  /// What a log of two turns and these lines gives, as rule and line.
  ///
  /// - Parameter ignoring: rules that the words of a test break for brevity.
  private func found(
    _ lines: [String], head: [String] = head, bytes: Data? = nil,
    ignoring: Set<String> = ["word-not-in-text", "words-out-of-order"]
  ) throws -> [String] {
    let entry = CorpusManifest.Entry(
      id: "r", log: "r.jsonl", duration: 2,
      participants: [.init(id: "me", role: .character), .init(id: "you", role: .partner)])
    let manifest = CorpusManifest(
      id: "c", title: "C", language: "en", licence: "MIT", evidence: .synthetic, about: "",
      recordings: [entry])
    _ = try folder.write(bytes ?? Data((head + lines).joined(separator: "\n").utf8), "r.jsonl")
    let check = LogCheck(entry, of: Corpus(manifest: manifest, directory: folder.url))
    for finding in check.findings where finding.severity > .note {
      #expect(!finding.cure.isEmpty && !finding.message.contains("\n"), "\(finding)")
    }
    #expect(check.findings.allSatisfy { $0.file == "r.jsonl" })
    return check.findings.filter { !ignoring.contains($0.rule) }.map {
      "\($0.severity.rawValue) \($0.rule) \($0.line ?? 0)"
    }
  }

  private func word(_ id: String, _ start: Double, _ end: Double, _ more: String = "") -> String {
    #"{"id":"\#(id)","op":"announce","kind":"word","participant":"me","start":\#(start),"end":\#(end),"text":"x"\#(more)}"#
  }

  private func phone(_ id: String, _ start: Double, _ end: Double, _ label: String = "AH0") -> String {
    #"{"id":"\#(id)","op":"announce","kind":"phone","participant":"me","start":\#(start),"end":\#(end),"text":"\#(label)"}"#
  }

  @Test("a sound log gives nothing")
  func sound() throws {
    #expect(
      try found([
        word("a", 0, 0.5, #","turn":"t","offset":0"#), word("b", 0.5, 1, #","turn":"t","offset":4"#),
        phone("p", 0, 0.5), phone("q", 0.5, 0.7), phone("r", 0.7, 1),
      ]) == [])
  }

  @Test("lines that are no records are named, and what stands behind them is still checked")
  func syntax() throws {
    #expect(
      try found(["", "{", #"{"id":"x","op":"announce","kind":"song"}"#, word("late", 1, 3)])
        == ["error syntax 4", "error syntax 5", "error after-session 6"])
    var bytes = Data(Self.head[0].utf8)
    bytes += Data([0x0A, 0xFF, 0xFE, 0x0A])
    bytes += Data(Self.head[1].utf8)
    #expect(try found([], bytes: bytes) == ["error syntax 2"])
  }

  @Test("rules of logs: ids, revisions, participants, spans")
  func rules() throws {
    #expect(
      try found([
        Self.head[0], #"{"id":"none","op":"revise","kind":"turn","participant":"me","end":2}"#,
        #"{"id":"x","op":"announce","kind":"turn","participant":"her","start":0,"end":1}"#,
        word("back", 1, 0.5),
        #"{"id":"t","op":"revise","kind":"word","participant":"me","end":2}"#,
      ]) == (3...7).map { "error log-rule \($0)" })
  }

  @Test("arrivals out of order")
  func arrivals() throws {
    #expect(
      try found([
        #"{"id":"a","op":"announce","kind":"voice","participant":"me","start":0,"end":1,"arrival":1}"#,
        #"{"id":"b","op":"announce","kind":"voice","participant":"me","start":1,"end":2,"arrival":0.5}"#,
      ]) == ["note arrival-order 4"])
  }

  @Test("anchors: no turn, somebody else's, behind the text, inside a character")
  func anchors() throws {
    #expect(
      try found([
        word("a", 0, 0.2, #","turn":"q","offset":0"#), word("b", 0.2, 0.4, #","turn":"u","offset":0"#),
        word("c", 0.4, 0.6, #","turn":"t","offset":8"#), word("d", 0.6, 0.8, #","turn":"t","offset":2"#),
        word("e", 0.8, 1, #","turn":"t","offset":7"#),
      ]) == [
        "warning anchor-without-turn 3", "warning anchor-of-other 4", "warning word-outside-turn 4",
        "warning anchor-behind-text 5", "warning anchor-inside-character 6",
      ])
  }

  @Test("words: outside their turn, over each other; estimated ones are counted")
  func words() throws {
    #expect(
      try found([
        word("a", 0.9, 1.1, #","turn":"t","offset":0"#), word("b", 1, 1.2), word("c", 1.21, 1.3),
        word("d", 1.25, 1.4, #","estimated":true"#),
      ]) == ["warning word-outside-turn 3", "warning words-overlap 4", "note words-estimated 0"])
  }

  @Test("words that are not what stands at their anchor, or run against the text")
  func texts() throws {
    let head = [
      #"{"id":"t","op":"announce","kind":"turn","participant":"me","start":0,"end":2,"text":"Oh **so** true."}"#
    ]
    func said(_ text: String, _ start: Double, _ offset: Int) -> String {
      #"{"id":"\#(text)","op":"announce","kind":"word","participant":"me","start":\#(start),"end":\#(start + 0.2),"text":"\#(text)","turn":"t","offset":\#(offset)}"#
    }
    #expect(
      try found([said("oh", 0, 0), said("so", 0.5, 3), said("true", 1, 10)], head: head, ignoring: []) == [])
    #expect(
      try found([said("oh", 0, 0), said("banana", 0.5, 5), said("so", 1, 3)], head: head, ignoring: [])
        == ["note word-not-in-text 3", "warning words-out-of-order 4"])
  }

  @Test("turns of one speaker over each other, unknown emotions, arrivals that nobody learns of")
  func others() throws {
    #expect(
      try found([
        #"{"id":"t2","op":"announce","kind":"turn","participant":"me","start":0.5,"end":1.5,"arrival":9}"#,
        #"{"id":"c","op":"announce","kind":"cue","participant":"me","start":1,"cue":"emotion","text":"hungry"}"#,
      ]) == ["warning arrival-after-session 3", "warning turns-overlap 3", "warning emotion-unknown 4"])
  }

  @Test("phones: unknown, not tiling their word, missing, in no word")
  func phones() throws {
    #expect(
      try found([
        word("a", 0, 0.5), phone("p", 0, 0.2), phone("q", 0.3, 0.5), word("b", 0.5, 0.8), word("c", 0.8, 1),
        phone("r", 0.8, 1, "œ"), phone("s", 1.5, 1.6), phone("v", 1.6, 1.7),
      ]) == [
        "warning phones-do-not-tile 4", "warning word-without-phones 6", "warning phone-unknown 8",
        "note phone-outside-words 9",
      ])
  }

  @Test("an empty log, and one that is not there")
  func nothing() throws {
    #expect(try found([], head: []) == ["warning log-empty 0"])
    let entry = CorpusManifest.Entry(id: "r", log: "none.jsonl", duration: 2, participants: [])
    let manifest = CorpusManifest(
      id: "c", title: "C", language: "en", licence: "MIT", evidence: .synthetic, about: "",
      recordings: [entry])
    let check = LogCheck(entry, of: Corpus(manifest: manifest, directory: folder.url))
    #expect(check.findings.map(\.rule) == ["log"] && check.recording == nil)
  }

  @Test("a long log takes no longer each line")
  func long() throws {
    let lines = (0..<30_000).map { number -> String in
      let start = Double(number) / 15_000
      return word("w\(number)", start, start + 1.0 / 15_000)
    }
    #expect(try found(lines) == [])
  }
}

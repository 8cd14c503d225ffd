import Conversation
import Formats
import Motion
import Testing

@Suite("Several files of one recording")
struct TranscriptMergingTests {
  private func span(_ text: String, _ start: Int64, _ end: Int64, line: Int = 0) -> Transcript.Span {
    .init(text, start: .milliseconds(start * 1000), end: .milliseconds(end * 1000), line: line)
  }

  private func transcript(_ id: String, _ speakers: [String], words: [Transcript.Span] = []) -> Transcript {
    var lane = Transcript.Lane()
    lane.words = words
    return Transcript(
      id: id, speakers: speakers.map { .init(name: $0) },
      lanes: words.isEmpty ? [:] : [speakers.first ?? "": lane])
  }

  @Test("words of one file and phones of another stand beside each other, equal ones once")
  func unites() {
    let left = transcript("a", [""], words: [span("one", 0, 1, line: 4), span("two", 2, 3, line: 5)])
    var right = transcript("b", [""], words: [span("two", 2, 3, line: 9), span("mid", 1, 2)])
    right.lanes[""]?.phones = [span("W", 0, 1)]
    right.duration = .milliseconds(9000)
    #expect(
      TranscriptSketch(left.merged(with: right)).lines == [
        "a: '' lasts 9", "words '' one@0-1, mid@1-2, two@2-3", "phones '' W@0-1",
      ])
  }

  @Test("a file that names nobody speaks of the only speaker, whichever comes first")
  func nameless() {
    var turns = transcript("a", ["ann"])
    turns.turns = [
      .init(speaker: "ann", text: "hi you", start: .zero, end: .milliseconds(2000), line: 1)
    ]
    let words = transcript("b", [""], words: [span("hi", 0, 1), span("you", 1, 2), span("oh", 3, 4)])
    let sketch = ["turn 'ann' 0-2 hi you = hi@0-1, you@1-2", "words 'ann' oh@3-4"]
    #expect(TranscriptSketch(turns.merged(with: words)).lines == ["a: 'ann'"] + sketch)
    #expect(TranscriptSketch(words.merged(with: turns)).lines == ["b: 'ann'"] + sketch)
  }

  @Test("with several speakers a voice without a name stays one, and it is told")
  func unclear() {
    let merged = transcript("a", ["ann", "bob"]).merged(
      with: transcript("b", [""], words: [span("hi", 0, 1)]))
    #expect(merged.speakers.map(\.name) == ["ann", "bob", ""])
    #expect(merged.notes.map(\.sort) == [.missing])
  }

  @Test("a turn that both files hold stands once; roles and audio come from who has them")
  func turns() {
    var left = transcript("a", ["ann"])
    left.turns = [.init(speaker: "ann", text: "hi", start: .zero, line: 1)]
    var right = left
    right.speakers[0].role = .character
    right.turns[0].line = 7
    right.turns.append(.init(speaker: "ann", text: "hi", start: .milliseconds(1000)))
    right.audio = "a.wav"
    let merged = left.merged(with: right)
    #expect(merged.turns.count == 2 && merged.speakers[0].role == .character && merged.audio == "a.wav")
    #expect(merged.merged(with: Transcript(id: "none")) == merged)
  }

  @Test(
    "words and phones of a real recording come from two files",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func sample() throws {
    let words = try Transcript.textGrid(SharedSamples.bytes("speech-praatio/bobby_words.TextGrid"), file: "w")
    let phones = try Transcript.textGrid(
      SharedSamples.bytes("speech-praatio/bobby_phones.TextGrid"), file: "p")
    let merged = words.merged(with: phones)
    #expect(merged.speakers.map(\.name) == [""])
    #expect(merged.lanes[""]?.words == words.lanes[""]?.words && merged.lanes[""]?.words.isEmpty == false)
    #expect(merged.lanes[""]?.phones == phones.lanes[""]?.phones && merged.lanes[""]?.phones.isEmpty == false)
  }
}

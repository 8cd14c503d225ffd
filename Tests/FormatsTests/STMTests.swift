import Formats
import Foundation
import Motion
import Testing

@Suite("STM")
struct STMTests {
  private static let seeds = SeedFolder("STM/readable")
  private static let meanings: [String: String] = [
    "labels.stm": """
    talk: 'ann' 'bob'
    turn 'ann' 0-1.5 good morning
    turn 'bob' 1.6-2.5 <unk> morning
    turn 'ann' 4-5 going to go
    left out: labels.stm: line 5: a segment is marked to be ignored and has no text
    left out: labels.stm: line 6: alternatives stand in braces; the first is taken
    """,
    "two.stm": """
    a: 'ann' 'bob'
    turn 'ann' 0-1.5 café
    turn 'bob' 1-2 yes
    b: 'bob'
    turn 'bob' 0.5-1.5 hi
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch.of(try STM.transcripts(seeds.bytes(name), file: name))
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }

  @Test("a telephone call of two", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func sample() throws {
    let calls = try STM.transcripts(SharedSamples.bytes("speech-phone-two/sample.stm"), file: "sample.stm")
    let call = try #require(calls.first)
    #expect(calls.count == 1 && call.id == "sample" && call.notes.isEmpty)
    #expect(call.speakers.map(\.name) == ["Diane", "Sheila"] && call.turns.count == 13)
    #expect(call.turns[0].start == MediaTime(seconds: 6.68) && call.turns[1].text == "Hello?")
  }

  @Test("of alternatives the first is taken, whether blanks stand around the braces or not")
  func alternatives() throws {
    for text in [
      "hello {well / oh well} there a/b", "hello { well / oh well } there a/b",
      "hello {well/oh {x / y}} there a/b",
    ] {
      let calls = try STM.transcripts(Data("q 1 A 0.5 2.0 <o,f0,male> \(text)\n".utf8), file: "q.stm")
      #expect(calls.first?.turns.first?.text == "hello well there a/b", "\(text)")
    }
  }
}

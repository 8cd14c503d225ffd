import Formats
import Foundation
import Motion
import Testing

@Suite("CTM")
struct CTMTests {
  private static let seeds = SeedFolder("CTM/readable")
  private static let meanings: [String: String] = [
    "alternatives.ctm": """
    a: ''
    words '' hi@0-1, gonna@1-2, go@2-3
    left out: alternatives.ctm: line 5: a word of a second alternative (2 times)
    """,
    "channels.ctm": """
    a: 'A' 'B' 'bob'
    words 'A' hello@0.1-0.4
    words 'B' héllo@0.2-0.5
    words 'bob' uh@0.5-0.6
    b: ''
    words '' one@0.3-0.7, two@0.6-0.8
    left out: channels.ctm: line 4: '[laughter]' is no word but of type 'non-lex'
    repaired: channels.ctm: words are out of order; sorted by start
    read: channels.ctm: line 5: 1 word begins before an earlier one ends; kept
    """,
    "plain.ctm": """
    talk: ''
    words '' good@0.1-0.4, morning@0.4-0.65
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch.of(try CTM.transcripts(seeds.bytes(name), file: name))
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }

  @Test("a file of phones gives phones")
  func phones() throws {
    let transcripts = try CTM.transcripts(
      Data("a 1 0 0.1 HH\na 1 0.1 0.2 AY1\n".utf8), file: "f", holding: .phones)
    #expect(TranscriptSketch.of(transcripts) == ["a: ''", "phones '' HH@0-0.1, AY1@0.1-0.3"])
  }

  @Test("samples agree with what is known of them", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func samples() throws {
    let known = [(870, 22, "and", 6.8), (880, 8, "he", 2.81), (890, 14, "unless", 5.09)]
    for (number, words, first, end) in known {
      let name = "speech-librivox/sense_and_sensibility_01_austen_64kb-0\(number).ctm"
      let transcripts = try CTM.transcripts(SharedSamples.bytes(name), file: name)
      #expect(transcripts.map(\.id) == ["sense_and_sensibility_01_austen_64kb-0\(number)"])
      let lane = try #require(transcripts[0].lanes[""])
      #expect(lane.words.count == words && lane.words.first?.text == first)
      #expect((lane.words.last?.end.seconds ?? 99) <= end)
      #expect(transcripts[0].notes.isEmpty)
    }
    let example = try CTM.transcripts(SharedSamples.bytes("speech-ami/supervision_example.ctm"), file: "e")
    #expect(example.first?.id == "recording-1")
    #expect(example.first?.lanes[""]?.words.prefix(3).map(\.text) == ["transcript", "of", "the"])
  }
}

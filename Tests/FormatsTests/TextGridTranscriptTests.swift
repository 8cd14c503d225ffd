import Formats
import Foundation
import Testing

@Suite("What TextGrids say of speech")
struct TextGridTranscriptTests {
  private func grid(_ tiers: [(String, [(Double, Double, String)])]) throws -> [String] {
    var text = "\"ooTextFile\" \"TextGrid\" 0 10 <exists> \(tiers.count)\n"
    for (name, intervals) in tiers {
      text += "\"IntervalTier\" \"\(name)\" 0 10 \(intervals.count)\n"
      for (start, end, label) in intervals { text += "\(start) \(end) \"\(label)\"\n" }
    }
    return TranscriptSketch(try Transcript.textGrid(Data(text.utf8), file: "a/talk.TextGrid")).lines
  }

  @Test("words and phones are lists of one speaker; silence is nothing, unknown labels stay")
  func aligned() throws {
    let lines = try grid([
      ("Words", [(0, 0.5, ""), (0.5, 1, "hello"), (1, 1.2, "<sil>"), (1.5, 2, " you ")]),
      ("phones", [(0, 0.5, "sil"), (0.5, 0.6, "HH"), (0.6, 1, "ðx"), (1.5, 1.5, "j")]),
    ])
    #expect(
      lines == [
        "talk: '' lasts 10", "words '' hello@0.5-1, you@1.5-2", "phones '' HH@0.5-0.6, ðx@0.6-1",
      ])
  }

  @Test("a tier for each speaker holds turns, and two tiers of one name are one speaker's")
  func speakers() throws {
    let lines = try grid([
      ("ann", [(0, 2, "ab cd"), (2, 3, "")]), ("bob", [(3, 4, "ef")]), ("ann", [(5, 6, "gh")]),
    ])
    #expect(
      lines == [
        "talk: 'ann' 'bob' lasts 10", "turn 'ann' 0-2 ab cd", "turn 'bob' 3-4 ef", "turn 'ann' 5-6 gh",
      ])
  }

  @Test("names of speakers stand before or behind the kind; WebMAUS has names of its own")
  func names() throws {
    let lines = try grid([
      ("A_words", [(0, 1, "hi")]), ("B: phones", [(0, 1, "HH")]), ("word@C", [(0, 1, "yo")]),
      ("x-y-Word", [(0, 1, "z")]),
    ])
    #expect(
      lines == [
        "talk: 'A' 'B' 'C' 'x-y' lasts 10", "words 'A' hi@0-1", "phones 'B' HH@0-1", "words 'C' yo@0-1",
        "words 'x-y' z@0-1",
      ])
    let maus = try grid([
      ("ORT-MAU", [(0, 1, "hi"), (1, 2, "")]), ("KAN-MAU", [(0, 1, "haI")]),
      ("MAU", [(0, 1, "h"), (1, 2, "<p:>")]),
    ])
    #expect(
      maus == [
        "talk: '' lasts 10", "words '' hi@0-1", "phones '' h@0-1",
        "left out: a/talk.TextGrid: tier 'KAN-MAU' is not used",
      ])
  }

  @Test("words lie in the utterances of their speaker; other tiers, second ones and overlaps are told")
  func named() throws {
    let lines = try grid([
      ("ann - utterances", [(0, 2, "hi you")]), ("ann - words", [(0, 1, "hi"), (1, 2, "you"), (3, 4, "oh")]),
      ("bob - words", [(0.5, 1, "yo"), (0.9, 1.2, "yo")]), ("ann - words", [(0, 1, "hi")]),
      ("notes", [(0, 1, "x")]),
    ])
    #expect(
      lines == [
        "talk: 'ann' 'bob' lasts 10", "turn 'ann' 0-2 hi you = hi@0-1, you@1-2", "words 'ann' oh@3-4",
        "words 'bob' yo@0.5-1, yo@0.9-1.2",
        "left out: a/talk.TextGrid: tier 'ann - words' is a second one and not used",
        "left out: a/talk.TextGrid: tier 'notes' is not used",
        "read: a/talk.TextGrid: line 10: 1 word of 'bob' begins before an earlier one ends; kept",
      ])
  }

  @Test(
    "real grids of three makers", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [
      ("speech-mfa/acoustic_corpus", 0, 58, 203), ("speech-mfa/michaelandsickmichael", 7, 0, 0),
      ("speech-praatio/bobby_words", 0, 4, 0), ("speech-praatio/bobby_phones_elan", 0, 0, 13),
      ("speech-praatio/mary", 0, 4, 14),
      ("speech-librivox/sense_and_sensibility_01_austen_64kb-0870", 0, 22, 76),
    ])
  func real(_ name: String, _ turns: Int, _ words: Int, _ phones: Int) throws {
    let transcript = try Transcript.textGrid(
      SharedSamples.bytes(name + ".TextGrid"), file: name + ".TextGrid")
    #expect(transcript.turns.count == turns)
    #expect(transcript.lanes.values.reduce(0) { $0 + $1.words.count } == words)
    #expect(transcript.lanes.values.reduce(0) { $0 + $1.phones.count } == phones)
  }
}

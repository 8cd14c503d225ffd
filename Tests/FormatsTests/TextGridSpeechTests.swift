import Conversation
import Formats
import Foundation
import Motion
import Testing

@Suite("Speech in TextGrids")
struct TextGridSpeechTests {
  private func grid(_ tiers: [(String, [(Double, Double, String)])]) throws -> TextGrid {
    var text = "\"ooTextFile\" \"TextGrid\" 0 10 <exists> \(tiers.count)\n"
    for (name, intervals) in tiers {
      text += "\"IntervalTier\" \"\(name)\" 0 10 \(intervals.count)\n"
      for (start, end, label) in intervals { text += "\(start) \(end) \"\(label)\"\n" }
    }
    return try TextGrid(Data(text.utf8), file: "grid")
  }

  @Test("words and phones become records; a pause of more than 600 ms divides turns")
  func aligned() throws {
    let grid = try grid([
      ("words", [(0, 0.5, ""), (0.5, 1, "hel lo"), (1.5, 2, "you"), (2.7, 3, "there")]),
      ("phones", [(0, 0.5, "sil"), (0.5, 0.6, "HH"), (0.6, 1, "AH0"), (1.5, 2, "j"), (2.7, 3, "ðx")]),
    ])
    let speech = TextGridSpeech([grid], file: "f")
    #expect(speech.notes == ["f: line 12: phone 'ðx' is neither ARPABET nor known IPA; left out"])
    let records = speech.records(participants: ["me"])
    #expect(records.map(\.id) == ["me.t1", "me.w1", "me.p1", "me.p2", "me.w2", "me.p3", "me.t2", "me.w3"])
    #expect(records[0].text == "hel lo you" && records[0].isEstimated)
    #expect(records[0].start == MediaTime(seconds: 0.5) && records[0].end == MediaTime(seconds: 2))
    #expect(records[1].anchor == .init(turn: "me.t1", offset: 0) && !records[1].isEstimated)
    #expect(records[4].anchor == .init(turn: "me.t1", offset: 7))
    #expect(records.filter { $0.kind == .phone }.map(\.text) == ["HH", "AH0", "Y"])
  }

  @Test("a tier per speaker holds utterances whose words are spread")
  func speakers() throws {
    let grid = try grid([("ann", [(0, 2, "ab cd"), (2, 3, "")]), ("bob", [(3, 4, "ef")])])
    let speech = TextGridSpeech([grid], file: "f")
    #expect(speech.speakers.map(\.name) == ["ann", "bob"])
    let records = speech.records(participants: ["ann", "bob"])
    #expect(records.filter { $0.kind == .turn }.map(\.text) == ["ab cd", "ef"])
    let words = records.filter { $0.kind == .word }
    #expect(words.map(\.isEstimated) == [true, true, true])
    #expect(words[1].start == MediaTime(seconds: 1) && words[1].anchor?.offset == 3)
    #expect(words[2].participant == "bob")
  }

  @Test("'NAME - words' tiers belong to their speaker; other tiers and overlaps are reported")
  func named() throws {
    let grid = try grid([
      ("ann - words", [(0, 1, "hi")]), ("bob - words", [(0.5, 1, "yo"), (0.9, 1.2, "yo")]),
      ("ann - phones", [(0, 1, "HH")]), ("notes", [(0, 1, "x")]),
    ])
    let speech = TextGridSpeech([grid], file: "f")
    #expect(speech.speakers.map(\.name) == ["ann", "bob"])
    #expect(speech.speakers[0].phones.count == 1)
    #expect(speech.notes.count == 2)
    #expect(speech.notes[0].contains("begins at 0.9 s, before the one before ends; kept"))
    #expect(speech.notes[1] == "f: tier 'notes' is not used")
  }
}

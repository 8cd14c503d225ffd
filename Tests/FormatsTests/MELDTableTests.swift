import Conversation
import Formats
import Foundation
import Motion
import Testing

@Suite("MELD tables")
struct MELDTableTests {
  private static let seeds = SeedFolder("MELD")
  private static let says: [String: String] = [
    "empty.csv": "line 1: there is no header row",
    "missing-column.csv": "line 1: there is no column 'EndTime'",
    "no-usable-row.csv": "line 2: there is no row with dialogue, speaker and utterance",
    "open-quote.csv": "line 2: a quoted field is not closed",
    "short-row.csv": "line 2: it has 9 fields and the header 11",
    "text-after-quote.csv": "line 2: something follows a closing quote",
    "utf-16-cut.csv": "byte 1: it begins as UTF-16 and is cut or broken",
    "zero-byte.csv": "line 2: it holds a zero byte, so it is no text in UTF-8",
  ]

  @Test("a broken table is refused with line, reason and cure", arguments: seeds.names)
  func refuses(_ name: String) throws {
    let says = try #require(Self.says[name], "say here what \(name) must be refused with")
    let bytes = try Self.seeds.bytes(name)
    let error = #expect(throws: FormatsError.self) { try MELDTable(bytes, file: name) }
    #expect(error?.description.hasPrefix("\(name): \(says)") == true, "\(error?.description ?? "")")
  }

  @Test("every seed is still there")
  func complete() { #expect(Self.seeds.names == Self.says.keys.sorted()) }

  private func table(_ rows: String) throws -> [ImportedConversation] {
    let header = "Speaker,Utterance,Emotion,EndTime,StartTime,Utterance_ID,Dialogue_ID\n"
    return try MELDTable(Data((header + rows).utf8), file: "t").conversations()
  }

  @Test("columns bind by name, time zero is the first utterance, hours may have one digit")
  func binding() throws {
    let all = try table(
      """
      Ann,"Hi, ""you"" two",joy,"0:01:02,500","00:01:00,500",0,7
      Bob,Ok.,anger,"0:01:04,500","0:01:03,500",1,7

      """)
    let recording = try #require(all.first?.recording)
    #expect(recording.id == "dia7" && recording.duration == MediaTime(seconds: 4))
    #expect(
      recording.participants == [.init(id: "ann", role: .character), .init(id: "partner", role: .partner)])
    let happened = Happened(recording)
    #expect(happened.turns.map(\.start) == [.zero, MediaTime(seconds: 3)].compactMap { $0 })
    #expect(happened.turns[0].text == "Hi, \"you\" two")
    #expect(happened.cues.map(\.text) == ["joy", "anger"])
    // Letters 2 + 3 + 3 over two seconds.
    #expect(happened.words.prefix(3).map(\.start.seconds) == [0, 0.5, 1.25])
    #expect(happened.words.prefix(3).map { $0.anchor?.offset } == [0, 4, 10])
    #expect(happened.words.allSatisfy { $0.isEstimated })
    #expect(all[0].notes == [])
  }

  @Test("disorder, overlap, lone speakers, merged partners and unknown emotions are all reported")
  func reports() throws {
    let all = try table(
      """
      Bob,b,joy,"0:00:05,000","0:00:03,000",1,0
      Ann,aaa,bliss,"0:00:04,000","0:00:01,000",0,0
      Cid,c,joy,"0:00:07,000","0:00:06,000",2,0
      Ann,a,joy,"0:00:07,000","0:00:06,000",0,1

      """)
    #expect(
      all[0].notes == [
        "dia0: utterances were out of order and were sorted by start",
        "dia0: Bob, Cid were merged into one partner",
        "dia0: line 3: emotion 'bliss' has no mapping; left out",
        "dia0: 1 of 3 utterances begin before an earlier one ends; kept",
      ])
    #expect(all[1].notes == ["dia1: only Ann speaks; the partner is silent"])
    for conversation in all { try conversation.recording.validate() }
  }

  @Test("pieces without letters are no words, and words cover their turn")
  func spread() {
    let words = WordSpread.words(
      of: "Well — né?", turn: "t", participant: "a", start: MediaTime(seconds: 1) ?? .zero,
      end: MediaTime(seconds: 2) ?? .zero)
    #expect(words.map(\.text) == ["Well", "né?"])
    #expect(words.map { $0.anchor?.offset } == [0, 9])
    #expect(words.first?.start == MediaTime(seconds: 1) && words.last?.end == MediaTime(seconds: 2))
    #expect(words[0].end == words[1].start)
    #expect(
      WordSpread.words(of: " … ", turn: "t", participant: "a", start: .zero, end: .milliseconds(5)) == [])
  }
}

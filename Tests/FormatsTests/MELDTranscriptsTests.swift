import Formats
import Foundation
import Motion
import Testing

@Suite("MELD transcripts")
struct MELDTranscriptsTests {
  private static let mended = SeedFolder("MELD/mended")

  private func read(_ name: String) throws -> [Transcript] {
    try MELDTable.read(try Self.mended.bytes(name), file: name)
  }

  @Test("rows stay in the file's order, with speakers, labels as written and times of the episode")
  func meaning() throws {
    let header = "Speaker,Utterance,Emotion,EndTime,StartTime,Utterance_ID,Dialogue_ID\n"
    let rows = #"""
      Ann,"Hi, ""you""",joy,"0:01:02,500","00:01:00,500",0,7
      Bob,b,bliss,"0:00:05,000","0:00:03,000",0,9
      Ann,Ok.,,"0:00:04,000","0:00:03,000",1,7

      """#
    let all = try MELDTable.read(Data((header + rows).utf8), file: "t")
    #expect(all.map(\.id) == ["dia7", "dia9"])
    #expect(all[0].speakers == [.init(name: "Ann")])
    #expect(all[0].turns.map(\.text) == ["Hi, \"you\"", "Ok."])
    #expect(all[0].turns.map(\.emotions) == [[.init("joy")], []])
    #expect(all[0].turns.map(\.start) == [MediaTime(seconds: 60.5), MediaTime(seconds: 3)])
    #expect(all[0].turns.map(\.end) == [MediaTime(seconds: 62.5), MediaTime(seconds: 4)])
    #expect(all[0].turns.map(\.line) == [2, 4])
    #expect(all[1].turns.map(\.emotions) == [[.init("bliss")]])
    #expect(all.allSatisfy { $0.notes.isEmpty })
  }

  @Test("an end that is none or before its start is dropped, a start that is none drops both")
  func times() throws {
    let bad = try read("bad-time.csv")
    #expect(bad[0].turns.map(\.start) == [nil, MediaTime(seconds: 1260.1)])
    #expect(bad[0].turns.map(\.end) == [nil, nil])
    #expect(
      bad[0].notes.map(\.description) == [
        "repaired: bad-time.csv: line 2: StartTime is not HH:MM:SS,mmm; the row was read without times",
        "repaired: bad-time.csv: line 3: the utterance ends at or before its start; the end was dropped",
      ])
    let backwards = try read("ends-before-start.csv")
    #expect(backwards[0].turns[1].start == MediaTime(seconds: 1317.256) && backwards[0].turns[1].end == nil)
    #expect(backwards[0].notes.map(\.sort) == [.repaired])
  }

  @Test("a row without speaker is left out and said")
  func speakerless() throws {
    let all = try read("no-speaker.csv")
    #expect(all[0].turns.map(\.text) == ["Ho"])
    #expect(all[0].notes.map(\.sort) == [.leftOut] && all[0].notes[0].place == "no-speaker.csv: line 2")
  }

  @Test("bytes of Windows-1252, bare or encoded as controls, become what they mean")
  func bytes() throws {
    let all = try read("windows-1252.csv")
    #expect(all[0].turns.map(\.text) == ["it’s me…", "it’s"])
    #expect(
      all[0].notes == [
        ImportNote(
          .repaired, "windows-1252.csv: lines 2, 3", "bytes that are no UTF-8 were read as Windows-1252")
      ])
  }

  @Test("every seed is read", arguments: mended.names)
  func seeds(_ name: String) throws { #expect(try read(name)[0].turns.isEmpty == false) }

  @Test("cut anywhere, a table is read or refused with its name", arguments: mended.names)
  func cuts(_ name: String) throws {
    let bytes = try Self.mended.bytes(name)
    for count in 0..<bytes.count {
      do throws(FormatsError) {
        _ = try MELDTable.read(bytes.prefix(count), file: name)
      } catch {
        #expect(error.description.hasPrefix(name))
      }
    }
  }

  @Test(
    "the sample tables give their dialogues and rows",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [("dev_sent_emo", 114, 1109), ("dev_sent_emo_dya", 270, 1462)])
  func samples(_ name: String, _ dialogues: Int, _ rows: Int) throws {
    let bytes = try SharedSamples.bytes("meld/\(name).csv")
    let all = try MELDTable.read(bytes, file: name)
    #expect(all.count == dialogues)
    #expect(all.reduce(0) { $0 + $1.turns.count } == rows)
    #expect(all.allSatisfy { $0.turns.allSatisfy { $0.emotions.count == 1 && $0.start != nil } })
    #expect(all.flatMap(\.notes) == [])
  }
}

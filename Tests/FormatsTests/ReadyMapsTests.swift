import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Ready column maps")
struct ReadyMapsTests {
  private static let seeds = SeedFolder("ColumnMap/tables")

  private func read(_ id: String, _ bytes: Data, _ name: String) throws -> [Transcript] {
    try ColumnMap.read(try #require(ColumnMap.ready(id)), bytes, file: name)
  }

  @Test("ids are what is listed, and every map is written and read as it is")
  func ids() throws {
    #expect(ColumnMap.ready.map(\.id) == ["emorynlp", "emorynlp-json", "topical-chat", "annomi", "lhotse"])
    for (id, title, map) in ColumnMap.ready {
      #expect(map.id == id && !title.isEmpty)
      #expect(try ColumnMap(Data(map.json.text), file: id) == map)
    }
  }

  @Test(
    "files are known by their marks",
    arguments: [
      ("emorynlp.csv", "emorynlp"), ("annomi.csv", "annomi"), ("lhotse.jsonl", "lhotse"),
      ("topical-chat.json", "topical-chat"), ("emorynlp.json", "emorynlp-json"), ("scalar.json", nil),
    ])
  func marks(_ name: String, _ id: String?) throws {
    #expect(ColumnMap.recognised(try Self.seeds.bytes(name), file: name)?.id == id)
  }

  @Test("EmoryNLP: a scene is a conversation, of several speakers the first leads")
  func emory() throws {
    let all = try read("emorynlp", try Self.seeds.bytes("emorynlp.csv"), "e.csv")
    #expect(all.map(\.id) == ["1-2-1"])
    #expect(all[0].turns.map(\.speaker) == ["Ann", "['Cid"])
    #expect(all[0].turns[0].end == MediaTime(seconds: 2) && all[0].turns[1].start == nil)
    #expect(all[0].turns.map { $0.emotions.map(\.text) } == [["Mad"], ["Powerful"]])
    #expect(all[0].notes.map(\.sort) == [.assumed, .repaired, .repaired])
    let json = try read("emorynlp-json", try Self.seeds.bytes("emorynlp.json"), "e.json")
    #expect(json.map(\.id) == ["c1"] && json[0].turns.map(\.speaker) == ["A"])
    #expect(json[0].notes.map(\.sort) == [.leftOut, .assumed])
  }

  @Test("Topical-Chat: conversations by their names")
  func topical() throws {
    let all = try read("topical-chat", try Self.seeds.bytes("topical-chat.json"), "t.json")
    #expect(all.map(\.id) == ["t_1", "t_2"])
    #expect(all[0].turns.map { $0.emotions.map(\.text) } == [["Curious to dive deeper"]])
  }

  @Test("AnnoMI: an utterance stands once however many annotated it")
  func annomi() throws {
    let all = try read("annomi", try Self.seeds.bytes("annomi.csv"), "a.csv")
    #expect(all.map(\.id) == ["0"])
    #expect(all[0].turns.map(\.speaker) == ["therapist", "client"])
    #expect(all[0].turns.map(\.start) == [MediaTime(seconds: 13), MediaTime(seconds: 24)])
    #expect(all[0].turns.allSatisfy { $0.end == nil })
    #expect(
      all[0].notes.map(\.description) == [
        "read: a.csv: line 3: a further row of a turn was merged into its first one"
      ])
  }

  @Test("lhotse: recordings are told apart, broken times and lines are said, alignments come along")
  func lhotse() throws {
    let all = try read("lhotse", try Self.seeds.bytes("lhotse.jsonl"), "l.jsonl")
    #expect(all.map(\.id) == ["r2", "r1"])
    #expect(all[0].turns.map(\.text) == ["later", "go on"])
    #expect(all[0].turns[1].words.map(\.text) == ["go", "on"])
    #expect(all[1].turns[0].start == nil && all[1].notes.map(\.sort) == [.repaired])
    #expect(all[0].notes.map(\.place) == ["l.jsonl: line 4"])
  }

  @Test("cut anywhere, every file is read or refused with its name by every map", arguments: seeds.names)
  func cuts(_ name: String) throws {
    let bytes = try Self.seeds.bytes(name)
    for (_, _, map) in ColumnMap.ready {
      for count in Swift.stride(from: 0, through: bytes.count, by: bytes.count > 2000 ? 97 : 1) {
        do throws(FormatsError) {
          _ = try ColumnMap.read(map, bytes.prefix(count), file: name)
        } catch {
          #expect(error.description.hasPrefix(name))
        }
      }
    }
  }

  @Test(
    "the samples are known and come in whole",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [
      ("emorynlp/emorynlp_dev_final.csv", "emorynlp", 89, 954),
      ("emorynlp/emotion-detection-dev.json", "emorynlp-json", 99, 1344),
      ("topical-chat/test_freq_audio.json", "topical-chat", 40, 880),
      ("speech-ami/ES2011a_sups.jsonl", "lhotse", 1, 348),
    ])
  func samples(_ path: String, _ id: String, _ conversations: Int, _ turns: Int) throws {
    let bytes = try SharedSamples.bytes(path)
    #expect(ColumnMap.recognised(bytes, file: path)?.id == id)
    let all = try read(id, bytes, path)
    #expect(all.count == conversations)
    #expect(all.reduce(0) { $0 + $1.turns.count } == turns)
    #expect(all.flatMap(\.notes).filter(\.isFault).map(\.description) == [])
  }
}

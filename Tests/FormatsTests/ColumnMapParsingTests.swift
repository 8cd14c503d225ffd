import Foundation
import Testing

@testable import Formats

@Suite("Column maps as files")
struct ColumnMapParsingTests {
  private static let seeds = SeedFolder("ColumnMap")
  private static let says: [String: String] = [
    "cut.json": "line 1",
    "end-and-duration.json": "key 'duration': there is 'end' too",
    "list-of-numbers.json": "key 'conversation': its value is not a text or a list of texts",
    "list.json": "the document: a column map is a JSON object",
    "long-delimiter.json": "key 'delimiter': it is not one ASCII character",
    "no-rate.json": "key 'rate': times count samples",
    "no-text.json": "key 'text': it is missing",
    "other-form.json": "key 'form': its value is not one of csv, tsv, jsonl, json",
    "other-schema.json": "key 'schema': it is 'mien.columns/9'",
    "unknown-key.json": "key 'speeker': a column map has no such key",
    "upside-down-range.json": "key 'intensityRange': its value is not [least, most]",
    "valid.json": "",
  ]

  @Test("a broken map is refused with its key and the cure", arguments: seeds.names)
  func refuses(_ name: String) throws {
    let says = try #require(Self.says[name], "say here what \(name) must be refused with")
    do throws(FormatsError) {
      _ = try ColumnMap(try! Self.seeds.bytes(name), file: name)
      #expect(says.isEmpty)
    } catch {
      #expect(!says.isEmpty && error.description.hasPrefix("\(name): \(says)"), "\(error.description)")
    }
  }

  @Test("every seed is still there")
  func complete() { #expect(Self.seeds.names == Self.says.keys.sorted()) }

  @Test("an unknown key is answered with the known ones")
  func known() throws {
    let error = #expect(throws: FormatsError.self) {
      try ColumnMap(try Self.seeds.bytes("unknown-key.json"), file: "m")
    }
    for key in ColumnMap.keys { #expect(error?.description.contains(key) == true) }
  }

  @Test("a map with every key is written and read as it is")
  func wholeCircle() throws {
    var map = ColumnMap(form: .tsv, text: "t")
    map.id = "i"
    map.title = "T"
    map.delimiter = ";"
    map.quotes = false
    map.conversation = ["a", "b"]
    map.unique = ["u"]
    map.speaker = "s"
    map.speakerForm = .pythonList
    map.character = ["x"]
    map.start = "b"
    map.end = "e"
    map.timeUnit = .samples
    map.rate = 16000
    map.emotion = ["m", "n"]
    map.emotionForm = .jsonList
    map.intensity = "i"
    map.intensityRange = 1...5
    map.vocabulary = "meld"
    map.order = "o"
    map.words = "w"
    map.wordFields = [.word, .start, .duration]
    map.audio = "f"
    map.absent = ["-"]
    #expect(try ColumnMap(Data(map.json.text), file: "m") == map)
    #expect(try JSONDecoder().decode(ColumnMap.self, from: try JSONEncoder().encode(map)) == map)
    var rows = ColumnMap(form: .json, text: ".")
    rows.rows = "*.dialog"
    rows.speakers = ["a", "b"]
    rows.start = "s"
    rows.duration = "d"
    #expect(try ColumnMap(Data(rows.json.text), file: "m") == rows)
    let written = Set((map.json.object ?? [:]).keys).union((rows.json.object ?? [:]).keys)
    #expect(written == Set(ColumnMap.keys).subtracting(["quote"]).union(["quote"]))
  }
}

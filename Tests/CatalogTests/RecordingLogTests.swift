import Catalog
import Conversation
import Foundation
import Motion
import Testing

@Suite("Recording logs")
struct RecordingLogTests {
  private func read(_ text: String) throws -> [Record] {
    try RecordingLog.read(Data(text.utf8), file: "log").records
  }

  private let entry = CorpusManifest.Entry(
    id: "r", log: "r.jsonl", duration: 10, participants: [.init(id: "a", role: .character)])

  @Test("every field comes back as it was written")
  func roundTrip() throws {
    let records = [
      Record(
        id: "t1", kind: .turn, participant: "a", arrival: .zero, start: MediaTime(flicks: 1),
        end: MediaTime(seconds: 2.0 / 3), text: "Say \"hi\"\\\n\t\u{1} — žluť 🎉"),
      Record(
        id: "c1", kind: .cue, participant: "a", anchor: .init(turn: "t1", offset: 7), text: "joy",
        cue: .emotion,
        value: 0.3, isEstimated: true),
      Record(id: "t1", operation: .cancel, kind: .turn, participant: "a", end: MediaTime(seconds: 0.5)),
    ]
    let bytes = RecordingLog.write(records)
    let (back, lines) = try RecordingLog.read(bytes, file: "log")
    #expect(back == records)
    #expect(lines == [1, 2, 3])
    #expect(RecordingLog.write(back) == bytes)
  }

  @Test("times survive to the flick", arguments: [0, 1, 2, 705_599_999, 705_600_000, 999_999_999_999_937])
  func flicks(_ flicks: Int64) throws {
    let record = Record(id: "x", kind: .word, participant: "a", start: MediaTime(flicks: flicks))
    let back = try RecordingLog.read(RecordingLog.write([record]), file: "log").records
    #expect(back.first?.start?.flicks == flicks)
  }

  @Test("decimal seconds are written short")
  func shortSeconds() {
    let record = Record(
      id: "x", kind: .word, participant: "a", start: MediaTime(seconds: 1.25), end: MediaTime(seconds: 2))
    let text = String(decoding: RecordingLog.write([record]), as: UTF8.self)
    #expect(
      text
        == #"{"id":"x","op":"announce","kind":"word","participant":"a","start":1.25,"end":2}"# + "\n")
  }

  @Test("JSON's spellings are read: spaces, order, escapes, exponents, a byte order mark, blank lines, CR LF")
  func spellings() throws {
    let line =
      #" { "text" : "\u00e9\ud83c\udf89\/" , "start":1.5e0,"end":25E-1,"kind":"word","op":"announce","#
      + #""participant":"a","id":"x","estimated":false }"#
    let records = try read("\u{FEFF}" + line + "\r\n\r\n")
    #expect(records.count == 1)
    #expect(records.first?.text == "é🎉/")
    #expect(records.first?.start == MediaTime(seconds: 1.5))
    #expect(records.first?.end == MediaTime(seconds: 2.5))
  }

  static let faults: [(line: String, says: String)] = [
    ("{", "the line ends where"),
    ("[]", "a JSON object is expected"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a"} x"#, "follows the record"),
    (#"{"op":"announce","kind":"word","participant":"a"}"#, "'id' is missing"),
    (#"{"id":"x","kind":"word","participant":"a"}"#, "'op' is missing"),
    (#"{"id":"x","op":"say","kind":"word","participant":"a"}"#, "op 'say' is none of"),
    (#"{"id":"x","op":"announce","kind":"syllable","participant":"a"}"#, "kind 'syllable' is none of"),
    (#"{"id":"x","op":"announce","kind":"cue","cue":"mood","participant":"a"}"#, "cue 'mood' is none of"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","strat":1}"#, "no field 'strat'"),
    (#"{"id":"x","id":"y","op":"announce","kind":"word","participant":"a"}"#, "'id' occurs twice"),
    (
      #"{"id":"x","op":"announce","kind":"word","participant":"a","start":-1}"#,
      "does not lie on the session's axis"
    ),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":1e300}"#, "does not lie"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":1e999}"#, "not a number in range"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":"1"}"#, "'start' is not a number"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":01}"#, "'start' is not a number"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":1.}"#, "'start' is not a number"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":NaN}"#, "'start' is not a number"),
    (
      #"{"id":"x","op":"announce","kind":"word","participant":"a","offset":3}"#,
      "'offset' stands without 'turn'"
    ),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","turn":"t","offset":1.5}"#, "not a count"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","text":null}"#, "text is expected as text"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","text":{}}"#, "text is expected as text"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","text":"\ud800"}"#, "surrogate"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","text":"\q"}"#, "unknown escape"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","text":"\u12"}"#, "hexadecimal"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","text":"open"#, "is not closed"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","estimated":1}"#, "not true or false"),
    (#"{"id":"x","op":"announce","kind":"word","participant":"a","estimated":tru"#, "not true or false"),
    ("{\"id\":\"x\u{1}\",\"op\":\"announce\"}", "control character"),
  ]

  @Test("a faulty line is refused with its number and reason", arguments: faults)
  func refuses(_ fault: (line: String, says: String)) {
    let good = #"{"id":"g","op":"announce","kind":"word","participant":"a"}"#
    let error = #expect(throws: CatalogError.self) { try read(good + "\n\n" + fault.line + "\n") }
    let text = error?.description ?? ""
    #expect(text.contains("log: line 3: "), "\(text)")
    #expect(text.contains(fault.says), "\(text)")
  }

  @Test("no prefix of a line and no damaged byte crashes the reader")
  func damage() throws {
    let line =
      #"{"id":"x","op":"announce","kind":"cue","participant":"a","start":1.25,"turn":"t","offset":3,"text":"\u00e9","cue":"emoji","value":-1e-3,"estimated":true}"#
    let bytes = Array(line.utf8)
    for count in 1..<bytes.count {
      #expect(throws: CatalogError.self) { try RecordingLog.read(Data(bytes.prefix(count)), file: "log") }
    }
    for place in bytes.indices {
      for byte: UInt8 in [0, 0x22, 0x30, 0x5C, 0x7B, 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] = byte
        _ = try? RecordingLog.read(Data(damaged), file: "log")
      }
    }
  }

  @Test("bytes that are not UTF-8 are refused with their line")
  func notText() {
    let bytes =
      Data(#"{"id":"g","op":"announce","kind":"word","participant":"a"}"#.utf8)
      + Data([0x0A, 0x22, 0xFF, 0x22])
    #expect(
      throws: CatalogError.malformed(
        file: "log", place: "line 2", reason: "it is not UTF-8", cure: "see Corpora/README.md for the schema")
    ) { try RecordingLog.read(bytes, file: "log") }
  }

  @Test(
    "the log's own rules name the line",
    arguments: [
      (#"{"id":"x","op":"revise","kind":"word","participant":"a"}"#, "never announced"),
      (#"{"id":"x","op":"announce","kind":"word","participant":"b"}"#, "participant 'b'"),
      (#"{"id":"x","op":"announce","kind":"word","participant":"a","start":2,"end":1}"#, "before it starts"),
      (#"{"id":"g","op":"announce","kind":"word","participant":"a"}"#, "was announced before"),
    ])
  func rules(_ line: String, _ says: String) {
    let good = #"{"id":"g","op":"announce","kind":"word","participant":"a"}"#
    let error = #expect(throws: CatalogError.self) {
      try RecordingLog.recording(Data((good + "\n\n" + line).utf8), file: "log", entry: entry)
    }
    #expect(error?.description.contains("line 3: ") == true)
    #expect(error?.description.contains(says) == true)
  }
}

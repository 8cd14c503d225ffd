import CZlib
import Conversation
import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Tables read by a column map")
struct ColumnMapReadingTests {
  private func read(_ map: String, _ content: String, file: String = "folder/t.x") throws -> [Transcript] {
    let whole = "{\"schema\": \"mien.columns/1\", \(map)}"
    return try ColumnMap.read(try ColumnMap(Data(whole.utf8), file: "m"), Data(content.utf8), file: file)
  }

  @Test("a table of any delimiter, its times in milliseconds, strengths scaled, absent values named")
  func table() throws {
    let all = try read(
      #"""
      "form": "csv", "delimiter": ";", "conversation": ["c", "d"], "speaker": "who", "character": "Bot",
      "text": "say", "start": "from", "duration": "long", "timeUnit": "ms", "emotion": ["e1", "e2"],
      "intensity": "i", "intensityRange": [1, 5], "absent": ["NA"], "audio": "wav"
      """#,
      """
      c;d;who;say;from;long;e1;e2;i;wav
      1;a;Bot;NA;500;250;joy;love;3;x.wav
      1;b;Ann;Hi;NA;NA;NA;NA;NA;NA
      1;a;Ann;;0;1;joy;joy;1;
      1;a;Ann;Bye;900;0;joy;joy;9;

      """)
    #expect(all.map(\.id) == ["1-a", "1-b"])
    #expect(all[0].speakers == [.init(name: "Bot", role: .character), .init(name: "Ann")])
    #expect(all[0].turns.map(\.text) == ["NA", "Bye"])
    #expect(all[0].turns[0].start == .milliseconds(500) && all[0].turns[0].end == .milliseconds(750))
    #expect(all[0].turns[0].emotions == [.init("joy", value: 0.5), .init("love")])
    #expect(all[0].turns[1].emotions == [.init("joy")])
    #expect(all[0].turns[1].start == .milliseconds(900) && all[0].turns[1].end == nil)
    #expect(all[0].audio == "x.wav" && all[1].audio == nil)
    #expect(all[1].turns[0].start == nil && all[1].notes == [])
    #expect(
      all[0].notes.map(\.description) == [
        "left out: folder/t.x: line 4: there is no text in 'say'; the row was left out",
        "repaired: folder/t.x: line 5: the turn ends at or before its start; the end was dropped",
        "repaired: folder/t.x: line 5: 'i' is no strength within [1.0, 5.0]; it was dropped",
      ])
  }

  @Test("samples and clocks count as they should, and times that are none are dropped")
  func units() throws {
    let samples = try read(
      #""form": "tsv", "text": "t", "start": "s", "end": "e", "timeUnit": "samples", "rate": 16000"#,
      "t\ts\te\na\t8000\t16000\nb\t-1\t5\nc\t1e308\t5\nd\tnan\t5\ne\t1\tx\n")
    #expect(samples[0].id == "t" && samples[0].turns.map(\.speaker) == ["", "", "", "", ""])
    #expect(samples[0].turns[0].end == MediaTime(seconds: 1))
    #expect(samples[0].turns.dropFirst().prefix(3).allSatisfy { $0.start == nil && $0.end == nil })
    #expect(samples[0].notes.first?.place == "folder/t.x: lines 3, 4, 5")
    let clock = try read(
      #""form": "csv", "text": "t", "start": "s", "timeUnit": "clock""#, "t,s\na,1:02\nb,\"0:00:02,5\"\n")
    #expect(clock[0].turns.map(\.start) == [MediaTime(seconds: 62), MediaTime(seconds: 2.5)])
  }

  @Test("rows are sorted by the order column, and rows of one turn are merged")
  func orderAndMerging() throws {
    let all = try read(
      #""form": "csv", "text": "t", "order": "n", "unique": "n", "emotion": "e""#,
      "t,n,e\nten,10,joy\ntwo,2,joy\ntwo,2,fear\nTWO,2,joy\n")
    #expect(all[0].turns.map(\.text) == ["two", "ten"])
    #expect(all[0].turns[0].emotions.map(\.text) == ["joy", "fear"])
    #expect(all[0].notes.map(\.sort) == [.read, .leftOut])
    #expect(all[0].notes[0].place == "folder/t.x: lines 4, 5")
  }

  @Test("rows of JSON are found through lists and names; columns are looked for around them")
  func nesting() throws {
    let all = try read(
      #""form": "json", "rows": "*.talks.turns", "conversation": ["*", "talk.id"], "speaker": "by", "text": "w.0""#,
      #"{"b":{"by":"Al","talks":[{"talk":{"id":1},"turns":[{"w":["x"]},{"by":"Bo","w":["y","z"]}]}]},"a":{"talks":{"talk":{"id":2},"turns":{"by":"Cy","w":["w"]}}}}"#
    )
    #expect(all.map(\.id) == ["a-2", "b-1"])
    #expect(all[1].turns.map(\.text) == ["x", "y"] && all[1].turns.map(\.speaker) == ["Al", "Bo"])
  }

  @Test("turns may be bare texts whose speakers take turns")
  func bareTexts() throws {
    let all = try read(
      ##""form": "jsonl", "rows": "dialog", "conversation": "#", "speakers": ["A", "B"], "text": ".""##,
      "{\"dialog\": [\"1\", \"2\", \"3\"]}\n\n{\"dialog\": [\"4\"]}\n{\"dia")
    #expect(all.map(\.id) == ["1", "3"])
    #expect(all[0].turns.map(\.speaker) == ["A", "B", "A"] && all[0].turns.map(\.line) == [1, 1, 1])
    #expect(
      all[0].notes.map(\.description) == [
        "left out: folder/t.x: line 4: the line is no JSON and was left out"
      ])
  }

  @Test("words come from lists or objects, in order")
  func words() throws {
    let all = try read(
      #""form": "jsonl", "text": "t", "words": "w", "wordFields": ["word", "start", "duration", "-"]"#,
      #"{"t":"a b","w":[["b",1.5,0.5,9],["a",1,0.25,null],["c",-1,1]]}"# + "\n"
        + #"{"t":"d","w":[{"word":"d","start":2,"duration":1}]}"#)
    #expect(all[0].turns[0].words.map(\.text) == ["a", "b"])
    #expect(all[0].turns[0].words.map(\.end) == [MediaTime(seconds: 1.25), MediaTime(seconds: 2)])
    #expect(all[0].turns[1].words.map(\.start) == [MediaTime(seconds: 2)])
    #expect(all[0].notes.map(\.sort) == [.leftOut])
  }

  @Test("what is not there is an error that names it")
  func missing() throws {
    func says(_ map: String, _ text: String) -> String {
      do { _ = try read(map, text) } catch { return "\(error)" }
      return ""
    }
    #expect(
      says(#""form": "csv", "text": "x""#, "a,b\n1,2\n")
        == "folder/t.x: line 1: there is no column 'x'; correct the column map; the file has a, b")
    #expect(
      says(#""form": "json", "text": "x", "rows": "a.b""#, "{\"a\":{}}").contains("the rows' path 'a.b'"))
    #expect(says(#""form": "json", "text": "x""#, "[{\"y\":1}]").contains("no row has a text in 'x'"))
    #expect(says(#""form": "jsonl", "text": "x""#, "{\n}\n").contains("line 1"))
    #expect(says(#""form": "jsonl", "text": "x""#, "").contains("there are no rows"))
    let unseen = try read(#""form": "json", "text": "x", "emotion": "e""#, "[{\"x\":\"hi\"}]")
    #expect(unseen[0].notes == [ImportNote(.missing, "folder/t.x", "no row has 'e'")])
  }

  @Test("a file packed by gzip is read; cut or padded it is refused")
  func packed() throws {
    let text = Data("{\"t\":\"hi\"}\n{\"t\":\"ho\"}\n".utf8)
    let packed = try Self.gzip(text)
    let map = ColumnMap(form: .jsonl, text: "t")
    #expect(try ColumnMap.read(map, packed, file: "f")[0].turns.count == 2)
    #expect(try ColumnMap.read(map, packed + packed, file: "f")[0].turns.count == 4)
    for count in 3..<packed.count {
      #expect(throws: FormatsError.self) { try ColumnMap.read(map, packed.prefix(count), file: "f") }
    }
    let bomb = try Self.gzip(Data(repeating: 0x20, count: 8 << 20))
    #expect(throws: FormatsError.self) { try ColumnMap.read(map, bomb, file: "f") }
  }

  private static func gzip(_ bytes: Data) throws -> Data {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    try #require(deflateInit2_(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = [UInt8](bytes)
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    let made = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target -> Int in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        _ = deflate(&stream, Z_FINISH)
        return target.count - Int(stream.avail_out)
      }
    }
    return Data(output.prefix(made))
  }

  @Test(
    "lists as Python prints them",
    arguments: [
      ("['Rachel Green']", ["Rachel Green"]), (#"['A', "Joey's mum"]"#, ["A", "Joey's mum"]), ("[]", []),
      (#"['O\'Neil', 'a\\b', 'caf\xe9']"#, ["O'Neil", #"a\b"#, "café"]), (" ('x',) ", ["x"]),
    ])
  func pythonLists(_ text: String, _ names: [String]) { #expect(NameList.python(text) == names) }

  @Test(
    "anything else is no list",
    arguments: ["", "Ann", "['Ann", "['Ann' 'Bob']", "['a'] b", "[Ann]", #"['\x"#])
  func noLists(_ text: String) { #expect(NameList.python(text) == nil) }
}

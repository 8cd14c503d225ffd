import Foundation
import Testing

@testable import Script

@Suite("Readings do not depend on the cuts") struct ScriptSplitTests {
  /// Texts with marks of every kind, short enough to be cut at every pair of bytes.
  static let short = [
    "a<b> <3 <- x<Int> é🙂<happy>ü", "<think>é</think>*a*<sigh/>b", "&amp;&#x1F600;&x; &", "(sighs) (x)\n（笑）",
    "{{tool:x {\"a\":1}}}é", "<tool_call>{\"name\":\"x\"}</tool_call>", "<a>{{tool:x {\"}\" </a>",
    "| a | b |\n|-|-|\nc", "~~a~~ https://a.b). c", "![a](b) [c](d) [^1]", "```json\n{}\n```\nx",
    "a\r\n===\r\n- [x] b",
    "<emotion name=\"joy\"/>a", "<action>é</action>b<p>c", "👍🏿🇳🇴e\u{301}<b>👩🏽‍🚀</b>",
    "<!-- é --><sub alias=\"é\">x</sub>y",
    "\\<a\\> `<b>` <x", "<break time=\"1s\"/>a</s>b", "{\"name\":\"x\",\"args\":{}}", "\u{1}\u{0}<\u{0}a>",
  ]

  static func seeds() throws -> [(name: String, bytes: [UInt8])] {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let folder = root.appendingPathComponent("Tests/Seeds/script")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0))))
    }
  }

  static func read(_ bytes: [UInt8], cuts: [Int]) -> ScriptReading {
    var reader = ScriptReader()
    var pieces: [ScriptPiece] = []
    var start = 0
    for cut in cuts + [bytes.count] {
      pieces += reader.feed(bytes: bytes[start..<cut])
      start = cut
    }
    pieces += reader.finish()
    return ScriptReading(raw: String(decoding: bytes, as: UTF8.self), pieces: pieces)
  }

  @Test("Cut into three anywhere, inside a code point too", arguments: short) func threes(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = ScriptReading(text)
    for first in 0...bytes.count {
      for second in first...bytes.count where Self.read(bytes, cuts: [first, second]) != whole {
        Issue.record("\(text.debugDescription) cut at \(first) and \(second)")
        return
      }
    }
  }

  @Test("Seeds read alike whole, in two at every byte, byte by byte, and in pieces at random") func seeds()
    throws
  {
    let seeds = try Self.seeds()
    #expect(seeds.count >= 20)
    var cuts = ScriptReaderTests.Cuts(state: 5)
    for (name, bytes) in seeds {
      let whole = ScriptReading(bytes: bytes)
      let step = max(1, bytes.count / 30)
      for cut in stride(from: 0, through: bytes.count, by: step) where Self.read(bytes, cuts: [cut]) != whole
      {
        Issue.record("\(name) cut at \(cut)")
        break
      }
      #expect(Self.read(bytes, cuts: Array(0..<bytes.count)) == whole, "\(name) byte by byte")
      for _ in 0..<6 {
        var places: [Int] = []
        var at = 0
        while true {
          at += 1 + cuts.next(below: 1 + cuts.next(below: 40))
          if at >= bytes.count { break }
          places.append(at)
        }
        #expect(Self.read(bytes, cuts: places) == whole, "\(name) \(places)")
      }
      // Nor on where the text ends: every beginning is a text of its own.
      for end in stride(from: 0, to: bytes.count, by: step) {
        Self.check(ScriptReading(bytes: bytes[..<end]), name)
      }
      Self.check(whole, name)
    }
  }

  /// Segments and cues stand in order and apart, and verbatim words are those of the raw text.
  static func check(_ reading: ScriptReading, _ name: String) {
    let bytes = Array(reading.raw.utf8)
    var reached = 0
    for segment in reading.segments {
      guard segment.offset >= reached, segment.offset + segment.length <= bytes.count else {
        Issue.record("\(name): a segment at \(segment.offset) is out of place")
        return
      }
      reached = segment.offset + segment.length
      if segment.isVerbatim, !segment.text.utf8.elementsEqual(bytes[segment.offset..<reached]) {
        Issue.record("\(name): the segment at \(segment.offset) is not the raw text")
      }
    }
    reached = 0
    for cue in reading.cues {
      if cue.offset < reached || cue.offset + cue.length > bytes.count {
        Issue.record("\(name): the cue at \(cue.offset) is out of place")
      }
      reached = cue.offset + cue.length
    }
    for offset in stride(from: 0, through: reading.spoken.utf8.count, by: 7) {
      let raw = reading.rawOffset(ofSpoken: offset)
      if raw < 0 || raw > bytes.count { Issue.record("\(name): spoken byte \(offset) leads to \(raw)") }
    }
  }

  @Test("Soups of every kind of mark read alike however they are cut") func soups() {
    let alphabet = [
      "<", ">", "</", "/>", "<b>", "</b>", "<think>", "</think>", "<tool_call>", "</tool_call>",
      "{\"name\":\"x\"",
      ",\"arguments\":{}", "}", "{{tool:x", "}}", "&amp;", "&", "(", ")", "sighs", "|", "---", "===", "```",
      "~~", "~~~",
      "json", "\n", "\r\n", " ", "a", "é", "🙂", "[", "]", "^1", ":", "https://", "w", "h", "!", "*", "_",
      "<!--",
      "-->", "<action>", "</action>", "<sub alias=\"q\">", "</sub>", "\"", "'", "=", "\\", "#", "- ",
    ]
    var cuts = ScriptReaderTests.Cuts(state: 23)
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<(1 + cuts.next(below: 30)) { text += alphabet[cuts.next(below: alphabet.count)] }
      let whole = ScriptReading(text)
      Self.check(whole, text.debugDescription)
      let bytes = Array(text.utf8)
      #expect(Self.read(bytes, cuts: Array(0..<bytes.count)) == whole, "\(text.debugDescription)")
      let cut = cuts.next(below: bytes.count + 1)
      #expect(Self.read(bytes, cuts: [cut]) == whole, "\(text.debugDescription) at \(cut)")
    }
  }

  @Test("Bytes that are no UTF-8 are U+FFFD, one for each part that could have begun a code point")
  func invalid() {
    #expect(ScriptReading(bytes: [0x61, 0xFF, 0x62]).spoken == "a\u{FFFD}b")
    #expect(ScriptReading(bytes: [0xE2, 0x82, 0x61]).spoken == "\u{FFFD}a")
    #expect(ScriptReading(bytes: [0xED, 0xA0, 0x80]).spoken == "\u{FFFD}\u{FFFD}\u{FFFD}")
    var stream = UTF8Stream()
    #expect(stream.decode([0xF0, 0x9F, 0x99]) == "")
    #expect(stream.decode([0x82]) == "🙂")
    #expect(stream.decode([0xC3]) == "" && stream.finish() == "\u{FFFD}")
    for length in 0..<600 {
      var cuts = ScriptReaderTests.Cuts(state: UInt64(length))
      let bytes = (0..<12).map { _ in
        [0x61, 0x80, 0xBF, 0xC3, 0xE2, 0xED, 0xA0, 0xF0, 0x9F, 0xF4, 0x90, 0xE0][cuts.next(below: 12)]
          as UInt8
      }
      var parts = UTF8Stream()
      var text = ""
      for byte in bytes { text += parts.decode([byte]) }
      text += parts.finish()
      #expect(text == String(decoding: bytes, as: UTF8.self), "\(bytes)")
    }
  }
}

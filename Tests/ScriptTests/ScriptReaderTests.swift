import Conversation
import Script
import Testing

@Suite("Streaming script reader") struct ScriptReaderTests {
  /// SplitMix64, only to choose cuts.
  struct Cuts {
    var state: UInt64
    mutating func next(below limit: Int) -> Int {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return Int((z ^ (z >> 31)) % UInt64(limit))
    }
  }

  static let texts = [
    "[happy] Hi *waves* there 🙂! **Really** good, 2*3*4 and a_b_c.",
    "Flags 🇳🇴🇸🇪 and 👩🏽‍🚀👍🏿 ❤️ ☺︎ 1️⃣ end",
    "Let me look. {{tool:lookup_weather {\"city\":\"Oslo\",\"deep\":{\"a\":\"}}\"}}}} Done. {{tool:stop}}",
    "# Title\n- one *item*\n* two\n1. three\n> quote\n---\n```swift\nlet x = 1\n```\nafter `code` [link](https://a.b/c) [1].",
    "Unclosed *star, [bracket, **bold, `tick, {{tool:x {\"a\":1 and _under \\*plain\\* \\[no\\]",
    "[gaze: window] [joy 0.6] [laughs softly] [joy: 2] [] [12] ***wow*** _so_ __very__ \\",
    "* * *\n**a *b* c** *a **b** c* cafe\u{301} e\u{301}\r\nnext\r\n- x",
    "", "*", "[", "🙂", "**", "`", "{{", "\\",
  ]

  /// What is decided piece by piece, read as a whole.
  func read(_ text: String, cuts: inout Cuts) -> ScriptReading {
    var reader = ScriptReader()
    var pieces: [ScriptPiece] = []
    // Cut between Unicode scalars: inside of emoji and of CR LF too.
    let scalars = Array(text.unicodeScalars)
    var start = 0
    while start < scalars.count {
      let end = min(scalars.count, start + 1 + cuts.next(below: 1 + cuts.next(below: 12)))
      var delta = String.UnicodeScalarView()
      delta.append(contentsOf: scalars[start..<end])
      pieces += reader.feed(String(delta))
      start = end
    }
    pieces += reader.finish()
    return ScriptReading(raw: text, pieces: pieces)
  }

  @Test("The answer does not depend on how the text is cut", arguments: texts) func cuts(_ text: String) {
    let whole = ScriptReading(text)
    var cuts = Cuts(state: 7)
    for _ in 0..<200 { #expect(read(text, cuts: &cuts) == whole) }
  }

  @Test("Random soups of marks read alike however they are cut") func soups() {
    let alphabet = [
      "*", "**", "_", "[", "]", "(", ")", "{{tool:", "}}", "{", "`", "\n", " ", "a", "B c", "🙂", "\\", "-",
      "#",
    ]
    var cuts = Cuts(state: 11)
    for _ in 0..<600 {
      var text = ""
      for _ in 0..<(1 + cuts.next(below: 40)) { text += alphabet[cuts.next(below: alphabet.count)] }
      let whole = ScriptReading(text)
      for _ in 0..<4 { #expect(read(text, cuts: &cuts) == whole, "\(text.debugDescription)") }
    }
  }

  @Test("Anchors point at the raw text", arguments: texts) func anchors(_ text: String) {
    let reading = ScriptReading(text)
    let bytes = Array(text.utf8)
    var reached = 0
    for segment in reading.segments {
      let end = segment.offset + segment.text.utf8.count
      #expect(segment.offset >= reached)
      #expect(Array(segment.text.utf8) == Array(bytes[segment.offset..<end]))
      reached = end
    }
    for cue in reading.cues {
      let mark = String(decoding: bytes[cue.offset..<(cue.offset + cue.length)], as: UTF8.self)
      guard cue.kind != .emotion else { continue }
      #expect(cue.text.split(separator: " ").allSatisfy { mark.contains($0) })
    }
  }

  @Test("A tag split over two pieces is one cue, and what precedes it is given at once") func splitTag() {
    var reader = ScriptReader()
    let first = reader.feed("Hi [hap")
    #expect(first == [.spoken(SpokenSegment(text: "Hi ", offset: 0))])
    let second = reader.feed("py] you")
    #expect(
      second == [
        .cue(ScriptCue(kind: .emotion, text: "joy", offset: 3, length: 7)),
        .spoken(SpokenSegment(text: " yo", offset: 10)),
      ])
    #expect(reader.finish() == [.spoken(SpokenSegment(text: "u", offset: 13))])
  }

  @Test("A skin tone that comes later still belongs to its emoji") func lateSkinTone() {
    var reader = ScriptReader()
    #expect(reader.feed("👍") == [])
    #expect(reader.feed("🏿") == [])
    #expect(reader.feed(" ") == [.cue(ScriptCue(kind: .emoji, text: "👍🏿", offset: 0, length: 8))])
  }

  @Test("An unclosed star is given up at the end of its line, not at the end of the turn") func givesUp() {
    var reader = ScriptReader()
    #expect(reader.feed("a *b") == [.spoken(SpokenSegment(text: "a ", offset: 0))])
    #expect(reader.feed("\nc") == [.spoken(SpokenSegment(text: "*b\n", offset: 2))])
  }
}

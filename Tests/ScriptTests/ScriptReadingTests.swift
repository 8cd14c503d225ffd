import Conversation
import Script
import Testing

@Suite("Script reading") struct ScriptReadingTests {
  @Test("Emoji, stage directions and tags are cues; the rest is spoken") func sorts() {
    let reading = ScriptReading("[happy] Hi *waves* there 🙂 **now**!")
    #expect(reading.spoken == " Hi  there  now!")
    #expect(reading.cues.map(\.kind) == [.emotion, .stage, .emoji])
    #expect(reading.cues.map(\.text) == ["joy", "waves", "🙂"])
    #expect(reading.segments.filter(\.isEmphasized).map(\.text) == ["now"])
  }

  @Test("Emoji clusters stay whole: joined, toned, flags, keycaps")
  func clusters() {
    let reading = ScriptReading("a👩🏽‍🚀b🇳🇴c1️⃣d❤e")
    #expect(reading.cues.map(\.text) == ["👩🏽‍🚀", "🇳🇴", "1️⃣", "❤"])
    #expect(reading.spoken == "a b c d e")
  }

  @Test(
    "Digits, stars in sums and text-style symbols are no emoji",
    arguments: ["5 * 3 = 15", "2*3*4", "☺︎", "© ™"])
  func plain(_ text: String) {
    let reading = ScriptReading(text)
    #expect(reading.cues.isEmpty)
    #expect(reading.spoken == text)
  }

  @Test("A tool call keeps its name and its arguments, braces in strings and all") func tool() throws {
    let call = #"{{tool:find {"q":"a }} b","n":{"x":1}}}}"#
    let reading = ScriptReading("One. \(call) Two.")
    let cue = try #require(reading.cues.first)
    #expect(cue.kind == .tool)
    #expect(cue.text == "find")
    #expect(cue.arguments == #"{"q":"a }} b","n":{"x":1}}"#)
    #expect(cue.length == call.utf8.count)
    #expect(reading.spoken == "One.  Two.")
  }

  @Test("Known emotions become emotion cues, anything else in brackets a stage direction") func tags() {
    let cues = ScriptReading("[Worried] [joy 0.6] [laughs softly] [gaze: the window] [sad=0.25]").cues
    #expect(cues.map(\.kind) == [.emotion, .emotion, .stage, .gaze, .emotion])
    #expect(cues.map(\.text) == ["fear", "joy", "laughs softly", "the window", "sadness"])
    #expect(cues.map(\.value) == [nil, 0.6, nil, nil, 0.25])
  }

  @Test(
    "Marks without a partner are spoken as they stand",
    arguments: [
      "a *b", "a **b", "a [b", "[?]", "{{tool:x y}}", "{{tool:", "{tool}", "a ` b", "snake_case_name",
      "* not\\\\",
    ])
  func unbalanced(_ text: String) {
    let reading = ScriptReading(text)
    #expect(reading.cues.isEmpty)
    let expected = text == "* not\\\\" ? " not\\" : text
    #expect(reading.spoken == expected)
  }

  @Test("Markdown loses its marks, and code blocks are not spoken") func markdown() {
    let text = "## Steps\n- **First** _stir_\n* then `wait`\n```\nlet x = 1\n```\nsee [here](https://x.y) [2]"
    #expect(ScriptReading(text).spoken == " Steps\n First stir\n then wait\n\nsee here ")
  }

  @Test("Bold inside a stage direction's line does not swallow it") func mixed() {
    let reading = ScriptReading("**Yes** *nods* **and** no")
    #expect(reading.cues.map(\.text) == ["nods"])
    #expect(reading.spoken == "Yes  and no")
  }

  @Test("A cue before a closing mark leaves no gap in front of it") func closingMark() {
    let reading = ScriptReading("Get up 🙂. *nods* Now *waves*, please 🌙")
    #expect(reading.spoken == "Get up.  Now, please ")
    #expect(reading.rawOffset(ofSpoken: 6) == "Get up 🙂".utf8.count)
    #expect(reading.spokenOffset(ofRaw: "Get up 🙂".utf8.count) == 6)
  }

  @Test("Spoken bytes lead back to raw bytes") func mapping() throws {
    let raw = "[sad] Öh, *sighs*well **then**🙂 bye"
    let reading = ScriptReading(raw)
    for word in ["Öh", "well", "then", "bye"] {
      let spoken = try #require(reading.spoken.range(of: word))
      let offset = reading.spoken.utf8.distance(from: reading.spoken.startIndex, to: spoken.lowerBound)
      let place = try #require(raw.range(of: word))
      #expect(
        reading.rawOffset(ofSpoken: offset) == raw.utf8.distance(from: raw.startIndex, to: place.lowerBound))
    }
  }
}

extension String {
  /// The first place of a text in this one.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

import Studio
import Testing

@Suite("Script files") struct ScreenplayReaderTests {
  @Test("Settings, turns, pauses, interruptions and continued lines are read") func whole() throws {
    let text = """
      # comment
      title: Rain
      voice: en-us+f2
      rate: 150
      partner rate: 180
      tool time: 0.5

      guest: Will it rain?
      pause 1.5
      nova: [thinking] It will
        all day.
      guest interrupts after "It will": Oh no.
      nova murmurs after "Oh": Mm.
      """
    let play = try Screenplay(text, id: "rain")
    #expect(play.id == "rain")
    #expect(play.title == "Rain")
    #expect(play.voice.name == "en-us+f2")
    #expect(play.voice.rate == 150)
    #expect(play.partnerRate == 180)
    #expect(play.toolTime == 0.5)
    #expect(play.turns.map(\.speaker) == ["guest", "nova", "guest", "nova"])
    #expect(
      play.turns.map(\.entrance) == [
        .free(pause: nil), .free(pause: 1.5), .interrupting("It will"), .murmuring("Oh"),
      ])
    #expect(play.turns[1].text == "[thinking] It will\nall day.")
    #expect(play.turns[2].line == 12)
  }

  @Test(
    "A faulty line is refused with its number",
    arguments: [
      ("title: x", 1, "nobody says anything"), ("colour: red\nnova: hi", 1, "no setting 'colour'"),
      ("nova: hi\nbob: hello", 2, "'bob' is neither"), ("nova: hi\npause soon", 2, "a pause of 'soon'"),
      ("guest interrupts after \"x\": hi", 1, "over nobody"), ("nova:", 1, "says nothing"),
      ("rate: 9999\nnova: hi", 1, "rate is '9999'"), ("  more\nnova: hi", 1, "continues nothing"),
      ("guest: a b\nnova interrupts after \"a\": c", 2, "the character interrupts"),
      ("nova: a b\nguest interrupts after a: c", 2, "is no turn"), ("partner: nova\nnova: hi", 2, "one name"),
      ("nova: a\nguest murmurs after \"...\": c", 2, "the words are empty"),
      ("nonsense", 1, "neither a turn nor"),
    ])
  func faults(_ text: String, _ line: Int, _ words: String) {
    do {
      _ = try Screenplay(text, id: "x", file: "x.script")
      Issue.record("accepted")
    } catch {
      guard case .malformed("x.script", line, let reason, let cure) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(reason.contains(words), "\(reason)")
      #expect(!cure.isEmpty)
    }
  }
}

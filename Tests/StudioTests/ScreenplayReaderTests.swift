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
    "Ids that can be no names of folders are refused with their line",
    arguments: [
      ("id: ../x", 2), ("id: a b", 2), ("id: Corpus.json", 2), ("character: a/b", 2),
      ("partner: .b", 2),
    ])
  func ids(_ setting: String, _ line: Int) {
    let error = #expect(throws: StudioError.self) {
      try Screenplay("# a\n\(setting)\nguest: Hi.\nnova: Hi.", id: "rain", file: "rain.script")
    }
    let name = setting.prefix { $0 != ":" }
    #expect(error?.description.hasPrefix("rain.script:\(line): \(name): ") == true, "\(error as Any)")
  }

  @Test("A file whose name is no id needs one in its header") func fileName() throws {
    let error = #expect(throws: StudioError.self) {
      try Screenplay("guest: Hi.", id: "my talk", file: "my talk.script")
    }
    #expect(error?.description.contains("name the recording with 'id:'") == true)
    #expect(try Screenplay("id: talk\nguest: Hi.", id: "my talk").id == "talk")
  }

  @Test("The partner's voice, the machinery's timing, overlaps and the character's interruptions are read")
  func newer() throws {
    let text = """
      partner voice: en-gb+m2
      partner rate: 190
      partner volume: 50
      partner pitch: 40
      partner range: 30
      tokens per second: 40
      first token: 0.35
      tts chunk: 0.8
      tts delay: 0.25
      asr delay: 0.2
      guest: Will it rain today?
      nova overlaps 0.4: It will.
      guest: But then you said
      nova interrupts after "But then": No!
      """
    let play = try Screenplay(text, id: "rain")
    #expect(
      play.partnerVoice == VoiceSettings(name: "en-gb+m2", rate: 190, volume: 50, pitch: 40, range: 30))
    #expect(play.timing.tokensPerSecond == 40 && play.timing.firstToken == 0.35)
    #expect(play.timing.ttsChunk == 0.8 && play.timing.ttsDelay == 0.25 && play.timing.asrDelay == 0.2)
    #expect(play.turns[1].entrance == .overlapping(0.4) && play.turns[1].text == "It will.")
    #expect(play.turns[3].entrance == .interrupting("But then"))
    #expect(try Screenplay("nova: hi", id: "x").partnerVoice == nil)
  }

  @Test(
    "A faulty line is refused with its number",
    arguments: [
      ("title: x", 1, "nobody says anything"), ("colour: red\nnova: hi", 1, "no setting 'colour'"),
      ("nova: hi\nbob: hello", 2, "'bob' is neither"), ("nova: hi\npause soon", 2, "a pause of 'soon'"),
      ("guest interrupts after \"x\": hi", 1, "over nobody"), ("nova:", 1, "says nothing"),
      ("rate: 9999\nnova: hi", 1, "rate is '9999'"), ("  more\nnova: hi", 1, "continues nothing"),
      ("guest: a b\nnova overlaps 0: c", 2, "an overlap of '0'"),
      ("guest: a b\nnova overlaps much: c", 2, "an overlap of 'much'"),
      ("nova overlaps 0.4: c", 1, "over nobody"),
      ("guest: a\npause 1\nnova overlaps 0.4: c", 3, "does not wait"),
      ("tts delay: soon\nnova: hi", 1, "tts delay is 'soon'"),
      ("tokens per second: 0\nnova: hi", 1, "is '0'"),
      ("tts chunk: 1e9\nnova: hi", 1, "tts chunk is"), ("asr delay: nan\nnova: hi", 1, "asr delay is"),
      ("partner volume: 201\nnova: hi", 1, "partner volume is"),
      ("partner voice: en-us\npartner rate: 70\nnova: hi", 3, "takes 80 to 450"),
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

import Conversation
import Motion
import Studio
import Testing

@Suite("Timing of the machinery") struct AgentTimingTests {
  func record(_ header: String) throws -> Recording {
    let text =
      header + "guest: Hi.\nnova: Tom sat on a mat and sang to Sue about the sea. *waves* Then Tom went home."
    return try StudioRecorder(synthesizer: ToneVoice()).record(Screenplay(text, id: "test")).recording
  }

  @Test("The defaults, written out, change nothing") func defaults() throws {
    let usual = "tokens per second: 30\nfirst token: 0\ntts delay: 0.35\nasr delay: 0.3\n"
    #expect(try record(usual) == record(""))
  }

  @Test(
    "Text streams at four bytes a token, from the synthesiser's delay and 250 ms before the first word on")
  func text() throws {
    let recording = try record("tokens per second: 10\ntts delay: 0.95\n")
    let start = try #require(Happened(recording).turns.first { $0.id == "t02" }).start
    let turn = try #require(recording.log.first { $0.id == "t02" })
    #expect(turn.arrival == start - .milliseconds(1200))
    let deltas = recording.log.filter { $0.kind == .delta }
    for delta in deltas {
      let offset = try #require(delta.anchor).offset
      let streamed = start - .milliseconds(1200) + .milliseconds(Int64(offset) * 25)
      #expect(try #require(delta.arrival) <= streamed)
    }
    #expect(deltas.first?.arrival == start - .milliseconds(1200))
  }

  @Test("Chunks end with the word that fills them, and each is 250 ms ahead") func chunks() throws {
    func audio(_ header: String) throws -> [Record] {
      try record(header).log.filter { $0.kind == .audio && $0.operation == .announce }
    }
    let usual = try audio("")
    let short = try audio("tts chunk: 0.8\n")
    #expect(usual.count == 2)
    #expect(short.count > 4)
    for chunk in short {
      let (start, arrival) = (try #require(chunk.start), try #require(chunk.arrival))
      #expect(start - arrival >= .milliseconds(250))
      #expect(try #require(chunk.end) - start < .milliseconds(1400))
    }
    let words = try record("tts chunk: 0.8\n").log.filter { $0.kind == .word && $0.participant == "nova" }
    #expect(Set(words.compactMap(\.arrival)).count == short.count)
  }

  @Test("A slow machine answers late, by exactly what it takes longer") func reply() throws {
    func gap(_ header: String) throws -> Double {
      let turns = Happened(try record(header)).turns
      return (turns[1].start - turns[0].end).seconds
    }
    let usual = try gap("")
    #expect((0.9...1.31).contains(usual))
    #expect(abs(try gap("first token: 0.5\n") - usual - 0.5) < 1e-4)
    #expect(abs(try gap("asr delay: 0.5\n") - usual - 0.2) < 1e-4)
    #expect(abs(try gap("tts delay: 0.15\n") - usual + 0.2) < 1e-4)
  }

  @Test("The partner's words are known after the recogniser's delay, its cues 200 ms later") func recogniser()
    throws
  {
    let text = "asr delay: 1\nguest: [sad] Hi, Tom.\nnova: Hi."
    let log = try StudioRecorder(synthesizer: ToneVoice()).record(Screenplay(text, id: "x")).recording.log
    for word in log where word.kind == .word && word.participant == "guest" {
      #expect(word.arrival == word.end.map { $0 + .milliseconds(1000) })
    }
    let end = try #require(log.first { $0.id == "t01" && $0.operation == .revise })
    #expect(end.arrival == end.end.map { $0 + .milliseconds(1000) })
    let cue = try #require(log.first { $0.kind == .cue })
    #expect(cue.arrival == end.end.map { $0 + .milliseconds(1200) })
  }
}

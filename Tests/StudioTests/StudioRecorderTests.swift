import Conversation
import Motion
import Speech
import Studio
import Testing

@Suite("Studio recorder") struct StudioRecorderTests {
  static let script = """
    guest: [sad] Do tell me, please.
    nova: [happy] Tom sat. *waves* A mat is up 🙂. {{tool:look {"a":1}}} Sue met a man on a mat, and a bat too.
    guest interrupts after "met a man": Stop it.
    nova: Oh! [sad] Is it so?
    guest murmurs after "Is": Mm.
    """

  func record(_ text: String = script) throws -> StudioRecording {
    try StudioRecorder(synthesizer: ToneVoice()).record(Screenplay(text, id: "test"))
  }

  @Test("The log keeps the rules, and arrivals never go back") func rules() throws {
    let recording = try record().recording
    try recording.validate()
    let arrivals = recording.log.map { $0.arrival ?? .zero }
    #expect(arrivals.count > 100)
    #expect(zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("Words follow each other and hold their phones, which touch") func nesting() throws {
    let happened = Happened(try record().recording).of("nova")
    #expect(zip(happened.words, happened.words.dropFirst()).allSatisfy { $0.end <= $1.start })
    for word in happened.words {
      let phones = happened.phones.filter { $0.id.hasPrefix(word.id + ".") }
      #expect(phones.first?.start == word.start, "\(word.text)")
      #expect(phones.last?.end == word.end)
      #expect(zip(phones, phones.dropFirst()).allSatisfy { $0.end == $1.start && $0.start < $0.end })
    }
    #expect(happened.phones.allSatisfy { Phone(arpabet: $0.text) != nil })
  }

  @Test("Text arrives before the speech made of it; speech at least 250 ms before it sounds") func ahead()
    throws
  {
    let recording = try record().recording
    for word in recording.log
    where word.kind == .word && word.operation == .announce && word.participant == "nova" {
      let arrival = try #require(word.arrival)
      #expect(try #require(word.start) - arrival >= .milliseconds(250))
      let anchor = try #require(word.anchor)
      let delta = try #require(
        recording.log.last {
          $0.kind == .delta && $0.anchor?.turn == anchor.turn && ($0.anchor?.offset ?? 0) <= anchor.offset
        })
      #expect(try #require(delta.arrival) <= arrival)
    }
  }

  @Test("Deltas join up to the text that was written") func deltas() throws {
    let recording = try record().recording
    let texts = recording.log.filter { $0.kind == .delta && $0.anchor?.turn == "t02" }.compactMap(\.text)
    #expect(texts.joined() == (try Screenplay(Self.script, id: "x")).turns[1].text)
    #expect(texts.dropLast().allSatisfy { (20...63).contains($0.utf8.count) })
  }

  @Test("Cues are announced without a time, get one with their chunk, and sit where they belong") func cues()
    throws
  {
    let recording = try record().recording
    let own = recording.log.filter {
      $0.kind == .cue && $0.participant == "nova" && $0.operation == .announce
    }
    #expect(own.allSatisfy { $0.start == nil })
    let happened = Happened(recording).of("nova")
    func cue(_ text: String) throws -> Happened.Span { try #require(happened.cues.first { $0.text == text }) }
    func word(_ text: String) throws -> Happened.Span {
      try #require(happened.words.first { $0.text == text })
    }
    #expect(try cue("joy").start == word("Tom").start)
    #expect(try cue("waves").start == word("A").start)
    #expect(try cue("🙂").start == word("up.").end)
    let call = try cue("look")
    #expect(try call.start == word("up.").end)
    #expect(try call.end == word("Sue").start)
    #expect(call.end - call.start == .milliseconds(1200))
    #expect(try cue("sadness").end == word("so?").end)
  }

  @Test("An interruption takes back what was not yet said and cuts what was") func interruption() throws {
    let taken = try record()
    let recording = taken.recording
    let onset = try #require(recording.log.first { $0.id == "t03" }?.start)
    let silence = onset + .milliseconds(200)
    let happened = Happened(recording)
    let cancelled = recording.log.filter { $0.operation == .cancel }
    #expect(cancelled.contains { $0.kind == .word })
    #expect(cancelled.allSatisfy { $0.end == silence && $0.arrival == silence })
    let words = happened.words.filter { $0.anchor?.turn == "t02" }
    #expect(words.last?.end == silence)
    #expect(words.contains { $0.text == "man" })
    #expect(!words.contains { $0.text == "bat" })
    #expect(happened.phones.allSatisfy { !$0.id.hasPrefix("t02") || $0.end <= silence })
    #expect(happened.turns.first { $0.id == "t02" }?.end == silence)
    #expect(happened.cues.first { $0.id == "t02.c1" }?.end == silence)
    let samples = try #require(taken.audio["nova"]).samples
    let last = Int((silence.seconds * 22050).rounded())
    let until = Int(((happened.turns.first { $0.id == "t04" }?.start ?? silence).seconds * 22050).rounded())
    #expect(samples[last..<until].allSatisfy { $0 == 0 })
    let fading = samples[(last - 441)..<last].map(abs)
    #expect((fading.first ?? 0) > (fading.last ?? 1) * 20)
  }

  @Test("The partner is heard through recognisers, and a murmur leaves the character speaking") func partner()
    throws
  {
    let recording = try record().recording
    let other = recording.log.filter { $0.participant == "guest" }
    #expect(other.allSatisfy { $0.isEstimated && $0.kind != .phone && $0.kind != .audio })
    for word in other where word.kind == .word {
      #expect(word.arrival == word.end.map { $0 + .milliseconds(300) })
    }
    let happened = Happened(recording)
    let murmur = try #require(happened.turns.first { $0.id == "t05" })
    let spoken = try #require(happened.turns.first { $0.id == "t04" })
    #expect(murmur.start < spoken.end)
    #expect(murmur.start > spoken.start)
    #expect(happened.cues.first { $0.participant == "guest" }?.text == "sadness")
    #expect(happened.turns.first?.text == "Do tell me, please.")
  }

  @Test("Stops begin with their closure, at the cost of the sound before") func closures() throws {
    let happened = Happened(try record("nova: Apa ata aba.").recording)
    // Letters last 80 ms, and 40 ms of silence stand before p and t.
    let lengths = happened.phones.map { (($0.end - $0.start).seconds * 1000).rounded() }
    #expect(lengths == [40, 120, 80, 40, 120, 80, 80, 80, 80])
  }

  @Test("Every arrival model serves the recording, and nothing is revised before it is announced")
  func models() throws {
    let recording = try record().recording
    for model in ArrivalModel.all {
      var known: Set<String> = []
      for entry in try model.schedule(recording, for: "nova").entries {
        if entry.record.operation == .announce {
          known.insert(entry.record.id)
        } else {
          #expect(known.contains(entry.record.id), "\(model.id): \(entry.record.id)")
        }
      }
    }
  }

  @Test("Words that are not there, or leave nothing to cut, are refused with their line") func refusals() {
    for (text, words) in [
      ("nova: one two three\nguest interrupts after \"four\": no", "does not say"),
      ("nova: one two\nguest interrupts after \"one two\": no", "nothing is left"),
    ] {
      do {
        _ = try record(text)
        Issue.record("accepted")
      } catch {
        #expect("\(error)".contains(words) && "\(error)".contains(":2:"), "\(error)")
      }
    }
  }

  @Test("A turn of cues alone is a turn") func silentTurn() throws {
    let recording = try record("guest: Hi.\nnova: *waves* 🙂\nguest: Oh.").recording
    let happened = Happened(recording)
    #expect(happened.cues.map(\.text) == ["waves", "🙂"])
    #expect(happened.turns.count == 3)
    #expect(happened.words.allSatisfy { $0.participant == "guest" })
  }
}

import Conversation
import Motion
import Speech
import Studio
import Testing

@Suite("A partner with a voice") struct PartnerTurnTests {
  static let script = """
    partner voice: tone
    asr delay: 0.5
    guest: [sad] Do tell me, please, Tom.
    nova: Tom sat on a mat.
    guest: And then he went on and on, to Sue and to Max and to me and to them.
    nova interrupts after "he went on": Stop it, and sit on a mat with Max.
    guest interrupts after "Stop": No.
    """

  func record(_ text: String = script, seed: UInt64 = 0) throws -> StudioRecording {
    try StudioRecorder(synthesizer: ToneVoice()).record(Screenplay(text, id: "test"), seed: seed)
  }

  @Test(
    "Its words and phones are measured, its audio sounds where they say, and nobody else hears its phones")
  func measured() throws {
    let taken = try record()
    #expect(taken.audio.keys.sorted() == ["guest", "nova"])
    let happened = Happened(taken.recording).of("guest")
    #expect(happened.words.count > 10 && happened.words.allSatisfy { !$0.isEstimated })
    let samples = try #require(taken.audio["guest"]).samples
    for word in happened.words {
      let phones = happened.phones.filter { $0.id.hasPrefix(word.id + ".") }
      #expect(phones.first?.start == word.start && phones.last?.end == word.end, "\(word.text)")
      let range = Int(word.start.seconds * 22050)..<Int(word.end.seconds * 22050)
      #expect(samples[range].contains { $0 != 0 }, "\(word.text)")
    }
    let nova = try #require(taken.audio["nova"]).samples
    #expect(nova.count == samples.count)
    let first = try #require(happened.words.first)
    #expect(nova[0..<Int(first.end.seconds * 22050)].allSatisfy { $0 == 0 })
    for model in [ArrivalModel.recorded, .agent] {
      let known = try model.schedule(taken.recording, for: "nova").entries
      #expect(!known.contains { $0.record.kind == .phone && $0.record.participant == "guest" })
      #expect(known.contains { $0.record.kind == .word && $0.record.participant == "guest" })
    }
  }

  @Test("Its words become known after the recogniser's delay, their places lie in its text") func recognised()
    throws
  {
    let recording = try record().recording
    let words = recording.log.filter { $0.kind == .word && $0.participant == "guest" }
    for word in words { #expect(word.arrival == word.end.map { $0 + .milliseconds(500) }) }
    let turn = try #require(Happened(recording).turns.first)
    #expect(turn.text == "Do tell me, please, Tom.")
    for word in words where word.anchor?.turn == turn.id {
      let anchor = try #require(word.anchor)
      let rest = String(decoding: turn.text.utf8.dropFirst(anchor.offset), as: UTF8.self)
      #expect(rest.hasPrefix(word.text ?? "?"))
    }
  }

  @Test("The character interrupts as fast as its machinery lets it; the partner fades out and says no more")
  func interrupted() throws {
    let taken = try record()
    let happened = Happened(taken.recording)
    let heard = try #require(
      happened.words.first { $0.anchor?.turn == "t03" && $0.text == "on" })
    let onset = try #require(happened.turns.first { $0.id == "t04" }).start
    // 0.5 s to know the word, 0.6 s to text and voice, 50 ms of grace.
    #expect(abs((onset - heard.end).seconds - 1.15) < 1e-4)
    let silence = onset + .milliseconds(200)
    let cut = try #require(happened.turns.first { $0.id == "t03" })
    #expect(abs((cut.end - silence).seconds) < 1e-4)
    #expect(cut.text.hasPrefix("And then he went on") && !cut.text.hasSuffix("them."))
    let words = happened.words.filter { $0.anchor?.turn == "t03" }
    #expect(words.last?.end == cut.end)
    #expect(happened.phones.filter { $0.id.hasPrefix("t03.") }.allSatisfy { $0.end <= cut.end })
    #expect(cut.text.hasSuffix(words.last?.text ?? "?"))
    let samples = try #require(taken.audio["guest"]).samples
    let last = Int((cut.end.seconds * 22050).rounded())
    let next = try #require(happened.turns.first { $0.id == "t05" }).start
    #expect(samples[last..<Int(next.seconds * 22050)].allSatisfy { $0 == 0 })
    let fading = samples[(last - 441)..<last].map(abs)
    #expect((fading.prefix(40).max() ?? 0) > (fading.suffix(40).max() ?? 1) * 4)
  }

  @Test("Without a voice the log is the one of before, estimated and silent") func silent() throws {
    let taken = try record(Self.script.replacing("partner voice: tone\n", with: ""))
    #expect(taken.audio.keys.sorted() == ["nova"])
    #expect(
      taken.recording.log.allSatisfy { $0.participant == "nova" || $0.isEstimated && $0.kind != .phone })
  }
}

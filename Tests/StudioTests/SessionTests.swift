import Conversation
import Motion
import Studio
import Testing

@Suite("Turns on the axis") struct SessionTests {
  func record(_ text: String, seed: UInt64 = 0) throws -> Recording {
    try StudioRecorder(synthesizer: ToneVoice()).record(Screenplay(text, id: "test"), seed: seed).recording
  }

  @Test(
    "An overlap begins so long before the other's end, and nobody stops",
    arguments: ["", "partner voice: x\n"])
  func overlap(_ header: String) throws {
    let recording = try record(
      header
        + "guest: Do tell me about Tom, please, and Sue.\nnova overlaps 0.4: Tom sat on a mat.\nguest overlaps 0.3: Oh."
    )
    let happened = Happened(recording)
    let turns = happened.turns
    #expect(abs((turns[0].end - turns[1].start).seconds - 0.4) < 1e-4)
    #expect(abs((turns[1].end - turns[2].start).seconds - 0.3) < 1e-4)
    #expect(!recording.log.contains { $0.operation == .cancel })
    #expect(turns[0].text == "Do tell me about Tom, please, and Sue.")
    #expect(happened.words.last { $0.participant == "nova" }?.end == turns[1].end)
    let arrivals = recording.log.map { $0.arrival ?? .zero }
    #expect(zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("Interruptions in a row, each of the one before") func row() throws {
    let recording = try record(
      """
      partner voice: x
      nova: Tom sat on a mat and sang to Sue about the sea and the sand.
      guest interrupts after "on a mat": No, Tom never sat on any mat at any time of his life, and I was there.
      nova interrupts after "No, Tom never": He did sit there, on a mat, as I saw it from the tent.
      guest interrupts after "did sit": Stop.
      """)
    let happened = Happened(recording)
    let turns = happened.turns
    for (cut, next) in zip(turns, turns.dropFirst()) {
      #expect(abs((cut.end - next.start).seconds - 0.2) < 1e-4, "\(cut.id)")
      #expect(happened.words.filter { $0.anchor?.turn == cut.id }.allSatisfy { $0.end <= cut.end })
    }
  }

  @Test(
    "What cannot be is refused with its line",
    arguments: [
      ("nova: Tom.\nguest overlaps 9: Oh.", "no longer than 9.0 s"),
      ("guest: a b c d\nnova interrupts after \"c d\": No.", "nothing is left to cut"),
      (
        "nova: a b c d e f g h i j k l m n o\nguest interrupts after \"b\": No, no, no.\nguest interrupts after \"e f\": x",
        "cut off before"
      ),
      (
        "nova: a b c d e f g h i j k l m n o p q\nguest interrupts after \"b\": Not so at all.\nguest interrupts after \"c\": x",
        "would talk over itself"
      ),
      (
        "nova: a b c d e f\nguest: So we sat in the sun all day long.\nnova overlaps 2: Tom and Sue and Max and Ann sat.\n"
          + "guest interrupts after \"Tom\": x", "would talk over itself"
      ),
    ])
  func refusals(_ text: String, _ words: String) throws {
    do {
      _ = try record(text)
      Issue.record("accepted")
    } catch {
      let line = text.split(separator: "\n").count
      #expect("\(error)".contains(words) && "\(error)".contains(":\(line):"), "\(error)")
    }
  }

  @Test("Another seed draws other gaps") func seeds() throws {
    let text = "guest: Hi, Tom.\nnova: Hi, Sue."
    #expect(try record(text) == record(text, seed: 0))
    #expect(try record(text).duration != record(text, seed: 7).duration)
  }
}

import Runs
import Scoring
import Testing

@Suite("A take as a user writes it")
struct TakeReferenceTests {
  @Test("all its forms")
  func forms() throws {
    let plain = try TakeReference("soup/mia")
    #expect(plain.run == nil && plain.recording == "soup" && plain.participant == "mia" && plain.seed == nil)
    let seeded = try TakeReference("soup/mia@18446744073709551615")
    #expect(seeded.seed == .max)
    let whole = try TakeReference("idle-1a2b3c4d:soup/mia@7")
    #expect(whole.run == "idle-1a2b3c4d" && whole.recording == "soup" && whole.seed == 7)
    #expect(try TakeReference("external:studio-1a2b3c4d:soup/mia").run == "external:studio-1a2b3c4d")
  }

  @Test(
    "what is no reference is refused with how to write one",
    arguments: [
      "", "soup", "soup/", "/mia", "/", "soup/mia@", "soup/mia@x", "soup/mia@-1", "soup/mia@+1",
      "soup/mia@1.5",
      "soup/mia@18446744073709551616", ":soup/mia", "run:", "@7", "soup/mia@٣",
    ])
  func bad(text: String) {
    #expect(throws: RunsError.badReference(text)) { try TakeReference(text) }
    #expect(RunsError.badReference(text).description.contains("RECORDING/PARTICIPANT"))
  }

  @Test("it means takes of its recording and participant, and of its seed where there is one")
  func matching() throws {
    let key = TakeKey(recording: "soup", participant: "mia", seed: 7)
    #expect(try TakeReference("soup/mia").matches(key))
    #expect(try TakeReference("soup/mia@7").matches(key))
    #expect(try !TakeReference("soup/mia@8").matches(key))
    #expect(try !TakeReference("soup/tom").matches(key))
    #expect(try !TakeReference("soups/mia").matches(key))
  }
}

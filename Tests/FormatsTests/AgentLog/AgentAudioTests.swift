import Testing

@testable import Formats

@Suite struct AgentAudioTests {
  private func audio(_ text: String, keeps: Bool = true) -> AgentAudio {
    Array(text.utf8).withUnsafeBufferPointer { AgentAudio(base64: $0, keepsBytes: keeps) }
  }

  @Test(
    arguments: [
      ("", []), ("AQID", [1, 2, 3]), ("AQI=", [1, 2]), ("AQ==", [1]), ("AQI", [1, 2]), ("AQ", [1]), ("A", []),
      ("A Q\nID", [1, 2, 3]), ("-_8", [0xFB, 0xFF]), ("AQID=AQID", [1, 2, 3]), ("AQIDB", [1, 2, 3]),
    ] as [(String, [UInt8])])
  func `base64 is read leniently`(text: String, bytes: [UInt8]) {
    #expect(audio(text).bytes == bytes && audio(text).isReadable)
    #expect(audio(text, keeps: false).byteCount == bytes.count && audio(text, keeps: false).bytes.isEmpty)
  }

  @Test(arguments: ["<audio>", "AQID...", "[4800 bytes]"])
  func `words in the place of sound are no sound`(text: String) {
    #expect(!audio(text).isReadable && audio(text).byteCount == 0 && audio(text).bytes.isEmpty)
  }

  @Test func `G.711 gives the values of its tables`() {
    let muLaw = AgentAudio.Format.named("g711_ulaw")
    #expect(
      muLaw.rate == 8_000 && muLaw.samples([0xFF, 0x7F, 0x80, 0x00, 0xFE]) == [0, 0, 32_124, -32_124, 8])
    let aLaw = AgentAudio.Format.named("audio/pcma")
    #expect(aLaw.samples([0xD5, 0x55, 0xAA, 0x2A, 0xD4]) == [8, -8, 32_256, -32_256, 24])
  }

  @Test func `16-bit samples leave out a cut half`() {
    #expect(AgentAudio.Format.pcm24k.samples([1, 0, 0xFF, 0xFF, 7]) == [1, -1])
    #expect(AgentAudio.Format.named("audio/pcm;rate=16000") == .init(.pcm16, rate: 16_000))
    #expect(AgentAudio.Format.named("pcm16", rate: -3) == .pcm24k)
    #expect(AgentAudio.Format.named("opus").samples([1, 2, 3]).isEmpty)
  }
}

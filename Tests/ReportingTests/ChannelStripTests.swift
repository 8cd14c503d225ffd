import Conversation
import Motion
import Reporting
import Testing

@Suite("Strips of curves with what was said")
struct ChannelStripTests {
  private func happened() -> Happened {
    func word(_ id: String, _ text: String, _ start: Double, _ who: String = "nova") -> Record {
      Record(
        id: id, kind: .word, participant: who, start: MediaTime(seconds: start),
        end: MediaTime(seconds: start + 0.5), text: text)
    }
    let log = [word("1", "hello", 0), word("2", "there", 2), word("3", "hi", 3, "guest")]
    return Happened(
      Recording(
        id: "r", participants: [.init(id: "nova", role: .character), .init(id: "guest", role: .partner)],
        duration: .milliseconds(4000), log: log))
  }

  private func track() -> Track {
    let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head)])
    var track = Track(layout: layout, rate: .fps60, frameCount: 240)
    for frame in 0..<240 { track[frame, 0] = Float(frame) / 239 }
    return track
  }

  @Test("Words stand where they begin, everyone else's apart")
  func lanes() throws {
    let strip = try ChannelStrip(
      track: track(), channels: ["jawOpen", "head.rotation"], happened: happened(), participant: "nova",
      width: 64)
    let lines = strip.text.split(separator: "\n").map(String.init)
    #expect(lines.count == 7)
    #expect(lines[0].hasSuffix("1.00"))
    #expect(lines[1].hasPrefix("jawOpen"))
    #expect(lines[1].hasSuffix("0.00"))
    #expect(lines[5] == "words          hello               there")
    #expect(lines[6].hasPrefix("others"))
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 64 })
  }

  @Test("A stretch shows only what falls into it")
  func stretch() throws {
    let strip = try ChannelStrip(
      track: track(), channels: ["jawOpen"], happened: happened(), participant: "nova",
      stretch: .milliseconds(1000)..<(.milliseconds(2500)), width: 60)
    #expect(!strip.text.contains("hello"))
    #expect(strip.text.contains("there"))
  }

  @Test("A stretch without a frame of the take is refused")
  func outside() {
    #expect(throws: ReportingError.outside(from: 0, to: 4)) {
      try ChannelStrip(
        track: track(), channels: ["jawOpen"], happened: happened(), participant: "nova",
        stretch: .milliseconds(9000)..<(.milliseconds(9500)))
    }
  }

  @Test("A curve that stands still is drawn flat, not blown up")
  func still() throws {
    let strip = try ChannelStrip(
      track: track(), channels: ["head.rotation"], happened: happened(), participant: "nova", width: 64)
    let lines = strip.text.split(separator: "\n")
    #expect(lines[0].hasSuffix("1.0°"))
    #expect(lines[1].hasSuffix("0.0"))
  }

  @Test("A channel that is not there is named with those that are")
  func unknownChannel() {
    #expect(throws: ReportingError.noChannel("jawopen", has: ["jawOpen", "head.rotation"])) {
      try ChannelStrip(track: track(), channels: ["jawopen"], happened: happened(), participant: "nova")
    }
  }

  @Test("Words too close together are counted, not lost")
  func crowded() {
    let spans = (0..<50).map { index in
      Record(
        id: "\(index)", kind: .word, participant: "nova", start: .milliseconds(Int64(index) * 20),
        end: .milliseconds(Int64(index) * 20 + 20), text: "word\(index)")
    }
    let words = Happened(
      Recording(
        id: "r", participants: [.init(id: "nova", role: .character)], duration: .milliseconds(1000),
        log: spans)
    ).words
    let lane = SpanLane(words, from: .zero, to: .milliseconds(1000), width: 20)
    #expect(DisplayWidth.of(lane.text) <= 20)
    #expect(lane.hidden == 30)
  }
}

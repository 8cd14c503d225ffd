import Motion
import StrategyABI
import Testing

@testable import StrategyDriver
@testable import StrategyHost

@Suite("Recorded sessions go to a strategy whole")
struct RehearsalSessionTests {
  @Test("channels, rate and every row come over, though the inbox holds a part of them only")
  func handed() throws {
    let layout = ChannelLayout([Channel("jawOpen", kind: .weight), Channel("head.rotation", kind: .rotation)])
    let long = Track(
      layout: layout, rate: FrameRate(numerator: 30000, denominator: 1001)!,
      samples: (0..<5 * 4_000).map(Float.init))
    let short = Track(layout: layout, rate: .fps60, samples: [1, 0, 0, 0, 1])
    let runner = StandInRunner()
    try RehearsalSession.hand(
      [RehearsalSession(id: "long", track: long), RehearsalSession(id: "short", track: short)], to: runner)
    #expect(runner.shelf.count == 2)
    let session = try #require(runner.shelf.session(0)).pointee
    #expect(String(cString: session.id) == "long")
    #expect(session.frame_count == 4_000 && session.row_stride == 5 && session.channel_count == 2)
    #expect(session.rate_numerator == 30000 && session.rate_denominator == 1001)
    #expect(session.channels[1].kind == UInt32(MIEN_CHANNEL_ROTATION))
    #expect((0..<20_000).map { session.rows[$0] } == long.samples)
    #expect(runner.shelf.session(1)?.pointee.frame_count == 1)
  }

  @Test("none are none")
  func none() throws {
    let runner = StandInRunner()
    try RehearsalSession.hand([], to: runner)
    #expect(runner.shelf.count == 0)
  }
}

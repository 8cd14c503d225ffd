import Motion
import Testing

@testable import StrategySDK

/// Writes how much it has been told: samples in thousands, words.
private final class Count: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "count", version: "1.0.0", title: "Count", summary: "For tests.",
    channels: [.weight("jawOpen"), .gazeYaw], needs: [.words, .ownAudio],
    parameters: [StrategyParameter("lookahead", title: "Lookahead", range: 0...600, initial: 0)])
  private var audio: FeatureStream?
  private var words: Float = 0
  init() {}
  func prepare(_ session: StrategySession) throws -> Int {
    audio = session.features.first ?? nil
    return Int(session.parameters["lookahead"])
  }
  func receive(_ record: KnownRecord) throws { words += 1 }
  func render(_ span: FrameSpan, into rows: FrameRows) {
    for index in 0..<span.frameCount {
      rows.row(index)[0] = Float(audio?.knownSamples ?? 0) / 1000
      rows.row(index)[1] = words
    }
  }
}

@Suite("A strategy tried out without a host")
struct TryoutTests {
  @Test("gets a word before the first frame that may use it, and audio up to each frame")
  func dueTimes() throws {
    let tryout = Tryout(rate: FrameRate(frames: 10))
    tryout.word("one", start: 0.5, end: 0.7)
    tryout.hear([Float](repeating: 0, count: 16_000))
    let track = try tryout.take(of: Count.self, frames: 12)
    #expect(track.curve("gaze.yaw") == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    #expect(track.curve("jawOpen")?[0] == 0)
    #expect(track.curve("jawOpen")?[5] == 8)
    #expect(track.curve("jawOpen")?[11] == 16)
    #expect(try tryout.take(of: Count.self, frames: 12, block: 1) == track)
  }

  @Test("gets both sooner by its lookahead")
  func lookahead() throws {
    let tryout = Tryout(rate: FrameRate(frames: 10), parameters: ["lookahead": 3])
    tryout.word("one", start: 0.5, end: 0.7)
    tryout.hear([Float](repeating: 0, count: 16_000))
    let track = try tryout.take(of: Count.self, frames: 4)
    #expect(track.curve("gaze.yaw") == [0, 0, 1, 1])
    #expect(track.curve("jawOpen")?[0] == 4.8)
    #expect(throws: StrategyError.lookahead(-1)) {
      try Tryout().take(of: Backward.self, frames: 1)
    }
  }

  private final class Backward: Strategy {
    static let descriptor = StrategyDescriptor(
      id: "backward", version: "1.0.0", title: "", summary: "", channels: [.gazeYaw])
    func prepare(_ session: StrategySession) throws -> Int { -1 }
    func receive(_ record: KnownRecord) throws {}
    func render(_ span: FrameSpan, into rows: FrameRows) {}
  }
}

import Foundation
import Motion
import Scoring
import Testing

@testable import MetricHost

@Suite("An encoder reads the channels that it names, at its own rate")
struct EncoderInputTests {
  private func input(_ settings: [String: Any]) throws -> EncoderInput {
    let folder = try ScratchFolder()
    return try #require(EncoderInput(Stage.bundle(folder, kind: .encoder, "pass", settings).manifest))
  }

  @Test("columns come in the order of the manifest, resampled")
  func columns() throws {
    let input = try input(["channels": ["jawOpen", "head.rotation"], "fps": 15])
    let take = try Stage.take(seconds: 4)
    let (samples, columns) = try input.samples(take.track).get()
    #expect(columns == 5 && samples.count == 4 * 15 * 5)
    #expect(samples[0] == take.track[0, 8] && samples[5] == take.track[2, 8])
    #expect(samples[1...4].elementsEqual((0..<4).map { take.track[0, $0] }))
  }

  @Test("face stands for the 52 of ARKit; a few that are missing stand at rest")
  func face() throws {
    let input = try input(["channels": ["face"]])
    let names = ARKit.names.dropFirst(5)
    let layout = ChannelLayout(names.map { Channel.weight($0) })
    let track = Track(
      layout: layout, rate: .fps60, samples: [Float](repeating: 0.25, count: 120 * layout.width))
    let (samples, columns) = try input.samples(track).get()
    #expect(columns == 52 && samples[0..<52].elementsEqual((0..<52).map { $0 < 5 ? 0 : 0.25 }))
    let fewer = Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, frameCount: 120)
    #expect(throws: MetricAnswer.Reason.self) { try input.samples(fewer).get() }
  }

  @Test("what is too short or not finite has a reason")
  func reasons() throws {
    let input = try input(["channels": ["jawOpen"]])
    func reason(_ track: Track) -> String {
      if case .failure(let reason) = input.samples(track) { reason.text } else { "" }
    }
    var track = try Stage.take(seconds: 4).track
    #expect(reason(Track(layout: track.layout, rate: track.rate, frameCount: 29)).contains("29 frames"))
    #expect(reason(Track(layout: track.layout, rate: track.rate, frameCount: 0)).contains("no frames"))
    track[3, 0] = .nan
    #expect(reason(track).contains("frame 3"))
  }

  @Test(
    "rates of the field are exact",
    arguments: [(30.0, 30, 1), (29.97, 30000, 1001), (23.976, 24000, 1001), (12.5, 12500, 1000)])
  func rates(fps: Double, numerator: Int32, denominator: Int32) {
    let wanted = FrameRate(numerator: numerator, denominator: denominator)
    #expect(EncoderInput.rate(fps) == wanted)
  }
}

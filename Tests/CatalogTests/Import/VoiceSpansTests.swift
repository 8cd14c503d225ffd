import Formats
import Foundation
import Motion
import Speech
import Testing

@testable import Catalog

@Suite("Where a voice is heard")
struct VoiceSpansTests {
  /// Harmonics of 140 Hz in the stretches, silence between, at a rate and level.
  private func wave(_ stretches: [ClosedRange<Double>], seconds: Double, rate: Int, level: Float) throws
    -> Waveform
  {
    let samples = (0..<Int(seconds * Double(rate))).map { index -> Float in
      let time = Double(index) / Double(rate)
      guard stretches.contains(where: { $0.contains(time) }) else { return 0 }
      return (1...8).reduce(0) { $0 + Float(sin(time * 140 * Double($1) * 2 * .pi)) / Float($1) } * level / 3
    }
    return try Waveform(sampleRate: rate, samples: samples)
  }

  @Test(
    "begins and ends are found within 40 ms, at any rate and level",
    arguments: [(16_000, 0.5), (48_000, 0.01), (8_000, 0.9)])
  func found(_ rate: Int, _ level: Double) throws {
    let spans = VoiceSpans.find(
      in: try wave([0.5...1.2, 2.0...2.6], seconds: 3.5, rate: rate, level: Float(level)))
    #expect(spans.count == 2)
    for (span, wanted) in zip(spans, [(0.5, 1.2), (2.0, 2.6)]) {
      #expect(abs(span.start.seconds - wanted.0) < 0.04, "\(span)")
      #expect(abs(span.end.seconds - wanted.1) < 0.04, "\(span)")
    }
  }

  @Test("a voice to the last sample ends with the sound")
  func open() throws {
    let sound = try wave([0.5...2], seconds: 1.5, rate: 16_000, level: 0.5)
    #expect(VoiceSpans.find(in: sound).map(\.end) == [sound.duration])
  }

  @Test("silence, nothing and the noise of the last bit are no voice")
  func nothing() throws {
    #expect(VoiceSpans.find(in: try wave([], seconds: 1, rate: 16_000, level: 1)).isEmpty)
    #expect(VoiceSpans.find(in: try Waveform(sampleRate: 16_000, samples: [])).isEmpty)
    let noise = (0..<16_000).map { Float(($0 * 7919) % 3 - 1) / 32_768 }
    #expect(VoiceSpans.find(in: try Waveform(sampleRate: 16_000, samples: noise)).isEmpty)
  }
}

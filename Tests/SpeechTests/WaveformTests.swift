import Motion
import Testing

@testable import Speech

@Suite struct WaveformTests {
  @Test func channelsAreMixedToTheirMean() throws {
    let wave = try Waveform(sampleRate: 8000, interleaved: [1, 0, 0.5, -0.5, 0.2], channelCount: 2)
    #expect(wave.samples == [0.5, 0])
  }

  @Test func brokenFilesAreRefusedByName() {
    #expect(throws: SpeechError.unusableRate(0)) { try Waveform(sampleRate: 0, samples: []) }
    #expect(throws: SpeechError.unusableChannelCount(0)) {
      try Waveform(sampleRate: 8000, interleaved: [], channelCount: 0)
    }
  }

  @Test func durationIsExact() throws {
    let wave = try Waveform(sampleRate: 44_100, samples: Array(repeating: 0, count: 22_050))
    #expect(wave.duration == .milliseconds(500))
  }
}

import Testing

@testable import Speech

@Suite struct SpeechFeaturesTests {
  /// Pulses of noise and of a sawtooth at 44.1 kHz, made of whole numbers alone.
  private static let signal: [Float] = {
    var state: UInt64 = 42
    return (0..<88_200).map { n in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Float(state >> 40) / 16_777_216 - 0.5
      let saw = Float(n % 340) / 340 - 0.5
      let place = n % 11_025
      let envelope = place < 6_000 ? Float(min(place, 6_000 - place)) / 3_000 : 0
      return (place < 1_000 ? 0.5 * noise : saw) * 0.4 * envelope + 0.0005 * noise
    }
  }()

  @Test("no number changes without a new version")
  func version() throws {
    let samples = try Waveform(sampleRate: 44_100, samples: Self.signal).resampledForSpeech().samples
    let matrix = SpeechFeatures.analyse(samples)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
    for value in matrix.rows {
      for byte in 0..<4 {
        hash = (hash ^ UInt64(value.bitPattern >> (8 * UInt32(byte)) & 0xFF)) &* 0x100_0000_01b3
      }
    }
    // Kept features are keyed by the version: raise it together with this hash.
    #expect(SpeechFeatures.version == 4)
    #expect(hash == 188_490_926_126_082_345, "the features have changed: hash \(hash)")
  }
}

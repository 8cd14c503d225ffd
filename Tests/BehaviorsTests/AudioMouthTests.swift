import Motion
import Speech
import StrategyABI
import StrategySDK
import Testing

@testable import Behaviors

@Suite struct AudioMouthTests {
  /// Calls a body with features of a minute-long chain of vowel-like pulses, known up to a time.
  private func withStream(
    known seconds: Double, _ body: (FeatureStream, FeatureMatrix) throws -> Void
  ) throws {
    let samples: [Float] = (0..<160_000).map { n in
      let t = Double(n) / 16_000
      let gate = t.truncatingRemainder(dividingBy: 0.5) < 0.25 ? 1.0 : 0.0
      var value = 0.0
      for k in 1...10 { value += Self.sine(2 * .pi * 120 * Double(k) * t) / Double(k) }
      return Float(0.1 * gate * value)
    }
    let matrix = SpeechFeatures.analyse(samples)
    let names = SpeechFeatures.columns.map { Array($0.utf8CString) }
    let storage = names.map { name -> UnsafePointer<CChar>? in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: name.count)
      copy.initialize(from: name, count: name.count)
      return UnsafePointer(copy)
    }
    defer { storage.forEach { $0?.deallocate() } }
    try storage.withUnsafeBufferPointer { columns in
      try matrix.rows.withUnsafeBufferPointer { rows in
        var raw = mien_feature_stream(
          size: UInt32(MemoryLayout<mien_feature_stream>.size), column_count: UInt32(matrix.columnCount),
          rows_per_second: 100, samples_per_second: 16_000, columns: columns.baseAddress,
          rows: rows.baseAddress, samples: nil, known_rows: UInt64(seconds * 100), known_samples: 0)
        try withUnsafePointer(to: &raw) { try body(FeatureStream($0), matrix) }
      }
    }
  }

  private static func sine(_ x: Double) -> Double {
    let turns = x / (2 * .pi)
    let u = turns - turns.rounded(.down)
    return u < 0.5 ? 16 * u * (0.5 - u) : -16 * (u - 0.5) * (1 - u)
  }

  @Test func soundOpensTheMouthAndPausesCloseIt() throws {
    try withStream(known: 10) { stream, _ in
      let mouth = try #require(AudioMouth(stream))
      #expect(mouth.shape(at: 4.2, gain: 0.4).shape.jaw > 0.15)
      #expect(mouth.shape(at: 4.45, gain: 0.4).shape.jaw < 0.03)
    }
  }

  @Test func whatIsNotKnownIsNotRead() throws {
    try withStream(known: 4) { stream, _ in
      let mouth = try #require(AudioMouth(stream))
      #expect(mouth.shape(at: 6.2, gain: 0.4).shape.jaw == 0)
      #expect(mouth.shape(at: 6.2, gain: 0.4).activity == 0)
    }
  }

  @Test func aStrategyWithSoundAloneSpeaks() throws {
    try withStream(known: 10) { stream, _ in
      let strategy = SpeechBehavior()
      _ = try strategy.prepare(
        StrategySession(
          seed: 1, parameters: ParameterValues(SpeechBehavior.descriptor.parameters), features: [stream]))
      let layout = ChannelLayout(SpeechBehavior.descriptor.channels)
      var samples = [Float](repeating: 0, count: 540 * layout.width)
      samples.withUnsafeMutableBufferPointer { out in
        guard let base = out.baseAddress else { return }
        strategy.render(
          FrameSpan(firstFrame: 0, frameCount: 540),
          into: FrameRows(rows: base, rowStride: layout.width, activities: nil, activityStride: 0))
      }
      let track = Track(layout: layout, rate: .fps60, samples: samples)
      #expect(track.faults.isEmpty && track.largestLipStep <= 0.3)
      let jaw = try #require(track.curve("jawOpen"))
      // Open in the middle of a pulse, shut before the next.
      for pulse in 4..<16 {
        #expect(jaw[pulse * 30 + 12] > 0.12, "pulse \(pulse)")
        #expect(jaw[pulse * 30 + 28] < 0.05, "pause \(pulse)")
      }
    }
  }
}

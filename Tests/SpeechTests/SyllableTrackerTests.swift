import Foundation
import Testing

@testable import Speech

@Suite struct SyllableTrackerTests {
  /// Vowel-like pulses of 180 ms whose centres and gains are given.
  private func pulses(_ pulses: [(time: Double, gain: Double)], seconds: Double, isVoiced: Bool = true)
    -> [Float]
  {
    var state: UInt64 = 5
    return (0..<Int(seconds * 16_000)).map { n in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Double(state >> 40) / Double(1 << 24) - 0.5
      let t = Double(n) / 16_000
      var value = 0.0002 * noise
      for pulse in pulses where abs(t - pulse.time) < 0.09 {
        let envelope = 0.5 + 0.5 * cos(.pi * (t - pulse.time) / 0.09)
        var voice = isVoiced ? 0 : 3 * noise
        if isVoiced { for k in 1...12 { voice += sin(2 * .pi * 130 * Double(k) * t) / Double(k) } }
        value += 0.1 * pulse.gain * envelope * voice
      }
      return Float(value)
    }
  }

  private let even = stride(from: 0.5, to: 5.8, by: 0.25).map { (time: $0, gain: 1.0) }

  private func nuclei(_ matrix: FeatureMatrix) -> [Int] {
    matrix.column(SpeechFeatures.column("nucleus") ?? 0).enumerated().filter { $0.element == 1 }.map(\.offset)
  }

  @Test("each pulse is one nucleus, known by the delay that is stated after its peak")
  func delays() {
    let rows = nuclei(SpeechFeatures.analyse(pulses(even, seconds: 6.2)))
    #expect(rows.count == even.count)
    let delay = SpeechFeatures.all.first { $0.name == "nucleus" }?.delayMilliseconds ?? 0
    for (row, pulse) in zip(rows, even) {
      #expect(abs(Double(row + 1) / 100 - delay / 1000 - pulse.time) < 0.021)
    }
  }

  @Test("sound without a voice has none")
  func noise() {
    #expect(nuclei(SpeechFeatures.analyse(pulses(even, seconds: 6, isVoiced: false))).isEmpty)
  }

  @Test("the rate counts them per second of speech")
  func rate() {
    let matrix = SpeechFeatures.analyse(pulses(even, seconds: 6))
    let rate = matrix[560, SpeechFeatures.column("syllableRate") ?? 0]
    #expect(abs(rate - 4) < 0.6, "\(rate)")
  }

  @Test("a nucleus louder than those before it is stressed, a softer one is not, and the value is held")
  func stress() throws {
    var uneven = even
    uneven[12].gain = 2.5
    uneven[16].gain = 0.4
    let matrix = SpeechFeatures.analyse(pulses(uneven, seconds: 6.2))
    let rows = nuclei(matrix)
    try #require(rows.count == uneven.count)
    let column = SpeechFeatures.column("stress") ?? 0
    #expect(matrix[rows[12], column] > 0.7)
    #expect(matrix[rows[16], column] < 0.1)
    #expect(abs(matrix[rows[11], column] - 0.25) < 0.05)
    for row in rows[12]..<rows[13] { #expect(matrix[row, column] == matrix[rows[12], column]) }
  }
}

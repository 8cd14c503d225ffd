import Foundation
import Testing

@testable import Speech

@Suite struct OnsetDetectorTests {
  /// Noise bursts of 120 ms that begin at the times given, over faint noise.
  private func bursts(at times: [Double], seconds: Double, gain: Float = 1) -> [Float] {
    var state: UInt64 = 3
    return (0..<Int(seconds * 16_000)).map { n in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Float(state >> 40) / Float(1 << 24) - 0.5
      let t = Double(n) / 16_000
      return noise * gain * (times.contains { t >= $0 && t < $0 + 0.12 } ? 0.3 : 0.0003)
    }
  }

  private func picked(_ samples: [Float]) -> [(time: Double, strength: Float)] {
    let column = SpeechFeatures.analyse(samples).column(SpeechFeatures.column("onsetPeak") ?? 0)
    let delay = SpeechFeatures.all.first { $0.name == "onsetPeak" }?.delayMilliseconds ?? 0
    return column.enumerated().filter { $0.element > 0 }.map {
      (Double($0.offset + 1) / 100 - delay / 1000, $0.element)
    }
  }

  private let times = stride(from: 0.7, to: 4.5, by: 0.31).map { $0 }

  @Test("each burst is one onset, behind it by the delay that is stated", arguments: [Float(1), 0.3, 0.1])
  func bursts(gain: Float) {
    let found = picked(bursts(at: times, seconds: 5, gain: gain)).filter { $0.strength > 0.3 }
    #expect(found.count == times.count)
    for (onset, time) in zip(found, times) {
      #expect(abs(onset.time - time) < 0.016, "\(onset.time) \(time)")
    }
  }

  @Test("a steady sound and the end of a sound are none")
  func steady() {
    // It fades within 60 ms: a cut would be a click.
    let tone = (0..<48_000).map { n -> Float in
      let fade = min(1, Double(48_000 - n) / 960)
      return Float(0.2 * fade * sin(2 * Double.pi * 220 * Double(n) / 16_000))
    }
    let found = picked(tone + [Float](repeating: 0, count: 16_000))
    #expect(found.filter { $0.time > 0.1 }.isEmpty, "\(found)")
  }

  @Test("values stay within 0…1")
  func range() {
    let matrix = SpeechFeatures.analyse(bursts(at: times, seconds: 5))
    for name in ["onset", "onsetPeak"] {
      #expect(matrix.column(SpeechFeatures.column(name) ?? 0).allSatisfy { (0...1).contains($0) })
    }
  }
}

import Foundation
import Provenance
import Speech
import StrategyHost

/// A voice made of a tone with two resonances and some noise, and its features as the host computes them.
enum SyntheticVoice {
  private static let rate = Double(HeardAudio.samplesPerSecond)
  /// Two resonances in Hz of vowels that differ.
  private static let vowels: [(Double, Double)] = [(730, 1090), (270, 2290), (300, 870), (530, 1840)]

  /// Speech in the spans given, faint noise elsewhere.
  ///
  /// - Parameters:
  ///   - seconds: length.
  ///   - spans: when the voice sounds, in seconds.
  static func audio(seconds: Double, spans: [Range<Double>], seed: Seed) -> HeardAudio {
    heard(samples(seconds: seconds, spans: spans, seed: seed))
  }

  /// Samples with the features that belong to them.
  static func heard(_ samples: [Float]) -> HeardAudio {
    HeardAudio(
      columns: SpeechFeatures.columns, rows: SpeechFeatures.analyse(samples).rows, samples: samples)
  }

  private static func samples(seconds: Double, spans: [Range<Double>], seed: Seed) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    let count = max(0, Int(seconds * rate))
    var samples = (0..<count).map { _ in Float(generator.unit() - 0.5) * 2e-4 }
    for span in spans {
      var start = span.lowerBound
      var index = Int(generator.next() % UInt64(vowels.count))
      while start < span.upperBound {
        // Vowels of a sixth of a second, each after a short noise.
        let end = min(span.upperBound, start + 0.17)
        let (low, high) = vowels[index % vowels.count]
        let pitch = 100 + 40 * generator.unit()
        let first = min(count, max(0, Int(start * rate)))
        for at in first..<max(first, min(count, Int(end * rate))) {
          let time = Double(at) / rate
          let into = time - start
          if into < 0.03 {
            samples[at] += Float(generator.unit() - 0.5) * 0.05
          } else {
            let envelope = min(1, (into - 0.03) / 0.02)
            let pulse = 0.6 + 0.4 * cos(2 * .pi * pitch * time)
            let tone = 0.12 * sin(2 * .pi * low * time) + 0.08 * sin(2 * .pi * high * time)
            samples[at] += Float(envelope * pulse * tone + 0.05 * sin(2 * .pi * pitch * time) * envelope)
          }
        }
        start = end
        index += 1
      }
    }
    return samples
  }
}

import Foundation
import Testing

@testable import Speech

/// Deterministic stand-in for speech: vowel-like pulses with pauses.
enum SpeechSamples {
  static func syllables(seconds: Double, pitch: Double = 140) -> [Float] {
    var state: UInt64 = 1
    return (0..<Int(seconds * 16_000)).map { n in
      let t = Double(n) / 16_000
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Double(state >> 40) / Double(1 << 24) - 0.5
      let gate = max(0, sin(2 * Double.pi * 2.5 * t)) * (t.truncatingRemainder(dividingBy: 3) < 2 ? 1 : 0)
      var voice = 0.0
      for harmonic in 1...20 { voice += sin(2 * Double.pi * pitch * Double(harmonic) * t) / Double(harmonic) }
      return Float(0.1 * gate * voice + 0.0005 * noise)
    }
  }
}

@Suite struct SpeechAnalyserTests {
  @Test(arguments: [1, 37, 160, 1601, 12_345])
  func anyChunkingGivesTheSameBits(chunk: Int) {
    let samples = SpeechSamples.syllables(seconds: 4)
    let whole = SpeechFeatures.analyse(samples)
    var analyser = SpeechAnalyser()
    var rows: [Float] = []
    var at = 0
    while at < samples.count {
      let end = min(samples.count, at + chunk)
      rows += analyser.push(Array(samples[at..<end]))
      at = end
    }
    #expect(whole.rowCount == 400)
    #expect(rows.map(\.bitPattern) == whole.rows.map(\.bitPattern))
  }

  @Test func rowsRestOnThePastAlone() {
    let samples = SpeechSamples.syllables(seconds: 2)
    var changed = samples
    for index in 16_000..<changed.count { changed[index] = -changed[index] * 0.3 }
    let a = SpeechFeatures.analyse(samples)
    let b = SpeechFeatures.analyse(changed)
    let width = a.columnCount
    #expect(Array(a.rows[..<(100 * width)]) == Array(b.rows[..<(100 * width)]))
    #expect(a.rows != b.rows)
  }

  @Test func silenceMovesNothingAndIsFinite() {
    let matrix = SpeechFeatures.analyse([Float](repeating: 0, count: 32_000))
    #expect(matrix.rows.allSatisfy { $0.isFinite })
    for name in ["openness", "activity", "rounding", "pitch", "voiced"] {
      let column = matrix.column(SpeechFeatures.column(name) ?? -1)
      #expect(column.allSatisfy { $0 == 0 }, "\(name)")
    }
    #expect(matrix.column(0).allSatisfy { abs($0 + 90) < 0.01 })
    for name in ["onset", "onsetPeak", "nucleus", "stress", "syllableRate", "speaking", "pitchSemitones"] {
      let column = matrix.column(SpeechFeatures.column(name) ?? -1)
      #expect(column.allSatisfy { $0 == 0 }, "\(name)")
    }
  }

  @Test func whatIsNoSoundCountsAsSilence() {
    var broken = SpeechSamples.syllables(seconds: 3)
    var silent = broken
    for (index, value) in [(8_000, Float.nan), (8_100, .infinity), (20_000, -.infinity), (20_001, 1e30)] {
      broken[index] = value
      silent[index] = 0
    }
    let matrix = SpeechFeatures.analyse(broken)
    #expect(matrix.rows.allSatisfy { $0.isFinite })
    #expect(matrix == SpeechFeatures.analyse(silent))
  }

  #if !DEBUG
    @Test func aMinuteIsAnalysedWithinItsShareOfTheBudget() {
      let samples = SpeechSamples.syllables(seconds: 60)
      let start = ContinuousClock.now
      let matrix = SpeechFeatures.analyse(samples)
      let took = ContinuousClock.now - start
      #expect(matrix.rowCount == 6000)
      // About 30 ms on one idle core, 2000 times real time; the bound leaves room for busy machines.
      #expect(took < .milliseconds(150))
    }
  #endif
}

import Foundation
import Testing

@testable import Speech

@Suite struct ResamplerTests {
  @Test(arguments: [8000, 11_025, 22_050, 24_000, 44_100, 48_000, 96_000])
  func tonesKeepTimeAndLevel(rate: Int) throws {
    let count = rate / 2
    let input = (0..<count).map { Float(sin(2 * Double.pi * 440 * Double($0) / Double(rate))) }
    let output = try Waveform(sampleRate: rate, samples: input).resampledForSpeech()
    #expect(output.sampleRate == 16_000)
    #expect(output.samples.count == (count * 16_000 + rate - 1) / rate)
    for n in 1000..<7000 {
      let wanted = sin(2 * Double.pi * 440 * Double(n) / 16_000)
      #expect(abs(Double(output.samples[n]) - wanted) < 2e-3)
      if abs(Double(output.samples[n]) - wanted) >= 2e-3 { break }
    }
  }

  @Test func whatTheNewRateCannotHoldIsGone() throws {
    let input = (0..<48_000).map { Float(sin(2 * Double.pi * 11_000 * Double($0) / 48_000)) }
    let output = try Waveform(sampleRate: 48_000, samples: input).resampledForSpeech()
    #expect(output.samples[500..<15_500].allSatisfy { abs($0) < 1e-3 })
  }

  @Test(arguments: [1, 7, 441, 5000])
  func anyChunkingGivesTheSameSamples(chunk: Int) {
    let input = (0..<20_000).map { Float(sin(Double($0) * 0.05) * 0.5) }
    var whole = Resampler(from: 44_100, to: 16_000)
    let expected = whole.push(input) + whole.finish()
    var parts = Resampler(from: 44_100, to: 16_000)
    var output: [Float] = []
    for start in stride(from: 0, to: input.count, by: chunk) {
      output += parts.push(Array(input[start..<min(input.count, start + chunk)]))
    }
    output += parts.finish()
    #expect(output == expected)
  }

  @Test func anEmptySoundStaysEmpty() throws {
    #expect(try Waveform(sampleRate: 44_100, samples: []).resampledForSpeech().samples.isEmpty)
  }
}

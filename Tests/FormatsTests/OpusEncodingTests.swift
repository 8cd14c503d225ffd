import Foundation
import Testing

@testable import Formats

@Suite("Ogg Opus")
struct OpusEncodingTests {
  /// Two seconds like a voice: a gliding tone with overtones, in syllables.
  static func speech(rate: Int) -> [Float] {
    var phase = 0.0
    return (0..<(2 * rate)).map { index in
      let time = Double(index) / Double(rate)
      phase += 2 * Double.pi * (140 + 40 * sin(3 * time)) / Double(rate)
      let syllable = max(0, sin(2 * Double.pi * 4 * time))
      let wave = (1...8).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1) }
      return Float(0.1 * syllable * wave)
    }
  }

  @Test(
    "What is decoded is as long as what was encoded, in step with it and as loud",
    arguments: AudioFile.opusRates)
  func alignment(rate: Int) throws {
    let sound = Self.speech(rate: rate)
    let bytes = try AudioFile.encodeOpus(sound, rate: rate, file: "a.opus")
    #expect(AudioContainer(sniffing: bytes) == .ogg)
    let read = try AudioFile.decode(bytes, file: "a.opus")
    #expect(read.rate == rate && read.samples.count == sound.count)
    func likeness(_ shift: Int) -> Double {
      var (product, left, right) = (0.0, 0.0, 0.0)
      for index in 500..<(rate - 500) {
        let (a, b) = (Double(sound[index]), Double(read.samples[index + shift]))
        product += a * b
        left += a * a
        right += b * b
      }
      return product / (left * right).squareRoot()
    }
    let best = (-40...40).max { likeness($0) < likeness($1) } ?? 999
    // The codec itself leads by a fraction of 100 µs above 16 kHz.
    #expect(abs(Double(best)) / Double(rate) < 1e-4 && (rate > 16_000 || best == 0), "shift \(best)")
    #expect(likeness(best) > 0.95)
    func level(_ samples: [Float]) -> Double { 10 * log10(samples.reduce(0.0) { $0 + Double($1 * $1) }) }
    #expect(abs(level(read.samples) - level(sound)) < 0.5)
  }

  @Test("The same samples give the same bytes, a lower bit rate fewer") func reproducible() throws {
    let sound = Self.speech(rate: 24_000)
    let first = try AudioFile.encodeOpus(sound, rate: 24_000, file: "a.opus")
    let second = try AudioFile.encodeOpus(sound, rate: 24_000, file: "b.opus")
    #expect(first == second)
    let small = try AudioFile.encodeOpus(sound, rate: 24_000, bitrate: 12_000, file: "a.opus")
    #expect(small.count * 4 < first.count * 3)
  }

  @Test("Lengths of any number of samples survive", arguments: [1, 2, 119, 120, 961, 24_001])
  func lengths(count: Int) throws {
    let sound = [Float](repeating: 0.01, count: count)
    let bytes = try AudioFile.encodeOpus(sound, rate: 24_000, file: "a.opus")
    #expect(try AudioFile.decode(bytes, file: "a.opus").samples.count == count)
  }

  @Test("Rates that Opus does not take, no samples and no numbers are refused with the cure") func refusals()
  {
    func words(_ samples: [Float], _ rate: Int) -> String {
      do {
        _ = try AudioFile.encodeOpus(samples, rate: rate, file: "a.opus")
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(words([0], 22_050).contains("resample it to 24000 Hz"))
    #expect(words([], 24_000).contains("no samples"))
    #expect(words([0, .nan], 24_000).contains("sample 1"))
    #expect(AudioFile.opusRate(for: 8_000) == 8_000 && AudioFile.opusRate(for: 96_000) == 48_000)
  }
}

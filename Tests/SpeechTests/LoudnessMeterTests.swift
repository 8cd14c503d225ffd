import Foundation
import Testing

@testable import Speech

@Suite struct LoudnessMeterTests {
  private func loudness(_ samples: [Float]) -> [Float] {
    var meter = LoudnessMeter()
    return samples.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      return (0..<(buffer.count / 160)).map { meter.step(base + $0 * 160) }
    }
  }

  private func sine(_ frequency: Double, decibels: Double, seconds: Double) -> [Float] {
    let amplitude = pow(10, decibels / 20)
    return (0..<Int(seconds * 16_000)).map {
      Float(amplitude * sin(2 * .pi * frequency * Double($0) / 16_000))
    }
  }

  @Test("the standard's reference: a full-scale sine of 997 Hz has −3.01 LUFS")
  func reference() throws {
    let last = try #require(loudness(sine(997, decibels: 0, seconds: 1)).last)
    #expect(abs(last + 3.01) < 0.02)
    let quiet = try #require(loudness(sine(997, decibels: -40, seconds: 1)).last)
    #expect(abs(quiet + 43.01) < 0.02)
  }

  @Test(
    "treble counts for more and rumble for less", arguments: [(4000.0, 3.3), (100.0, -1.8), (25.0, -11.0)])
  func weighting(frequency: Double, gain: Double) throws {
    let last = try #require(loudness(sine(frequency, decibels: 0, seconds: 2)).last)
    // Gains of the K curve against 997 Hz, from the standard's filters at 48 kHz.
    #expect(abs(Double(last) + 3.01 - gain) < 0.4, "\(last)")
  }

  @Test("it looks back 400 ms and no further")
  func window() {
    let samples = sine(997, decibels: 0, seconds: 1) + [Float](repeating: 0, count: 16_000)
    let values = loudness(samples)
    #expect(abs(values[119] + 6.02) < 0.1, "half of the window still sounds")
    #expect(values[145] < -60)
    #expect(abs((values.last ?? 0) + 90.69) < 0.05)
  }
}

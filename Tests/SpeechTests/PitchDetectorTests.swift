import Foundation
import Testing

@testable import Speech

@Suite struct PitchDetectorTests {
  @Test(arguments: [80.0, 110, 163, 220, 311, 390])
  func harmonicTonesHaveTheirPitch(hertz: Double) throws {
    let samples: [Float] = (0..<16_000).map { n in
      let t = Double(n) / 16_000
      return (1...12).reduce(Float(0)) { sum, k in
        sum + Float(0.1 / Double(k) * sin(2 * Double.pi * hertz * Double(k) * t + Double(k)))
      }
    }
    let matrix = SpeechFeatures.analyse(samples)
    let column = try #require(SpeechFeatures.column("pitch"))
    let values = matrix.column(column)[20..<90]
    #expect(values.allSatisfy { abs(Double($0) / hertz - 1) < 0.01 }, "\(Array(values.prefix(5)))")
  }

  @Test func noiseHasNone() throws {
    var state: UInt64 = 3
    let samples: [Float] = (0..<32_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Double(state >> 40) / Double(1 << 24) - 0.5) * 0.2
    }
    let column = try #require(SpeechFeatures.column("voiced"))
    let voiced = SpeechFeatures.analyse(samples).column(column)
    #expect(voiced.reduce(0, +) < 0.1 * Float(voiced.count))
  }
}

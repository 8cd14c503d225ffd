import Foundation
import Testing

@testable import Speech

@Suite struct MelCepstrumTests {
  private static let noise: [Float] = {
    var state: UInt64 = 7
    return (0..<1600).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
  }()

  /// The definition, slowly and in double precision.
  private func definition(_ frame: ArraySlice<Float>) -> [Double] {
    let window = (0..<400).map { 0.5 - 0.5 * cos(2 * Double.pi * Double($0) / 399) }
    let energy = window.reduce(0) { $0 + $1 * $1 }
    let framed = zip(frame, window).map { Double($0) * $1 }
    func mel(_ frequency: Double) -> Double { 2595 * log10(1 + frequency / 700) }
    let step = mel(8000) / 27
    var bands = [Double](repeating: 0, count: 26)
    for bin in 0...256 {
      var re = 0.0
      var im = 0.0
      for (n, x) in framed.enumerated() {
        let angle = 2 * Double.pi * Double(bin) * Double(n) / 512
        re += x * cos(angle)
        im -= x * sin(angle)
      }
      let power = (re * re + im * im) / (energy * 256)
      for band in 0..<26 {
        let distance = abs(mel(Double(bin) * 31.25) / step - Double(band + 1))
        bands[band] += max(0, 1 - distance) * power
      }
    }
    return (0..<13).map { i in
      (2.0 / 26).squareRoot()
        * bands.enumerated().reduce(0) { sum, band in
          sum + log(band.element + 1e-10) * cos(.pi * Double(i) * (Double(band.offset) + 0.5) / 26)
        }
    }
  }

  @Test("coefficients agree with the definition in every lane")
  func definitionHolds() {
    let matrix = SpeechFeatures.analyse(Self.noise)
    let first = SpeechFeatures.column("mfcc0") ?? 0
    for row in [2, 5, 9] {
      let expected = definition(Self.noise[((row + 1) * 160 - 400)..<((row + 1) * 160)])
      for index in 0..<13 {
        #expect(abs(Double(matrix[row, first + index]) - expected[index]) < 2e-3, "row \(row) c\(index)")
      }
    }
  }

  @Test("gain moves c0 alone")
  func gain() {
    let loud = SpeechFeatures.analyse(Self.noise)
    let quiet = SpeechFeatures.analyse(Self.noise.map { $0 * 0.1 })
    let first = SpeechFeatures.column("mfcc0") ?? 0
    // 20 dB are ln 100 in each of 26 bands.
    let shift = (2.0 / 26).squareRoot() * 26 * log(100.0)
    #expect(abs(Double(loud[9, first] - quiet[9, first]) - shift) < 0.01)
    for index in 1..<13 { #expect(abs(loud[9, first + index] - quiet[9, first + index]) < 0.01) }
  }
}

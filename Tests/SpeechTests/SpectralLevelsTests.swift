import Foundation
import Testing

@testable import Speech

@Suite struct SpectralLevelsTests {
  private func tone(_ frequency: Double, amplitude: Double) -> [Float] {
    (0..<8000).map { Float(amplitude * sin(2 * Double.pi * frequency * Double($0) / 16_000)) }
  }

  @Test func aFullScaleSineAtOneKilohertzIsThreeDecibelsDown() {
    let matrix = SpeechFeatures.analyse(tone(1000, amplitude: 1))
    #expect(abs(matrix[40, 0] + 3.01) < 0.1)
    #expect(abs(matrix[40, 2] + 3.01) < 0.1)
  }

  @Test(arguments: [(500.0, 1), (950.0, 2), (1600.0, 3), (2700.0, 4)])
  func aToneIsFoundInItsBand(frequency: Double, column: Int) {
    let matrix = SpeechFeatures.analyse(tone(frequency, amplitude: 0.1))
    for other in 1...4 where other != column { #expect(matrix[40, column] > matrix[40, other] + 20) }
    #expect(abs(matrix[40, column] + 23.01) < 0.3)
  }

  @Test func lowTonesWeighLessAsTheCurveSays() {
    // IEC 61672: −19.1 dB at 100 Hz, −3.2 dB at 500 Hz.
    #expect(abs(SpeechFeatures.analyse(tone(500, amplitude: 1))[40, 0] + 3.01 + 3.2) < 0.3)
    #expect(abs(SpeechFeatures.analyse(tone(100, amplitude: 1))[40, 0] + 3.01 + 19.1) < 0.8)
  }

  @Test func theRatioRisesForLowSpectra() {
    let low = SpeechFeatures.analyse(tone(900, amplitude: 0.1))[40, 5]
    let high = SpeechFeatures.analyse(tone(2400, amplitude: 0.1))[40, 5]
    #expect(low > 20 && high < -20)
  }
}

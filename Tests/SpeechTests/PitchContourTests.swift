import Foundation
import Testing

@testable import Speech

@Suite struct PitchContourTests {
  @Test("a semitone is a semitone, from the running median of the voice")
  func semitones() {
    var contour = PitchContour()
    for _ in 0..<50 { contour.step(200) }
    #expect(abs(contour.semitones) < 0.04)
    for _ in 0..<3 { contour.step(200 * powf(2, 3 / 12)) }
    #expect(abs(contour.semitones - 3) < 0.04)
  }

  @Test("the median of the last 1000 voiced rows is that of sorting them")
  func median() {
    var contour = PitchContour()
    var state: UInt64 = 11
    var heights: [Double] = []
    var worst = 0.0
    for row in 0..<3500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let drift = 6 * sin(Double(row) / 400)
      let height = 18 + drift + Double(state >> 40) / Double(1 << 24) * 8
      // A gap before each value keeps the median of three out of it.
      contour.step(0)
      contour.step(Float(55 * pow(2, height / 12)))
      heights.append(height)
      let window = heights.suffix(1000).sorted()
      let expected = height - window[(window.count - 1) / 2]
      worst = max(worst, abs(Double(contour.semitones) - expected))
    }
    #expect(worst < 1.0 / 16, "\(worst)")
  }

  @Test("one row an octave off is no melody")
  func octave() {
    var contour = PitchContour()
    for _ in 0..<50 { contour.step(150) }
    contour.step(300)
    #expect(abs(contour.semitones) < 0.04)
    contour.step(150)
    #expect(abs(contour.semitones) < 0.04)
  }

  @Test("short gaps hold the last value, longer ones end it")
  func gaps() {
    var contour = PitchContour()
    for _ in 0..<50 { contour.step(150) }
    for _ in 0..<4 { contour.step(180) }
    let value = contour.semitones
    for _ in 0..<9 {
      contour.step(0)
      #expect(contour.semitones == value)
    }
    contour.step(0)
    #expect(contour.semitones == 0)
  }
}

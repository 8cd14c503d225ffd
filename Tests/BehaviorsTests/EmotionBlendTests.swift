import Testing

@testable import Behaviors

@Suite struct EmotionBlendTests {
  private func show(_ kind: EmotionKind, at time: Double, speech: Float = 0, seal: Float = 0)
    -> PerformanceFrame
  {
    let blend = EmotionBlend(duration: 1)
    blend.show(kind, strength: 1, at: 0, apex: 1, moodUntil: 0)
    let frame = PerformanceFrame()
    blend.add(to: frame, at: time, speech: speech, seal: seal, rounding: 0)
    return frame
  }

  @Test(arguments: EmotionKind.allCases)
  func everyEmotionRisesAndGoes(kind: EmotionKind) {
    func total(_ time: Double) -> Float {
      let frame = show(kind, at: time)
      return FaceWeight.allCases.reduce(0) { $0 + frame[$1] }
    }
    let timing = EmotionTarget.of(kind).timing
    #expect(total(0) == 0)
    #expect(total(Double(timing.x) + 0.3) > 0.3)
    #expect(total(60) == 0)
  }

  @Test func speechKeepsBrowsAndTakesTheMouth() {
    let free = show(.disgust, at: 0.6)
    let speaking = show(.disgust, at: 0.6, speech: 1, seal: 1)
    #expect(speaking[.browDownLeft] == free[.browDownLeft])
    #expect(free[.noseSneerLeft] > 0.5 && speaking[.noseSneerLeft] == 0)
    #expect(speaking[.mouthFrownLeft] < free[.mouthFrownLeft])
  }

  @Test func smileAndFrownNeverMix() {
    let blend = EmotionBlend(duration: 1)
    blend.show(.joy, strength: 1, at: 0, apex: 1, moodUntil: 0)
    let frame = PerformanceFrame()
    for step in 0..<240 {
      let time = Double(step) / 60
      if step == 60 { blend.show(.sadness, strength: 1, at: time, apex: 1, moodUntil: 0) }
      frame.clear()
      blend.add(to: frame, at: time, speech: 0, seal: 0, rounding: 0)
      #expect(min(frame[.mouthSmileLeft], frame[.mouthFrownLeft]) <= 0.15, "at \(time)")
    }
    #expect(frame[.mouthFrownLeft] > 0.4)
  }
}

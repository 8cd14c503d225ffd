import Testing

@testable import Speech

@Suite struct VoiceActivityTests {
  /// Speaks by level against a floor of −60 and a peak of −20 dB: the threshold is −45.
  private func speaking(_ levels: [Float]) -> [(isSpeaking: Bool, pause: Float)] {
    var activity = VoiceActivity()
    return levels.map {
      activity.step(level: $0, floor: -60, peak: -20)
      return (activity.isSpeaking, activity.pause)
    }
  }

  private func rows(_ level: Float, _ count: Int) -> [Float] { Array(repeating: level, count: count) }

  @Test("it begins with the third loud row and ends 200 ms after the last")
  func hysteresis() {
    let all = speaking(rows(-70, 10) + rows(-30, 20) + rows(-70, 40))
    #expect(all.map(\.isSpeaking) == Array(0..<70).map { $0 >= 12 && $0 < 50 })
    #expect(all[9].pause == 0.1, "nobody has spoken since the beginning")
    #expect(all[12].pause == 0 && all[49].pause == 0)
    #expect(all[50].pause == 0.21, "the pause is as long as the silence, not as the time it is known")
    #expect(all[69].pause == 0.4)
  }

  @Test("a click is no speech, a short closure no pause")
  func short() {
    #expect(!speaking(rows(-70, 10) + rows(-30, 2) + rows(-70, 10)).contains { $0.isSpeaking })
    let closure = speaking(rows(-30, 10) + rows(-70, 19) + rows(-30, 10))
    #expect(closure.dropFirst(2).allSatisfy { $0.isSpeaking })
  }

  @Test("between the thresholds what is stays: no flutter")
  func middle() {
    #expect(!speaking(rows(-70, 5) + rows(-44, 30)).contains { $0.isSpeaking })
    #expect(speaking(rows(-30, 5) + rows(-44, 60)).dropFirst(2).allSatisfy { $0.isSpeaking })
  }
}

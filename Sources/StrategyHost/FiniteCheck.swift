import Motion

/// Looks for numbers that are NaN or infinite, and names the one who wrote them.
struct FiniteCheck {
  let strategy: String
  let recording: String
  /// Rounding that an activity may show beyond 0…1.
  static let slack: Float = 1e-4

  func check(_ track: Track, activity: [Float]) throws(StrategyHostError) {
    let layout = track.layout
    func refusal(_ channel: String, frame: Int) -> StrategyHostError {
      .notFinite(strategy: strategy, recording: recording, channel: channel, frame: frame)
    }
    if let at = Self.firstUnusable(track.samples) {
      let column = at % layout.width
      let channel = layout.offsets.lastIndex { $0 <= column } ?? 0
      throw refusal(layout.channels[channel].name, frame: at / layout.width)
    }
    if let at = Self.firstUnusable(activity) {
      let count = layout.channels.count
      throw refusal("\(layout.channels[at % count].name) (its activity)", frame: at / count)
    }
    if let at = activity.firstIndex(where: { $0 < -Self.slack || $0 > 1 + Self.slack }) {
      let count = layout.channels.count
      throw .badActivity(
        strategy: strategy, recording: recording, channel: layout.channels[at % count].name,
        value: activity[at], frame: at / count)
    }
  }

  /// Index of the first number that is NaN or infinite.
  private static func firstUnusable(_ numbers: [Float]) -> Int? {
    // One pass without branches, which vectorises: an exponent of all ones marks NaN and infinities.
    let isClean = numbers.withUnsafeBufferPointer { numbers in
      var largest: UInt32 = 0
      for number in numbers { largest = max(largest, number.bitPattern & 0x7f80_0000) }
      return largest < 0x7f80_0000
    }
    return isClean ? nil : numbers.firstIndex { !$0.isFinite }
  }
}

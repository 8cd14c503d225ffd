import Motion

/// Turns samples of one rate into session time and back.
struct SampleClock {
  let rate: Int

  /// The time of a sample, to the nearest flick (exact at 22.05 kHz, where a sample has 32,000).
  func time(_ sample: Int) -> MediaTime {
    let flicks = MediaTime.flicksPerSecond
    let (seconds, rest) = sample.quotientAndRemainder(dividingBy: rate)
    return MediaTime(flicks: Int64(seconds) * flicks + (Int64(rest) * flicks + Int64(rate / 2)) / Int64(rate))
  }

  /// The nearest sample to so many seconds.
  func samples(_ seconds: Double) -> Int { Int((seconds * Double(rate)).rounded()) }
}

import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The frame rate that a rounded frame time stands for.
enum BVHFrameTime {
  /// Usual rates, whole ones first.
  private static let usual: [FrameRate] =
    TrackTiming.usual
    + [48, 72, 12, 10, 144, 150, 300, 400, 500, 1000].map { FrameRate(frames: $0) }

  /// The usual rate whose period is what is written, rounded or cut off at the last digit; else the fraction in
  /// thousandths nearest to it.
  ///
  /// - Returns: `nil` outside 1 to 1000 frames a second.
  static func rate(seconds: Double, written: String) -> FrameRate? {
    guard seconds.isFinite, seconds > 0 else { return nil }
    let step = lastDigit(of: written)
    for tolerance in [0.5, 1.0] {
      let near = usual.filter { abs(1 / $0.framesPerSecond - seconds) <= step * tolerance + 1e-12 }
      // Not so few digits that anything would fit.
      guard step < seconds * 0.2 else { break }
      func off(_ rate: FrameRate) -> Double { abs(1 / rate.framesPerSecond - seconds) }
      let whole = near.filter { $0.denominator == 1 }
      if let best = (whole.isEmpty ? near : whole).min(by: { off($0) < off($1) }) { return best }
    }
    let frames = 1 / seconds
    // Six and more digits of a rate that was itself rounded: 0.0333667 is 30000/1001.
    if let close = usual.first(where: { abs($0.framesPerSecond - frames) < 1e-4 * frames }) { return close }
    return TrackTiming.rational(frames)
  }

  /// What the last digit of a decimal number counts.
  private static func lastDigit(of text: String) -> Double {
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    guard let plain = parts.first else { return 0 }
    let exponent = parts.count > 1 ? Double(Int(parts[1]) ?? 0) : 0
    let decimals = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst()
      .first
    return pow(10, exponent - Double(decimals?.count ?? 0))
  }
}

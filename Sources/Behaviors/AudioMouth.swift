public import StrategySDK

/// Lips from sound alone, for speech that has neither phones nor words, by the features of `features/1`.
///
/// Reads the row that belongs to a frame's time, and 66 ms ahead for rounding where that is known already.
public struct AudioMouth {
  private let stream: FeatureStream
  private let openness, activity, rounding, spread, closing, level, peak: Int
  private var lastRow = -1

  /// Binds the columns; `nil` when the stream lacks one.
  public init?(_ stream: FeatureStream) {
    guard let openness = stream.column("openness"), let activity = stream.column("activity"),
      let rounding = stream.column("rounding"), let spread = stream.column("spread"),
      let closing = stream.column("closing"), let level = stream.column("level"),
      let peak = stream.column("peak")
    else { return nil }
    self.stream = stream
    self.openness = openness
    self.activity = activity
    self.rounding = rounding
    self.spread = spread
    self.closing = closing
    self.level = level
    self.peak = peak
  }

  /// How the lips stand at a time by the sound alone; `gain` is the jaw of the widest vowel.
  public func shape(at time: Double, gain: Float) -> (shape: Articulation.Shape, activity: Float) {
    var shape = Articulation.Shape()
    guard let row = row(at: time + 0.02) else { return (shape, 0) }
    let ahead = self.row(at: time + 0.066) ?? row
    let open = stream[row, openness]
    let act = stream[row, activity]
    let closed = stream[row, closing]
    shape.jaw = gain * open * (1 - 0.5 * closed)
    let round = 0.4 * stream[ahead, rounding]
    let funnel = Curve.clamp(0.35 + 0.65 * open, 0, 1)
    shape.round = SIMD2(round * funnel, round * (1 - funnel))
    let wide = stream[row, spread]
    shape.spread = SIMD4(0.15 * wide * open, 0.15 * wide * open, 0.15 * wide, 0)
    return (shape, act)
  }

  /// Factor on vowels by loudness: level against the speaker's peak.
  public func loudness(at time: Double) -> Float {
    guard let row = row(at: time) else { return 1 }
    let above = stream[row, level] - stream[row, peak] + 7
    return Curve.clamp(1 + 0.02 * above, 0.8, 1.15)
  }

  /// The newest row that ends at or before a time, as far as rows are known.
  private func row(at time: Double) -> Int? {
    let rate = stream.rowsPerSecond
    guard rate > 0, time > 0 else { return nil }
    let row = min(Int(time * Double(rate) + 1e-6) - 1, stream.knownRows - 1)
    guard row >= 0, Double(row + 1) / Double(rate) > time - 0.15 else { return nil }
    return row
  }
}

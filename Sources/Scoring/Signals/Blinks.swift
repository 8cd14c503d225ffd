import Motion

/// Blinks of a curve by hysteresis.
enum Blinks {
  /// Value at which a blink begins.
  static let on = 0.5
  /// Value below which it ends.
  static let off = 0.3

  /// Frames from the first value ≥ ``on`` up to (not with) the next value < ``off``; one that is still
  /// going on at the end is dropped.
  static func events(_ curve: [Double], on: Double = on, off: Double = off) -> [Range<Int>] {
    Hysteresis.spans(curve, on: on, off: off, keepsOpen: false)
  }

  /// Mean of both eyes' closing weights, or the one there is; `nil` without either.
  static func curve(of track: Track) -> [Double]? {
    let sides = ["eyeBlinkLeft", "eyeBlinkRight"].compactMap { track.curve($0) }
    guard let first = sides.first else { return nil }
    guard sides.count == 2 else { return first.map(Double.init) }
    return zip(first, sides[1]).map { (Double($0) + Double($1)) / 2 }
  }
}

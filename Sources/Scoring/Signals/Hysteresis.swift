/// Stretches of a curve that begin at one value and end below another, so that trembling about one does not cut them.
enum Hysteresis {
  /// Frames from the first value ≥ `on` up to (not with) the next value < `off`, in order.
  ///
  /// - Parameter keepsOpen: whether a stretch that is still going on at the end counts, up to the end.
  static func spans(_ curve: [Double], on: Double, off: Double, keepsOpen: Bool) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for (frame, value) in curve.enumerated() {
      if let first = start {
        if value < off {
          result.append(first..<frame)
          start = nil
        }
      } else if value >= on {
        start = frame
      }
    }
    if keepsOpen, let first = start { result.append(first..<curve.count) }
    return result
  }
}

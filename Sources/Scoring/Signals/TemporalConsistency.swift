/// Likeness of frames to the frame before and to the first, as video benchmarks define subject consistency.
enum TemporalConsistency {
  /// Mean over frames t ≥ 2 of ½(max(0, cos(t, t - 1)) + max(0, cos(t, 1))); 1 for features that never turn.
  ///
  /// - Parameters:
  ///   - features: rows of `width` numbers, frame after frame.
  /// - Throws: ``Undefined`` for fewer than 2 frames and for a frame whose features are all 0.
  static func score(_ features: [Double], width: Int) throws(Undefined) -> Double {
    guard width > 0, features.count >= 2 * width else { throw Undefined("there are fewer than 2 frames") }
    let frames = features.count / width
    func product(_ a: Int, _ b: Int) -> Double {
      var sum = 0.0
      for column in 0..<width { sum += features[a * width + column] * features[b * width + column] }
      return sum
    }
    let lengths = (0..<frames).map { product($0, $0).squareRoot() }
    if let frame = lengths.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw Undefined("frame \(frame) has no features")
    }
    var sum = 0.0
    for frame in 1..<frames {
      let before = product(frame, frame - 1) / (lengths[frame] * lengths[frame - 1])
      let first = product(frame, 0) / (lengths[frame] * lengths[0])
      sum += (max(0, before) + max(0, first)) / 2
    }
    return sum / Double(frames - 1)
  }
}

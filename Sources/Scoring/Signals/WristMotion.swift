import Motion

/// Paths and speeds of the wrists on a grid near 30 samples a second, since speed and what is visited depend on the step.
struct WristMotion {
  /// One arm.
  struct Side {
    /// `left` or `right`.
    var name: String
    /// Places in the frame of the upper chest, in metres of the stated skeleton of ``WristPath``.
    var path: [SIMD3<Double>]
  }

  /// Samples per second.
  let rate: Double
  /// Frames from one sample to the next.
  let step: Int
  /// The arms that the track has, left first; never none.
  let sides: [Side]

  /// Number of samples.
  var count: Int { sides.first?.path.count ?? 0 }
  /// Length in seconds.
  var seconds: Double { Double(count) / rate }

  /// Reads the arms of a track.
  ///
  /// - Throws: ``Undefined`` without an arm of two joints, and where joints hold numbers that are no rotations.
  init(_ track: Track) throws(Undefined) {
    step = Jerk.step(track.rate)
    rate = Jerk.gridRate(track.rate)
    var sides: [Side] = []
    for name in ["left", "right"] {
      guard let path = WristPath.of(track, isLeft: name == "left", every: step) else { continue }
      // A wrist of unit rotations is within 0.68 m; ten times that leaves room for rotations of a bad length.
      guard path.allSatisfy({ ($0 * $0).sum() < 50 }) else {
        throw Undefined("the \(name) arm's joints hold numbers that are no rotations")
      }
      sides.append(Side(name: name, path: path))
    }
    guard !sides.isEmpty else { throw Undefined("the track moves no upper arm with its forearm") }
    self.sides = sides
  }

  /// Speed of a path in metres per second: forward difference on the first sample, central between, backward on the last.
  static func speed(_ path: [SIMD3<Double>], rate: Double) -> [Double] {
    guard path.count > 1 else { return path.map { _ in 0 } }
    return path.indices.map { index in
      let before = max(0, index - 1)
      let after = min(path.count - 1, index + 1)
      let way = path[after] - path[before]
      return (way * way).sum().squareRoot() * rate / Double(after - before)
    }
  }
}

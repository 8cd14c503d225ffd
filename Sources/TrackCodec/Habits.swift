import Motion

/// How the components of a take usually lie and move: what key packets may count on.
struct Habits {
  /// Of one component, in its own unit.
  struct Way {
    /// Mean distance from what rest and neighbours let expect.
    var spread: Float
    /// Mean of what a steady movement leaves unforeseen from frame to frame.
    var motion: Float
    /// What each neighbour's distance from rest says about this one's.
    var pull: SIMD3<Float> = .zero

    /// Where nothing was measured.
    static func usual(single: Bool) -> Way {
      single ? Way(spread: 0.1, motion: 0.004) : Way(spread: 0.15, motion: 0.002)
    }
  }

  /// Distances from rest, sample after sample, of each component.
  private var distances: [[Float]] = []
  private var motions: [Float] = []

  /// Measures a take in up to 100 pieces of eight frames spread over it; `nil` when it is too short.
  init?(_ track: Track, around poses: [[Float]]) {
    guard track.frameCount >= 3, !poses.isEmpty else { return nil }
    let width = track.layout.width
    let pieces = min(100, max(1, track.frameCount / 8))
    let length = min(8, track.frameCount)
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      for axis in 0..<TrackSchema.componentCount(of: channel.kind) {
        let rest = SchemaDesign.rest(poses, column, channel.kind, axis)
        var values: [Float] = []
        var moved: Float = 0
        for piece in 0..<pieces {
          let start = pieces == 1 ? 0 : (track.frameCount - length) * piece / (pieces - 1)
          var before: Float = 0
          var last: Float = 0
          for offset in 0..<length {
            let at = (start + offset) * width + column
            let value = Self.value(track.samples, at, channel.kind, axis)
            if offset >= 2 {
              values.append(value - rest)
              moved += abs(value - 2 * last + before)
            }
            before = last
            last = value
          }
        }
        distances.append(values)
        motions.append(values.isEmpty ? 0 : moved / Float(values.count))
      }
    }
  }

  private static func value(_ samples: [Float], _ at: Int, _ kind: Channel.Kind, _ axis: Int) -> Float {
    if kind == .rotation {
      return Rodrigues.parameters(
        SIMD4(samples[at], samples[at + 1], samples[at + 2], samples[at + 3]), near: .zero)[axis]
    }
    return samples[at + axis].isFinite ? samples[at + axis] : 0
  }

  /// The way of a component, and by least squares what its neighbours say of it.
  func way(_ component: Int, near: [Int]) -> Way {
    let own = distances[component]
    guard !own.isEmpty else { return Way(spread: 0, motion: 0) }
    let count = near.count
    var matrix = Array(repeating: Array(repeating: 0.0, count: count + 1), count: count)
    for row in 0..<count {
      for column in 0..<count {
        matrix[row][column] = Self.product(distances[near[row]], distances[near[column]])
      }
      matrix[row][row] = matrix[row][row] * 1.001 + 1e-9
      matrix[row][count] = Self.product(distances[near[row]], own)
    }
    // Gauss and Jordan; the matrix is positive definite.
    for pivot in 0..<count {
      let scale = matrix[pivot][pivot]
      for column in pivot...count { matrix[pivot][column] /= scale }
      for row in 0..<count where row != pivot {
        let factor = matrix[row][pivot]
        for column in pivot...count { matrix[row][column] -= factor * matrix[pivot][column] }
      }
    }
    var way = Way(spread: 0, motion: motions[component])
    for place in 0..<count { way.pull[place] = Float(matrix[place][count]) }
    for sample in own.indices {
      var left = own[sample]
      for place in 0..<count { left -= way.pull[place] * distances[near[place]][sample] }
      way.spread += abs(left)
    }
    way.spread /= Float(own.count)
    return way
  }

  private static func product(_ a: [Float], _ b: [Float]) -> Double {
    var sum = 0.0
    for (x, y) in zip(a, b) { sum += Double(x * y) }
    return sum
  }

  /// A pull in 256ths, as a schema holds it.
  static func weight(_ value: Float) -> Int16 {
    let scaled = (value * 256).rounded()
    return scaled.isFinite && abs(scaled) <= 32767 ? Int16(scaled) : 0
  }
}

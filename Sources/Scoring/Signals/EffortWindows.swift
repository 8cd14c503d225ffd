import Motion

/// Weight, time, space and flow of the upper body in windows of 35 samples.
struct EffortWindows {
  /// Samples per window, on a grid near 30 a second; windows do not overlap.
  static let length = 35
  /// Largest space: a way that leads nowhere is as indirect as can be.
  static let most = 20.0
  /// Net displacement below which a point has gone nowhere, in metres.
  static let nowhere = 1e-4
  /// How much each point counts: both wrists, both elbows and the crown, together 1.
  static let shares = (wrist: 0.25, elbow: 0.15, crown: 0.2)
  /// From the neck to the crown, in metres, of the stated skeleton.
  static let crown: Float = 0.25

  /// Largest Σ a·|v|² of the window, m²/s².
  var weight: [Double] = []
  /// Mean Σ a·|acceleration|, m/s².
  var time: [Double] = []
  /// Σ a·path length / net displacement over points that move, 1…20.
  var space: [Double] = []
  /// Mean Σ a·|jerk|, m/s³.
  var flow: [Double] = []

  /// Reads the points that the track has; their shares are scaled to 1.
  ///
  /// - Throws: ``Undefined`` without arms and head, below one window, and for numbers that are no rotations.
  init(_ track: Track) throws(Undefined) {
    let step = Jerk.step(track.rate)
    let rate = Jerk.gridRate(track.rate)
    var points: [(share: Double, path: [SIMD3<Double>])] = []
    for isLeft in [true, false] {
      guard let arm = WristPath.withElbow(track, isLeft: isLeft, every: step) else { continue }
      points.append((Self.shares.wrist, arm.map(\.wrist)))
      points.append((Self.shares.elbow, arm.map(\.elbow)))
    }
    if let head = track.turns("head.rotation") {
      let neck = track.turns("neck.rotation")
      let way = SIMD3<Float>(0, Self.crown, 0)
      points.append(
        (
          Self.shares.crown,
          stride(from: 0, to: track.frameCount, by: step).map { frame in
            let turned = head(frame).act(way)
            return SIMD3<Double>(neck.map { $0(frame).act(turned) } ?? turned)
          }
        ))
    }
    guard let count = points.first?.path.count else {
      throw Undefined("the track moves neither an arm nor the head")
    }
    guard points.allSatisfy({ $0.path.allSatisfy { ($0 * $0).sum() < 50 } }) else {
      throw Undefined("the joints hold numbers that are no rotations")
    }
    guard count >= Self.length else {
      throw Undefined("the track is shorter than a window of \(Self.length) samples")
    }
    let whole = points.reduce(0) { $0 + $1.share }
    for first in stride(from: 0, through: count - Self.length, by: Self.length) {
      measure(points.map { ($0.share / whole, $0.path[first..<first + Self.length]) }, rate)
    }
  }

  private mutating func measure(_ points: [(share: Double, path: ArraySlice<SIMD3<Double>>)], _ rate: Double)
  {
    func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }
    var energy = [Double](repeating: 0, count: Self.length - 1)
    var (pull, jolt, way, moving) = (0.0, 0.0, 0.0, 0.0)
    for (share, slice) in points {
      let path = Array(slice)
      let velocities = zip(path.dropFirst(), path).map { ($0 - $1) * rate }
      let accelerations = zip(velocities.dropFirst(), velocities).map { ($0 - $1) * rate }
      let jerks = zip(accelerations.dropFirst(), accelerations).map { ($0 - $1) * rate }
      var gone = 0.0
      for (index, velocity) in velocities.enumerated() {
        energy[index] += share * (velocity * velocity).sum()
        gone += length(velocity) / rate
      }
      pull += share * accelerations.reduce(0) { $0 + length($1) } / Double(accelerations.count)
      jolt += share * jerks.reduce(0) { $0 + length($1) } / Double(jerks.count)
      guard gone > Self.nowhere else { continue }
      moving += share
      way += share * min(Self.most, gone / max(length(path[path.count - 1] - path[0]), gone / Self.most))
    }
    weight.append(energy.max() ?? 0)
    time.append(pull)
    flow.append(jolt)
    if moving > 0 { space.append(way / moving) }
  }
}

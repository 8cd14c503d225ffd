public import Motion

/// Measures how far a frame puts the watched points of a body from where another frame has them.
public struct DisplacementMeter: Sendable {
  private let plan: BodyPlan

  /// Ties a skeleton to a layout.
  public init(layout: ChannelLayout, skeleton: ReachSkeleton = .standard, bound: ErrorBound = .tight) {
    plan = BodyPlan(layout: layout, skeleton: skeleton, bound: bound)
  }

  /// Largest distance in metres over all bones and the three axes of each.
  ///
  /// - Precondition: both frames have the layout's width.
  public func displacement(of frame: [Float], from truth: [Float]) -> Float {
    let here = points(frame)
    let there = points(truth)
    var worst: Float = 0
    for (a, b) in zip(here, there) { worst = max(worst, ((a - b) * (a - b)).sum()) }
    return worst.squareRoot()
  }

  private func points(_ frame: [Float]) -> [SIMD3<Float>] {
    var bases: [Basis] = []
    var places: [SIMD3<Float>] = []
    var points: [SIMD3<Float>] = []
    for bone in plan.bones {
      var shift = SIMD3<Float>.zero
      if bone.shiftColumn >= 0 {
        let at = bone.shiftColumn
        shift = SIMD3(frame[at], frame[at + 1], frame[at + 2])
      }
      var turn = Basis.identity
      if bone.column >= 0 {
        let at = bone.column
        let q = Quaternion(x: frame[at], y: frame[at + 1], z: frame[at + 2], w: frame[at + 3]).normalized
        turn = Basis(q.vector)
      }
      let parent = bone.parent >= 0 ? bases[bone.parent] : .identity
      let place = (bone.parent >= 0 ? places[bone.parent] : .zero) + parent.act(bone.offset + shift)
      let basis = parent.times(turn)
      places.append(place)
      bases.append(basis)
      for axis in [basis.x, basis.y, basis.z] { points.append(place + bone.reach * axis) }
    }
    return points
  }
}

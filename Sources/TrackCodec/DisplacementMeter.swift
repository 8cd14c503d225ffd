public import Motion

/// Measures how far a frame puts the points around a body's joints from where another frame has them.
public struct DisplacementMeter: Sendable {
  private let plan: BodyPlan

  /// Ties a skeleton to a layout.
  public init(layout: ChannelLayout, skeleton: ReachSkeleton = .standard, bound: ErrorBound = .tight) {
    plan = BodyPlan(layout: layout, skeleton: skeleton, bound: bound)
  }

  /// Largest distance in metres over all bones and all points within reach of their joints.
  ///
  /// - Precondition: both frames have the layout's width.
  public func displacement(of frame: [Float], from truth: [Float]) -> Float {
    let here = joints(frame)
    let there = joints(truth)
    var worst: Float = 0
    for (index, bone) in plan.bones.enumerated() {
      let error = RigidError(
        shift: here.places[index] - there.places[index], frame: here.frames[index], truth: there.frames[index]
      )
      worst = max(worst, error.peak(reach: bone.reach))
    }
    return worst.squareRoot()
  }

  private func joints(_ frame: [Float]) -> (frames: [JointFrame], places: [SIMD4<Float>]) {
    var frames: [JointFrame] = []
    var places: [SIMD4<Float>] = []
    for bone in plan.bones {
      var shift = SIMD4<Float>.zero
      if bone.shiftColumn >= 0 {
        let at = bone.shiftColumn
        shift = SIMD4(frame[at], frame[at + 1], frame[at + 2], 0)
      }
      var turn = JointFrame.identity
      if bone.column >= 0 {
        let at = bone.column
        turn = JointFrame(
          Quaternion(x: frame[at], y: frame[at + 1], z: frame[at + 2], w: frame[at + 3]).normalized.vector)
      }
      let parent = bone.parent >= 0 ? frames[bone.parent] : .identity
      places.append(
        (bone.parent >= 0 ? places[bone.parent] : .zero) + parent.act(SIMD4(bone.offset, 0) + shift))
      frames.append(parent.times(turn))
    }
    return (frames, places)
  }
}

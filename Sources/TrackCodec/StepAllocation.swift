import Motion

/// Chooses the lattice of each body component: coarse where a wrong rotation moves little.
///
/// The variance that rounding leaves at every watched point is held to one value while the sum of the logarithms of
/// the steps, and with it the saving, is as large as it can be; a multiplicative update finds the multipliers.
struct StepAllocation {
  /// Steps per component of the layout, in the component's unit; 0 for components of weights and angles.
  private(set) var steps: [Float]

  /// Steps for poses as they occur.
  ///
  /// - Parameter poses: frames of the layout; at least one.
  init(plan: BodyPlan, componentCount: Int, poses: [[Float]], displacement: Float, boldness: Float) {
    steps = Array(repeating: 0, count: componentCount)
    var lines: [(component: Int, bone: Int, first: Int, levers: [Double])] = []
    let bones = plan.bones
    for (index, bone) in bones.enumerated() {
      for axis in 0..<3 where bone.component >= 0 {
        lines.append((bone.component + axis, index, index, Array(repeating: 0, count: bone.end - index)))
      }
      for axis in 0..<3 where bone.shiftComponent >= 0 {
        lines.append((bone.shiftComponent + axis, index, index, Array(repeating: 1, count: bone.end - index)))
      }
    }
    guard !lines.isEmpty else { return }
    for pose in poses { Self.addLevers(&lines, bones, pose, share: 1 / Double(poses.count)) }

    var prices = Array(repeating: 1 / Double(bones.count), count: bones.count)
    var squares = Array(repeating: 0.0, count: lines.count)
    var worst = 1.0
    for round in 0..<300 {
      for (index, line) in lines.enumerated() {
        var sum = 0.0
        for (offset, lever) in line.levers.enumerated() { sum += prices[line.first + offset] * lever }
        squares[index] = sum > 1e-30 ? 1 / sum : 1e30
      }
      var variance = Array(repeating: 0.0, count: bones.count)
      for (index, line) in lines.enumerated() {
        for (offset, lever) in line.levers.enumerated() {
          variance[line.first + offset] += min(1e6, squares[index]) * lever / 3
        }
      }
      worst = max(1e-30, variance.max() ?? 1)
      if round == 299 { break }
      var sum = 0.0
      for index in prices.indices {
        prices[index] *= max(1e-9, variance[index] / worst)
        sum += prices[index]
      }
      for index in prices.indices { prices[index] /= sum }
    }
    for (index, line) in lines.enumerated() {
      let step = (squares[index] / worst).squareRoot() * Double(displacement * boldness)
      let turns =
        bones[line.bone].component >= 0 && line.component - bones[line.bone].component < 3
        && line.component >= bones[line.bone].component
      // A quarter: parameters are tangents of quarter angles.
      steps[line.component] = turns ? Float(min(0.25, step)) / 4 : Float(min(10 * Double(displacement), step))
    }
  }

  private static func addLevers(
    _ lines: inout [(component: Int, bone: Int, first: Int, levers: [Double])], _ bones: [BodyPlan.Bone],
    _ pose: [Float], share: Double
  ) {
    var bases: [Basis] = []
    var places: [SIMD3<Float>] = []
    var parameters: [SIMD3<Float>] = []
    for bone in bones {
      let parent = bone.parent >= 0 ? bases[bone.parent] : .identity
      let place = bone.parent >= 0 ? places[bone.parent] : .zero
      var p = SIMD3<Float>.zero
      if bone.column >= 0 {
        p = Rodrigues.parameters(
          SIMD4(
            pose[bone.column], pose[bone.column + 1], pose[bone.column + 2], pose[bone.column + 3]),
          near: .zero)
      }
      parameters.append(p)
      places.append(place + parent.act(bone.offset))
      bases.append(parent.times(Basis(Rodrigues.quaternion(p))))
    }
    for index in lines.indices {
      let bone = bones[lines[index].bone]
      let axis = lines[index].component - bone.component
      guard bone.component >= 0, axis >= 0, axis < 3 else { continue }
      let parent = bone.parent >= 0 ? bases[bone.parent] : .identity
      let turn = parent.act(Rodrigues.slope(parameters[lines[index].bone], axis: axis)) * 0.25
      for offset in lines[index].levers.indices {
        let at = lines[index].first + offset
        let moved = cross(turn, places[at] - places[lines[index].bone])
        let reach = bones[at].reach
        lines[index].levers[offset] += Double(1.5 * (moved * moved).sum() + reach * reach) * share
      }
    }
  }
}

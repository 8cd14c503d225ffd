import Motion

/// One kind of value of one node over many frames of a track: to the last bit what
/// ``PosedRig/apply(_:_:updatingWorld:)`` gives frame by frame, without posing the rest of the rig.
///
/// ``PosedRig/rotationCurve(of:_:)``, ``PosedRig/translationCurve(of:_:)`` and ``PosedRig/weightsCurve(of:_:)`` make it
/// where the node's own channels decide; what expressions and gaze weights mix takes a pose.
public struct NodeCurve: Sendable {
  enum Rule: Sendable {
    /// One value all along.
    case still([Float])
    /// A quaternion between two others, each left out where it is `nil`: before · value · after.
    case turn(column: Int, before: Quaternion?, after: Quaternion?, rest: Quaternion?)
    /// Eyes that follow angles or `eyeLook…` weights.
    case gaze(yaw: Int?, pitch: Int?, looks: [Int?]?, EyeLook, before: Quaternion, after: Quaternion)
    /// Metres in the axes of the T-pose, for the hips.
    case hips(column: Int, at: SIMD3<Float>, Matrix4)
    /// Metres in the axes of the node above, whose scale they take.
    case move(column: Int, at: SIMD3<Float>, scale: SIMD3<Float>)
    /// Morph targets.
    case weights(MorphSums)
  }

  let rule: Rule
  /// Numbers of a frame.
  public let width: Int

  /// Writes frames.
  ///
  /// - Parameters:
  ///   - rows: First sample of the first frame of the bound layout.
  ///   - stride: Samples of a frame.
  ///   - count: How many frames.
  ///   - out: Room for `count × width` numbers.
  public func write(
    _ rows: UnsafePointer<Float>, stride: Int, count: Int, to out: UnsafeMutablePointer<Float>
  ) {
    switch rule {
    case .still(let value):
      for frame in 0..<count { for part in 0..<width { out[frame * width + part] = value[part] } }
    case .turn(let column, let before, let after, let rest):
      QuaternionBlock.turn(
        rows + column, stride: stride, count: count, before: before, after: after, rest: rest, to: out)
    case .gaze(let yaw, let pitch, let looks, let eyeLook, let before, let after):
      for frame in 0..<count {
        let row = rows + frame * stride
        var angles = (yaw: yaw.map { row[$0] } ?? 0, pitch: pitch.map { row[$0] } ?? 0)
        if let looks {
          var values = SIMD8<Float>.zero
          for (number, column) in looks.enumerated() { if let column { values[number] = row[column] } }
          angles = eyeLook.gaze(of: values)
        }
        let turn = EyeLook.rotation(yaw: angles.yaw, pitch: angles.pitch).normalized
        let q = (before * turn * after).normalized.vector
        for part in 0..<4 { out[4 * frame + part] = q[part] }
      }
    case .hips(let column, let at, let axes):
      for frame in 0..<count {
        let row = rows + frame * stride + column
        let place = at + axes.direction(SIMD3(row[0], row[1], row[2]))
        for part in 0..<3 { out[3 * frame + part] = place[part] }
      }
    case .move(let column, let at, let scale):
      for frame in 0..<count {
        let row = rows + frame * stride + column
        for part in 0..<3 {
          out[3 * frame + part] = scale[part] != 0 ? at[part] + row[part] / scale[part] : at[part]
        }
      }
    case .weights(let sums): sums.write(rows, stride: stride, count: count, to: out)
    }
  }
}

extension PosedRig {
  /// How a node turns; `nil` when that takes a pose.
  public func rotationCurve(of node: Int, _ binding: TrackBinding) -> NodeCurve? {
    let bones = binding.turns.filter { $0.node == node }
    let own = binding.nodeTurns.filter { $0.node == node }
    let (before, after) = (parentInverses[node], restRotations[node])
    let isEye = (0..<2).contains { side in
      gaze.eyes[side] == node && !binding.hasEyeTurn[side]
        && !(binding.hasEyeLook && gaze.morphsTurn[side])
    }
    if binding.hasGaze, isEye {
      return NodeCurve(
        rule: .gaze(
          yaw: binding.gazeYaw, pitch: binding.gazePitch, looks: binding.lookColumns, eyeLook,
          before: before, after: after), width: 4)
    }
    switch (bones.count, own.count) {
    case (0, 0):
      let rest = rig.nodes[node].rotation.vector
      return NodeCurve(rule: .still((0..<4).map { rest[$0] }), width: 4)
    case (1, 0):
      return NodeCurve(
        rule: .turn(column: bones[0].column, before: before, after: after, rest: nil), width: 4)
    case (0, 1):
      return NodeCurve(
        rule: .turn(column: own[0].column, before: nil, after: nil, rest: rig.nodes[node].rotation), width: 4)
    default: return nil
    }
  }

  /// How a node is displaced; `nil` when that takes a pose.
  public func translationCurve(of node: Int, _ binding: TrackBinding) -> NodeCurve? {
    let own = binding.nodeMoves.filter { $0.node == node }
    let at = rig.nodes[node].translation
    let isHips = binding.hips?.node == node
    switch own.count {
    case 0 where isHips:
      return NodeCurve(rule: .hips(column: binding.hips?.column ?? 0, at: at, hipsAxes), width: 3)
    case 0: return NodeCurve(rule: .still((0..<3).map { at[$0] }), width: 3)
    case 1 where !isHips:
      return NodeCurve(rule: .move(column: own[0].column, at: at, scale: parentScales[node]), width: 3)
    default: return nil
    }
  }

  /// The weights of the morph targets at a node, those that nothing drives at their default weights; `nil` when that
  /// takes a pose.
  public func weightsCurve(of node: Int, _ binding: TrackBinding) -> NodeCurve? {
    let sources = binding.sources(of: node)
    guard sources.allSatisfy({ $0.map { $0.mixes.isEmpty && $0.look == nil } ?? true }) else { return nil }
    let defaults = rig.nodes[node].defaultWeights
    return NodeCurve(
      rule: .weights(
        MorphSums(
          sources.enumerated().map { target, source in
            guard let source else {
              return .still(defaults.indices.contains(target) ? defaults[target] : 0)
            }
            return .sum(zip(source.columns, source.factors).map { (column: $0, factor: $1) })
          })), width: sources.count)
  }
}

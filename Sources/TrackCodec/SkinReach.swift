import Motion
public import Rigging

extension ErrorBound {
  /// The same bound, held for the skin of a rig.
  ///
  /// Each bone's watched points lie twice as far out as the farthest vertex that hangs on it with at least a tenth of
  /// its weight, and ``displacement`` becomes its 2.08th part: a rigid error that moves three points at twice the
  /// distance, one on each axis, by at most 1 moves no point within that distance by more than 2.06 (the largest
  /// value of |t + ω × v| over all small shifts t and turns ω, found numerically).
  public func covering(skinOf rig: Rig) -> ErrorBound {
    var bound = self
    bound.displacement /= 2.08
    let bones = Dictionary(rig.humanoid.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    for node in rig.nodes {
      guard let skin = node.skin, rig.skins.indices.contains(skin), let mesh = node.mesh,
        rig.meshes.indices.contains(mesh)
      else { continue }
      let joints = rig.skins[skin]
      for primitive in rig.meshes[mesh].primitives {
        for vertex in primitive.positions.indices {
          guard vertex < primitive.joints.count, vertex < primitive.weights.count else { continue }
          for slot in 0..<4 where primitive.weights[vertex][slot] >= 0.1 {
            let joint = Int(primitive.joints[vertex][slot])
            guard joint < joints.joints.count, joint < joints.inverseBindMatrices.count,
              let bone = bones[joints.joints[joint]]
            else { continue }
            let local = joints.inverseBindMatrices[joint].point(primitive.positions[vertex])
            let distance = (local * local).sum().squareRoot() * 2
            if distance.isFinite {
              bound.reach[bone.rawValue] = max(bound.reach(of: bone.rawValue), distance)
            }
          }
        }
      }
    }
    return bound
  }
}

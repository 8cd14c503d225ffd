import Motion
public import Rigging

extension ErrorBound {
  /// The same bound, held for the skin of a rig.
  ///
  /// Each bone reaches as far as the farthest vertex that hangs on it with at least a tenth of its weight.
  public func covering(skinOf rig: Rig) -> ErrorBound {
    var bound = self
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
            let distance = (local * local).sum().squareRoot()
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

import Motion

extension Rig {
  /// The rig with its bones turned into the T-pose, which ``PosedRig`` takes a rest pose for.
  ///
  /// For rigs whose file does not declare a T-pose, as those modelled with hanging arms: tracks count from the T-pose,
  /// and on such a rig they would turn the arms too far. Only rest rotations of bones change; meshes and inverse bind
  /// matrices stay, so that a skinned mesh follows. A rig that stands within 1° of the T-pose, is no humanoid, or
  /// rests in no pose that a body could stand in is returned as it is.
  ///
  /// - Returns: The rig, and what was found; nothing where nothing changed.
  /// - Throws: ``RigError`` where the node tree is none or a bone's node does not exist.
  public func standingInTPose() throws(RigError) -> (rig: Rig, remarks: [SkeletonRest.Remark]) {
    let still = NodeMotion(nodes: nodes, humanoid: humanoid, rate: .fps60, frameCount: 0)
    let rest = try SkeletonRest(of: still, SkeletonRest.Options(metresPerUnit: 1))
    guard let walk = SkeletonWalk(nodes), BodyFrame(SkeletonMeasure(walk, humanoid, axes: .identity)) != nil
    else { return (self, []) }
    var out = self
    var largest = 0.0
    for node in humanoid.values {
      let above = nodes[node].parent.map { rest.rotations[$0] } ?? rest.axes
      let local = (above.conjugate * rest.rotations[node]).normalized
      let turn = local.degrees(to: nodes[node].rotation.normalized)
      if turn > 0.01 { out.nodes[node].rotation = local }
      largest = max(largest, turn)
    }
    return largest > 1 ? (out, rest.remarks) : (self, [])
  }
}

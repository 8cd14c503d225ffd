extension Rig {
  /// Checks what the expressions refer to and that their numbers are finite.
  func validateExpressions() throws(RigError) {
    for expression in expressions {
      let name = "expression \"\(expression.name)\""
      for bind in expression.morphBinds {
        guard nodes.indices.contains(bind.node), let mesh = nodes[bind.node].mesh,
          meshes[mesh].morphNames.indices.contains(bind.target)
        else { throw .brokenReference(what: "\(name) (node \(bind.node))") }
        guard bind.weight.isFinite else { throw .notFinite(what: name) }
      }
      let named =
        expression.materialColorBinds.map(\.material) + expression.textureTransformBinds.map(\.material)
      if let material = named.first(where: { !materials.indices.contains($0) }) {
        throw .brokenReference(what: "\(name), by its material \(material),")
      }
      guard expression.materialColorBinds.allSatisfy({ $0.targetValue.sum().isFinite }),
        expression.textureTransformBinds.allSatisfy({ ($0.scale + $0.offset).sum().isFinite })
      else { throw .notFinite(what: name) }
    }
  }

  /// Checks that the numbers of ``lookAt`` are finite.
  func validateLookAt() throws(RigError) {
    guard let lookAt else { return }
    let maps = [lookAt.horizontalInner, lookAt.horizontalOuter, lookAt.verticalDown, lookAt.verticalUp]
    guard lookAt.offsetFromHeadBone.sum().isFinite,
      maps.allSatisfy({ ($0.inputMaxValue + $0.outputScale).isFinite })
    else { throw .notFinite(what: "the look-at") }
  }

  /// Checks what the springs refer to and that their numbers are finite.
  func validateSpringBones() throws(RigError) {
    guard let springBones else { return }
    for (number, collider) in springBones.colliders.enumerated() {
      let name = "spring bone collider \(number)"
      guard nodes.indices.contains(collider.node) else {
        throw .brokenReference(what: "\(name) (node \(collider.node))")
      }
      let sum =
        switch collider.shape {
        case .sphere(let offset, let radius): offset.sum() + radius
        case .capsule(let offset, let radius, let tail): offset.sum() + tail.sum() + radius
        }
      guard sum.isFinite else { throw .notFinite(what: name) }
    }
    for (number, group) in springBones.colliderGroups.enumerated() {
      if let collider = group.colliders.first(where: { !springBones.colliders.indices.contains($0) }) {
        throw .brokenReference(
          what: "spring bone collider group \(number) \"\(group.name)\", by its collider \(collider),")
      }
    }
    for (number, spring) in springBones.springs.enumerated() {
      let name = "spring \(number) \"\(spring.name)\""
      let named = spring.joints.map(\.node) + [spring.center].compactMap { $0 }
      if let node = named.first(where: { !nodes.indices.contains($0) }) {
        throw .brokenReference(what: "\(name) (node \(node))")
      }
      let groups = springBones.colliderGroups.indices
      if let group = spring.colliderGroups.first(where: { !groups.contains($0) }) {
        throw .brokenReference(what: "\(name), by its collider group \(group),")
      }
      for joint in spring.joints {
        let numbers = joint.hitRadius + joint.stiffness + joint.gravityPower + joint.dragForce
        guard (numbers + joint.gravityDir.sum()).isFinite else { throw .notFinite(what: name) }
      }
    }
  }
}

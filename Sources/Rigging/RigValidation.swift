import Motion

extension Rig {
  /// Checks how the parts refer to each other: indices, list lengths, circles, numbers that are finite.
  ///
  /// - Throws: ``RigError`` naming the first part that is wrong, by kind, name and number.
  public func validate() throws(RigError) {
    try validateNodes()
    try validateSkins()
    for (number, mesh) in meshes.enumerated() { try validate(mesh, number: number) }
    for (number, material) in materials.enumerated() {
      let numbers = [
        material.roughness, material.metallic, material.baseColor.sum(), material.emissive.sum(),
      ]
      guard numbers.allSatisfy(\.isFinite) else {
        throw .notFinite(what: "material \(number) \"\(material.name)\"")
      }
    }
    try validateExpressions()
    try validateLookAt()
    try validateSpringBones()
    for bone in HumanoidBone.allCases {
      if let node = humanoid[bone], !nodes.indices.contains(node) {
        throw .brokenReference(what: "humanoid bone \(bone.rawValue) (node \(node))")
      }
    }
    guard Set(humanoid.values).count == humanoid.count else {
      throw .mismatch(what: "humanoid bones, of which two name the same node,")
    }
  }

  /// Node indices in an order in which every parent precedes its children, or `nil` when they form a circle.
  public var parentFirstOrder: [Int]? {
    var children: [[Int]] = Array(repeating: [], count: nodes.count)
    var order: [Int] = []
    order.reserveCapacity(nodes.count)
    for (number, node) in nodes.enumerated() {
      guard let parent = node.parent else {
        order.append(number)
        continue
      }
      guard nodes.indices.contains(parent) else { return nil }
      children[parent].append(number)
    }
    var next = 0
    while next < order.count {
      order.append(contentsOf: children[order[next]])
      next += 1
    }
    return order.count == nodes.count ? order : nil
  }

  private func validateNodes() throws(RigError) {
    for (number, node) in nodes.enumerated() {
      let name = "node \(number) \"\(node.name)\""
      if let parent = node.parent, !nodes.indices.contains(parent) {
        throw .brokenReference(what: "\(name), by its parent \(parent),")
      }
      if let mesh = node.mesh, !meshes.indices.contains(mesh) {
        throw .brokenReference(what: "\(name), by its mesh \(mesh),")
      }
      let sum = node.translation.sum() + node.rotation.vector.sum() + node.scale.sum()
      guard sum.isFinite, node.defaultWeights.allSatisfy(\.isFinite) else { throw .notFinite(what: name) }
      let targets = node.mesh.map { meshes[$0].morphNames.count } ?? 0
      guard node.defaultWeights.isEmpty || node.defaultWeights.count == targets else {
        throw .mismatch(what: "\(name): its default weights and the morph targets of its mesh")
      }
      guard let skin = node.skin else { continue }
      guard skins.indices.contains(skin) else {
        throw .brokenReference(what: "\(name), by its skin \(skin),")
      }
      guard let mesh = node.mesh else { continue }
      for primitive in meshes[mesh].primitives {
        guard primitive.joints.count == primitive.positions.count else {
          throw .mismatch(what: "\(name): its skin and the joints of mesh \"\(meshes[mesh].name)\"")
        }
        let limit = skins[skin].joints.count
        guard primitive.joints.allSatisfy({ Int($0.max()) < limit }) else {
          throw .brokenReference(what: "mesh \"\(meshes[mesh].name)\", by a joint number of a vertex,")
        }
      }
    }
    guard parentFirstOrder != nil else { throw .brokenReference(what: "the node tree runs in a circle and") }
  }

  private func validateSkins() throws(RigError) {
    for (number, skin) in skins.enumerated() {
      let name = "skin \(number) \"\(skin.name)\""
      guard skin.joints.count == skin.inverseBindMatrices.count else {
        throw .mismatch(what: "\(name): joints and inverse bind matrices")
      }
      if let joint = skin.joints.first(where: { !nodes.indices.contains($0) }) {
        throw .brokenReference(what: "\(name), by its joint \(joint),")
      }
      for matrix in skin.inverseBindMatrices {
        let c = matrix.columns
        guard (c.0 + c.1 + c.2 + c.3).sum().isFinite else { throw .notFinite(what: name) }
      }
    }
  }

  private func validate(_ mesh: Mesh, number: Int) throws(RigError) {
    for (part, primitive) in mesh.primitives.enumerated() {
      let name = "mesh \(number) \"\(mesh.name)\" primitive \(part)"
      let count = primitive.positions.count
      let lists = [
        primitive.normals.count, primitive.colors.count, primitive.textureCoordinates.count,
        primitive.joints.count, primitive.weights.count,
      ]
      guard lists.allSatisfy({ $0 == 0 || $0 == count }), primitive.joints.count == primitive.weights.count
      else { throw .mismatch(what: "\(name): lists of vertices") }
      guard primitive.indices.count % 3 == 0 else { throw .mismatch(what: "\(name): indices and triangles") }
      guard primitive.indices.allSatisfy({ Int($0) < count }) else {
        throw .brokenReference(what: "\(name), by a vertex index,")
      }
      if let material = primitive.material, !materials.indices.contains(material) {
        throw .brokenReference(what: "\(name), by its material \(material),")
      }
      guard primitive.morphs.count == mesh.morphNames.count else {
        throw .mismatch(
          what: "\(name): \(primitive.morphs.count) morph targets and \(mesh.morphNames.count) names")
      }
      guard primitive.isFinite else { throw .notFinite(what: name) }
      for (target, morph) in primitive.morphs.enumerated() {
        try validate(morph, vertexCount: count, name: "\(name) morph \"\(mesh.morphNames[target])\"")
      }
    }
  }

  private func validate(_ morph: MorphTarget, vertexCount: Int, name: String) throws(RigError) {
    guard morph.positions.count == morph.vertices.count,
      morph.normals.isEmpty || morph.normals.count == morph.vertices.count
    else { throw .mismatch(what: "\(name): vertices and displacements") }
    var previous: Int = -1
    for vertex in morph.vertices {
      guard Int(vertex) > previous else { throw .mismatch(what: "\(name): vertices and ascending order") }
      previous = Int(vertex)
    }
    guard previous < vertexCount else { throw .brokenReference(what: "\(name), by vertex \(previous),") }
    guard morph.positions.allSatisfy({ $0.sum().isFinite }), morph.normals.allSatisfy({ $0.sum().isFinite })
    else { throw .notFinite(what: name) }
  }
}

extension Primitive {
  fileprivate var isFinite: Bool {
    positions.allSatisfy { $0.sum().isFinite } && normals.allSatisfy { $0.sum().isFinite }
      && weights.allSatisfy { $0.sum().isFinite } && colors.allSatisfy { $0.sum().isFinite }
      && textureCoordinates.allSatisfy { $0.sum().isFinite }
  }
}

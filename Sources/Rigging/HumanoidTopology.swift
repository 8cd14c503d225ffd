import Motion

/// Whether bones hang below each other as VRM's humanoid says.
enum HumanoidTopology {
  /// The bones of a map that stand right, and those that do not, with the bone that they should hang below.
  ///
  /// A bone that is out of place takes the bones that hang only below it along.
  static func sound(
    _ bones: [HumanoidBone: Int], _ nodes: [Rig.Node]
  ) -> (kept: [HumanoidBone: Int], strays: [(bone: HumanoidBone, above: HumanoidBone)]) {
    var kept: [HumanoidBone: Int] = [:]
    var strays: [(bone: HumanoidBone, above: HumanoidBone)] = []
    // Parents stand before their children in the list of bones.
    for bone in ordered {
      guard let node = bones[bone] else { continue }
      guard let above = bone.nearestAncestor(where: { bones[$0] != nil }), let root = bones[above] else {
        kept[bone] = node
        continue
      }
      if kept[above] != nil, node != root, isInside(node, root: root, nodes) {
        kept[bone] = node
      } else {
        strays.append((bone, above))
      }
    }
    return (kept, strays)
  }

  /// Whether a node is `root` or hangs below it; false for indices that do not exist and for circles.
  static func isInside(_ node: Int, root: Int, _ nodes: [Rig.Node]) -> Bool {
    var at: Int? = node
    for _ in 0...nodes.count {
      guard let number = at, nodes.indices.contains(number) else { return false }
      if number == root { return true }
      at = nodes[number].parent
    }
    return false
  }

  private static let ordered: [HumanoidBone] = {
    func depth(_ bone: HumanoidBone) -> Int {
      var at = bone.parentBone
      var depth = 0
      while let above = at {
        depth += 1
        at = above.parentBone
      }
      return depth
    }
    return HumanoidBone.allCases.enumerated()
      .sorted { (depth($0.element), $0.offset) < (depth($1.element), $1.offset) }.map(\.element)
  }()
}

import Motion

/// Where the weights of all morph targets of all nodes stand in one flat list, and what drives them by name.
struct MorphSlots: Sendable {
  /// One target of the mesh at one node.
  struct Slot: Sendable {
    /// The target's own name.
    let name: String
    /// The ARKit spelling of the name, else the name.
    let key: String
  }
  /// One target that an expression sets.
  struct Bind: Sendable {
    let slot: Int
    let weight: Float
  }
  /// All targets, node after node.
  let slots: [Slot]
  /// Range of the slots of each node; empty where the node has no morphing mesh.
  let ranges: [Range<Int>]
  /// Expressions that are driven under their own name because no morph target has it.
  let expressions: [(name: String, binds: [Bind])]

  init(_ rig: Rig) {
    var slots: [Slot] = []
    var ranges: [Range<Int>] = []
    for node in rig.nodes {
      let start = slots.count
      for name in node.mesh.map({ rig.meshes[$0].morphNames }) ?? [] {
        slots.append(Slot(name: name, key: ARKit.canonicalName(for: name) ?? name))
      }
      ranges.append(start..<slots.count)
    }
    let taken = Set(slots.map(\.name)).union(slots.map(\.key))
    expressions = rig.expressions.filter { !taken.contains($0.name) }.map { expression in
      let binds = expression.morphBinds.map {
        Bind(slot: ranges[$0.node].lowerBound + $0.target, weight: $0.weight)
      }
      return (expression.name, binds)
    }
    self.slots = slots
    self.ranges = ranges
  }
}

/// How gaze reaches the eyes of one rig without turning an eyeball twice.
///
/// Some rigs turn the eyeballs by bones, some by the `eyeLook…` morphs, and Ready Player Me's can do both. Where
/// the morphs of a mesh displace vertices that follow an eye bone, that mesh takes its turn from the bone, and
/// the derived weights go to the other meshes only (the lids). Where the track brings its own `eyeLook…` weights
/// and these move the eyeballs, the bones stay at rest.
struct GazeSlots: Sendable {
  /// A slot that one of ``EyeLook/names`` drives.
  struct Target: Sendable {
    let slot: Int
    let look: Int
    /// Whether it moves the eyeball of a bone, and of which side (0 left, 1 right).
    let eyeball: Int?
  }
  let targets: [Target]
  /// Nodes of the left and the right eye.
  let eyes: [Int?]
  /// Whether the `eyeLook…` morphs turn the left and the right eyeball.
  let morphsTurn: [Bool]

  init(_ rig: Rig, _ morphs: MorphSlots) {
    let eyes = [rig.humanoid[.leftEye], rig.humanoid[.rightEye]]
    var targets: [Target] = []
    var morphsTurn = [false, false]
    for (number, range) in morphs.ranges.enumerated() {
      for slot in range {
        guard let look = EyeLook.names.firstIndex(of: morphs.slots[slot].key) else { continue }
        let side = look % 2
        var eyeball: Int?
        if let eye = eyes[side], Self.moves(eye, rig, node: number, target: slot - range.lowerBound) {
          eyeball = side
          morphsTurn[side] = true
        }
        targets.append(Target(slot: slot, look: look, eyeball: eyeball))
      }
    }
    self.eyes = eyes
    self.targets = targets
    self.morphsTurn = morphsTurn
  }

  private static func moves(_ eye: Int, _ rig: Rig, node: Int, target: Int) -> Bool {
    guard let mesh = rig.nodes[node].mesh else { return false }
    guard let skin = rig.nodes[node].skin else {
      return rig.isInside(node, root: eye)
        && rig.meshes[mesh].primitives.contains { !$0.morphs[target].vertices.isEmpty }
    }
    let follows = rig.skins[skin].joints.map { rig.isInside($0, root: eye) }
    return rig.meshes[mesh].primitives.contains { primitive in
      primitive.morphs[target].vertices.contains { vertex in
        let weights = primitive.weights[Int(vertex)]
        let joints = primitive.joints[Int(vertex)]
        return (0..<4).contains { weights[$0] > 0.5 && follows[Int(joints[$0])] }
      }
    }
  }
}

extension Rig {
  /// Whether a node is `root` or hangs below it.
  func isInside(_ node: Int, root: Int) -> Bool {
    var at: Int? = node
    for _ in nodes.indices {
      guard let number = at else { return false }
      if number == root { return true }
      at = nodes[number].parent
    }
    return false
  }
}

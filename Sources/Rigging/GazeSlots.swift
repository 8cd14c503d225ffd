import Motion

/// How gaze reaches the eyes of one rig without turning an eyeball twice.
///
/// Some rigs turn the eyeballs by bones, some by the `eyeLook…` morphs, Ready Player Me's can do both, and VRMs may
/// do it by the expressions `lookUp` and so on. Where the morphs of a mesh displace vertices that follow an eye
/// bone, that mesh takes its turn from the bone, and the derived weights go to the other meshes only (the lids).
/// Where the track brings its own `eyeLook…` weights and these move the eyeballs, the bones stay at rest.
struct GazeSlots: Sendable {
  /// A slot that one of ``EyeLook/names`` drives.
  struct Target: Sendable {
    let slot: Int
    let look: Int
    /// Whether it moves the eyeball of a bone, and of which side (0 left, 1 right).
    let eyeball: Int?
  }
  let targets: [Target]
  /// Nodes of the left and the right eye; empty places where gaze goes through expressions.
  let eyes: [Int?]
  /// Whether the `eyeLook…` morphs turn the left and the right eyeball.
  let morphsTurn: [Bool]
  /// What shows ``ExpressionPreset/looks``, where gaze goes through expressions; else empty.
  let looks: [MorphSlots.Output?]
  /// Whether the gaze goes through expressions.
  var isByExpression: Bool { !looks.isEmpty }
  /// Largest angle in radians and weight there of each direction of ``ExpressionPreset/looks``.
  let ranges: [(angle: Float, weight: Float)]

  init(_ rig: Rig, _ morphs: MorphSlots) {
    let bones = [rig.humanoid[.leftEye], rig.humanoid[.rightEye]]
    let directions = ExpressionPreset.looks.map { morphs.outputs[$0] }
    let canLook = directions.contains { $0 != nil }
    let hasShapes = morphs.slots.contains { EyeLook.names.contains($0.key) }
    let byExpression =
      canLook
      && (rig.lookAt?.type == .expression || (bones.allSatisfy { $0 == nil } && !hasShapes))
    let eyes = byExpression ? [nil, nil] : bones
    var targets: [Target] = []
    var morphsTurn = [false, false]
    if !byExpression {
      // Looked up once: a walk up from each joint would take the square of a long chain.
      let inside = eyes.map { eye in eye.map { rig.subtree(of: $0) } }
      for (number, range) in morphs.ranges.enumerated() {
        for slot in range {
          guard let look = EyeLook.names.firstIndex(of: morphs.slots[slot].key) else { continue }
          let side = look % 2
          var eyeball: Int?
          if let eye = inside[side], Self.moves(eye, rig, node: number, target: slot - range.lowerBound) {
            eyeball = side
            morphsTurn[side] = true
          }
          targets.append(Target(slot: slot, look: look, eyeball: eyeball))
        }
      }
    }
    self.eyes = eyes
    self.targets = targets
    self.morphsTurn = morphsTurn
    looks = byExpression ? directions : []
    let usual = EyeLook()
    if let lookAt = rig.lookAt, lookAt.type == .expression {
      let maps = [lookAt.verticalUp, lookAt.verticalDown, lookAt.horizontalOuter, lookAt.horizontalOuter]
      ranges = maps.map { ($0.inputMaxValue * .pi / 180, $0.outputScale) }
    } else {
      ranges = [(usual.up, 1), (usual.down, 1), (usual.side, 1), (usual.side, 1)]
    }
  }

  /// The weight of a direction of ``ExpressionPreset/looks`` for a gaze in radians.
  func weight(of direction: Int, yaw: Float, pitch: Float) -> Float {
    let angle = SIMD4(pitch, -pitch, yaw, -yaw)[direction]
    let (full, weight) = ranges[direction]
    guard angle > 0 else { return 0 }
    return full > 0 ? min(1, angle / full) * weight : weight
  }

  /// Whether a target displaces what follows an eye; `eye` tells of each node whether it is inside.
  private static func moves(_ eye: [Bool], _ rig: Rig, node: Int, target: Int) -> Bool {
    guard let mesh = rig.nodes[node].mesh else { return false }
    guard let skin = rig.nodes[node].skin else {
      return eye[node]
        && rig.meshes[mesh].primitives.contains { !$0.morphs[target].vertices.isEmpty }
    }
    let follows = rig.skins[skin].joints.map { eye[$0] }
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
  /// Of each node, whether it is `root` or hangs below it.
  func subtree(of root: Int) -> [Bool] {
    var inside: [Bool] = Array(repeating: false, count: nodes.count)
    for number in parentFirstOrder ?? [] {
      inside[number] = number == root || nodes[number].parent.map { inside[$0] } ?? false
    }
    return inside
  }
}

import Motion
import Rigging

/// The joints of everything that hangs: chains of one name are one, whoever brought them.
struct Springs {
  /// The chains, in the order in which they were met.
  let chains: [HangChain]
  private let firstJoints: [String: Int]

  /// Gathers the chains of all patches.
  ///
  /// - Parameter joints: how many joints the skin has before these.
  init(_ patches: [Patch], after joints: Int) {
    var chains: [HangChain] = []
    var firstJoints: [String: Int] = [:]
    var next = joints
    for chain in patches.flatMap(\.chains) where firstJoints[chain.name] == nil && chain.points.count > 1 {
      firstJoints[chain.name] = next
      next += chain.points.count - 1
      chains.append(chain)
    }
    self.chains = chains
    self.firstJoints = firstJoints
  }

  /// Number in the skin of a chain's first joint; `nil` for a chain that is not here.
  func firstJoint(of chain: HangChain) -> Int? { firstJoints[chain.name] }

  /// Shapes that what hangs does not enter: the head, the neck, the shoulders, the back.
  private func shapes(_ look: LookParameters, _ skeleton: Skeleton) -> [(
    name: String, bone: HumanoidBone, from: Vector, to: Vector, radius: Double
  )] {
    let skull = look.skull
    let cranium = Vector(0, skull.craniumHeight, -0.03)
    let jaw = Vector(0, skull.jawHeight, 0.06)
    let shoulder = skeleton.place(.leftUpperArm)
    let shape = BodyShape(look)
    let chest = shape.trunk(-0.85)
    return [
      ("head", .head, cranium, cranium, skull.craniumRadii.min() - 0.01),
      ("jaw", .head, jaw, jaw, skull.jawRadii.min() - 0.01),
      ("neck", .neck, Vector(0, -0.42, -0.08), Vector(0, -0.64, -0.085), skull.neckRadius),
      (
        "shoulders", .upperChest, shoulder + Vector(0, -0.02, 0), (shoulder + Vector(0, -0.02, 0)).mirrored,
        0.1
      ),
      (
        "chest", .upperChest, Vector(0, shape.height(-0.8), chest.center),
        Vector(0, shape.height(-1.05), chest.center),
        min(chest.front, chest.back)
      ),
    ]
  }

  /// Adds the chains' nodes to a rig and lets them swing. Each chain meets only what it does not touch at rest, so
  /// that nothing moves before the character does.
  func attach(to rig: inout Rig, look: LookParameters, scale: RigScale) {
    guard !chains.isEmpty, !rig.skins.isEmpty else { return }
    var springs = Rig.SpringBones()
    let shapes = shapes(look, scale.skeleton)
    for shape in shapes {
      guard let node = rig.humanoid[shape.bone] else { continue }
      let bone = scale.skeleton.place(shape.bone)
      let offset = scale.displacement(shape.from - bone)
      let radius = Float(shape.radius * scale.headHeight)
      springs.colliderGroups.append(.init(name: shape.name, colliders: [springs.colliders.count]))
      springs.colliders.append(
        .init(
          node: node,
          shape: shape.from == shape.to
            ? .sphere(offset: offset, radius: radius)
            : .capsule(offset: offset, radius: radius, tail: scale.displacement(shape.to - bone))))
    }
    for chain in chains {
      guard let root = rig.humanoid[chain.parent] else { continue }
      var spring = Rig.SpringBones.Spring(name: chain.name, joints: [])
      var room = Double.infinity
      for (group, shape) in shapes.enumerated() {
        let free =
          chain.points.dropFirst().map { distance($0, shape.from, shape.to) - shape.radius }.min() ?? 0
        guard free > 0.004 else { continue }
        spring.colliderGroups.append(group)
        room = min(room, free - 0.002)
      }
      var parent = root
      var origin = scale.skeleton.place(chain.parent)
      for (k, point) in chain.points.enumerated() {
        let isTip = k == chain.points.count - 1
        let node = rig.nodes.count
        // The same sums of floats as the inverse bind matrices take, so that rest is rest to the bit.
        rig.nodes.append(
          Rig.Node(
            name: chain.name + (isTip ? "End" : String(k + 1)), parent: parent,
            translation: scale.point(point) - scale.point(origin)))
        if !isTip {
          rig.skins[0].joints.append(node)
          rig.skins[0].inverseBindMatrices.append(
            Matrix4(translation: -scale.point(point), rotation: .identity, scale: SIMD3(1, 1, 1)))
        }
        spring.joints.append(
          .init(
            node: node, hitRadius: Float(max(min(chain.radius, room), 0) * scale.headHeight),
            stiffness: Float(chain.stiffness), gravityPower: Float(chain.gravity),
            dragForce: Float(chain.drag)))
        (parent, origin) = (node, point)
      }
      springs.springs.append(spring)
    }
    rig.springBones = springs
  }

  private func distance(_ p: Vector, _ a: Vector, _ b: Vector) -> Double {
    let axis = b - a
    let t = min(max(dot(p - a, axis) / max(dot(axis, axis), 1e-12), 0), 1)
    return (p - (a + axis * t)).length
  }
}

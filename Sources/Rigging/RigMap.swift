public import Motion

/// What a rig's nodes and morph targets mean, said by its maker where names do not tell.
public struct RigMap: Sendable, Equatable {
  /// Where a character looks in the rest pose.
  public enum Facing: String, Sendable, CaseIterable {
    /// Along +Z, as glTF has it.
    case forward = "+z"
    /// Along −Z.
    case backward = "-z"
  }

  /// Name of the node of each bone; an empty name says that the rig has no such bone.
  public var bones: [HumanoidBone: String]
  /// For each channel the morph targets or expressions of the rig, and their weights at channel weight 1.
  public var channels: [String: [String: Float]]
  /// Where the character looks in the rest pose.
  public var facing: Facing

  /// Makes a map.
  public init(
    bones: [HumanoidBone: String] = [:], channels: [String: [String: Float]] = [:], facing: Facing = .forward
  ) {
    self.bones = bones
    self.channels = channels
    self.facing = facing
  }

  /// The rig as the map reads it; nodes, meshes and targets keep their names and numbers.
  ///
  /// Bones of the map replace those of the rig. Each channel becomes an expression. A character that looks along
  /// −Z is turned by a root node behind all others.
  ///
  /// - Throws: ``RigError/map(place:reason:cure:)`` for a node or target that does not exist, one that is used
  ///   twice, a channel that the rig has already, or bones that do not hang below each other.
  public func applied(to rig: Rig) throws(RigError) -> Rig {
    var result = rig
    result.humanoid = try humanoid(of: rig)
    result.expressions += try expressions(of: rig)
    if facing == .backward {
      let root = result.nodes.count
      for number in rig.nodes.indices where rig.nodes[number].parent == nil {
        result.nodes[number].parent = root
      }
      result.nodes.append(
        Rig.Node(name: Self.turnName, rotation: Quaternion(axis: SIMD3(0, 1, 0), angle: .pi)))
    }
    return result
  }

  /// Name of the node that turns a character round.
  static let turnName = "facing"

  private func humanoid(of rig: Rig) throws(RigError) -> [HumanoidBone: Int] {
    let joints = Set(rig.skins.flatMap(\.joints))
    let order = joints.sorted() + rig.nodes.indices.filter { !joints.contains($0) }
    var numbers: [String: Int] = [:]
    for number in order where rig.nodes.indices.contains(number) {
      if numbers[rig.nodes[number].name] == nil { numbers[rig.nodes[number].name] = number }
    }
    var named: [HumanoidBone: Int] = [:]
    var owner: [Int: HumanoidBone] = [:]
    for bone in HumanoidBone.allCases {
      guard let name = bones[bone], !name.isEmpty else { continue }
      let place = "bones.\(bone.rawValue)"
      guard let node = numbers[name] else {
        throw .map(
          place: place, reason: "the rig has no node '\(name.prefix(60))'",
          cure: "name one of its nodes\(Self.suggestion(name, among: Array(numbers.keys)))")
      }
      if let other = owner[node] {
        throw .map(
          place: place, reason: "node '\(name.prefix(60))' is bone \(other.rawValue) already",
          cure: "name each node once")
      }
      owner[node] = bone
      named[bone] = node
    }
    var result = rig.humanoid.filter { bones[$0.key] == nil && owner[$0.value] == nil }
    result.merge(named) { $1 }
    guard let stray = HumanoidTopology.sound(result, rig.nodes).strays.first else { return result }
    throw .map(
      place: "bones.\(stray.bone.rawValue)",
      reason: "its node does not hang below that of \(stray.above.rawValue)",
      cure: "correct one of the two; a bone that the rig does not have is given as null")
  }

  private func expressions(of rig: Rig) throws(RigError) -> [Rig.Expression] {
    var targets: [String: [(node: Int, target: Int)]] = [:]
    for (number, node) in rig.nodes.enumerated() {
      guard let mesh = node.mesh, rig.meshes.indices.contains(mesh) else { continue }
      for (target, name) in rig.meshes[mesh].morphNames.enumerated() {
        targets[name, default: []].append((number, target))
      }
    }
    let taken = Set(rig.expressions.filter { !$0.isEmpty }.map(\.name)).union(targets.keys)
    var whole: [String: String] = [:]
    var result: [Rig.Expression] = []
    for (channel, parts) in channels.sorted(by: { $0.key < $1.key }) {
      let place = "channels.\(channel.prefix(60))"
      if taken.contains(channel) {
        throw .map(
          place: place, reason: "the rig has a target or an expression of this name already",
          cure: "leave the entry out")
      }
      let preset = ExpressionPreset.names.contains(channel)
      var expression = Rig.Expression(name: channel, isPreset: preset)
      for (name, weight) in parts.sorted(by: { $0.key < $1.key }) {
        if parts.count == 1, weight == 1, let other = whole.updateValue(channel, forKey: name) {
          throw .map(
            place: place, reason: "'\(name.prefix(60))' is the target of channel \(other) already",
            cure: "give each target to one channel, or shares of it as {\"\(name.prefix(60))\": 0.5}")
        }
        if let binds = targets[name] {
          expression.morphBinds += binds.map { .init(node: $0.node, target: $0.target, weight: weight) }
        } else if let other = rig.expressions.first(where: { $0.name == name }) {
          expression.morphBinds += other.morphBinds.map {
            .init(node: $0.node, target: $0.target, weight: $0.weight * weight)
          }
        } else {
          let known = Array(targets.keys) + rig.expressions.map(\.name)
          throw .map(
            place: place, reason: "the rig has no morph target or expression '\(name.prefix(60))'",
            cure: "name one that it has\(Self.suggestion(name, among: known))")
        }
      }
      result.append(expression)
    }
    return result
  }

  /// Up to three names that begin alike or hold one another, as `, such as a, b`; empty when there are none.
  private static func suggestion(_ name: String, among known: [String]) -> String {
    let folded = BoneConvention.fold(name)
    let near = known.sorted().filter { other in
      let text = BoneConvention.fold(other)
      return !text.isEmpty && !folded.isEmpty
        && (text.contains(folded) || folded.contains(text) || text.prefix(4) == folded.prefix(4))
    }
    return near.isEmpty
      ? "" : ", such as " + near.prefix(3).map { String($0.prefix(60)) }.joined(separator: ", ")
  }
}

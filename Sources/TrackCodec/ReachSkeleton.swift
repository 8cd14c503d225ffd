import Motion
public import Rigging

/// Where the joints of a character are: what decides how far a wrong rotation moves things.
///
/// Offsets are those of the T-pose in metres; rotations are read from the layout's channels by name.
public struct ReachSkeleton: Sendable, Equatable {
  /// A joint.
  public struct Bone: Sendable, Equatable {
    /// The bone's name: `<name>.rotation` turns it, `<name>.translation` moves it.
    public var name: String
    /// Index of the bone it hangs on, earlier in the list; `nil` for a root.
    public var parent: Int?
    /// Place in the T-pose relative to the parent, metres.
    public var offset: SIMD3<Float>

    /// Makes a bone.
    public init(_ name: String, parent: Int?, offset: SIMD3<Float>) {
      self.name = name
      self.parent = parent
      self.offset = offset
    }
  }

  /// The bones, parents first.
  public let bones: [Bone]

  /// Wraps bones; `nil` when a parent does not stand before its child.
  public init?(_ bones: [Bone]) {
    for (index, bone) in bones.enumerated() {
      if let parent = bone.parent, parent < 0 || parent >= index { return nil }
    }
    self.bones = bones
  }

  /// The humanoid bones of a rig.
  ///
  /// Nodes between two humanoid bones are folded into the offset.
  public init(_ rig: Rig) {
    var places: [Int: SIMD3<Float>] = [:]
    for node in rig.humanoid.values { places[node] = Self.place(of: node, in: rig) }
    let nodes = Dictionary(rig.humanoid.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    func depth(_ node: Int) -> Int {
      var count = 0
      var at = rig.nodes.indices.contains(node) ? rig.nodes[node].parent : nil
      while let next = at, count <= rig.nodes.count, rig.nodes.indices.contains(next) {
        count += 1
        at = rig.nodes[next].parent
      }
      return count
    }
    let order = HumanoidBone.allCases.compactMap { bone in rig.humanoid[bone].map { (bone, $0, depth($0)) } }
      .enumerated().sorted { ($0.element.2, $0.offset) < ($1.element.2, $1.offset) }.map(\.element)
    var index: [HumanoidBone: Int] = [:]
    var bones: [Bone] = []
    for (bone, node, _) in order {
      var parent: Int?
      var steps = 0
      var at = rig.nodes.indices.contains(node) ? rig.nodes[node].parent : nil
      while let next = at, steps <= rig.nodes.count, rig.nodes.indices.contains(next) {
        if let humanoid = nodes[next], let known = index[humanoid] {
          parent = known
          break
        }
        at = rig.nodes[next].parent
        steps += 1
      }
      let here = places[node] ?? .zero
      let there = parent.flatMap { rig.humanoid[HumanoidBone(rawValue: bones[$0].name) ?? .hips] }
      index[bone] = bones.count
      bones.append(
        Bone(bone.rawValue, parent: parent, offset: here - (there.flatMap { places[$0] } ?? .zero)))
    }
    self.bones = bones
  }

  /// Place of a node of the rig at rest.
  private static func place(of node: Int, in rig: Rig) -> SIMD3<Float> {
    var point = SIMD3<Float>.zero
    var at: Int? = node
    var steps = 0
    while let next = at, rig.nodes.indices.contains(next), steps <= rig.nodes.count {
      let here = rig.nodes[next]
      point = here.translation + here.rotation.normalized.act(here.scale * point)
      at = here.parent
      steps += 1
    }
    return point.x.isFinite && point.y.isFinite && point.z.isFinite ? point : .zero
  }
}

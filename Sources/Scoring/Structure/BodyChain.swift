import Motion
import Rigging

/// The humanoid bones of a rig at rest, and where a track's rotations take them.
///
/// In normalised rotations a bone's world rotation since rest is its parent's times its own, and its joint stands
/// where the parent's rotation carries the offset of rest: no node of the rig needs to be asked.
struct BodyChain: Sendable {
  /// Bones the rig has, parents before children.
  let bones: [HumanoidBone]
  /// Number of the next humanoid bone above each; `nil` for the first.
  let parents: [Int?]
  /// World position of each bone's joint at rest.
  let rest: [SIMD3<Float>]
  /// Way from the parent's joint to the bone's own at rest.
  private let offsets: [SIMD3<Float>]
  private let numbers: [HumanoidBone: Int]

  /// Rotation since rest and position of each bone in one frame; made once, written frame by frame.
  struct Stance {
    var rotations: [Quaternion]
    var positions: [SIMD3<Float>]
  }

  init(_ posed: PosedRig) {
    let rig = posed.rig
    var boneOf: [Int: HumanoidBone] = [:]
    for bone in HumanoidBone.allCases { if let node = rig.humanoid[bone] { boneOf[node] = bone } }
    func parent(_ bone: HumanoidBone) -> HumanoidBone? {
      var at = rig.humanoid[bone].flatMap { rig.nodes[$0].parent }
      while let node = at {
        if let found = boneOf[node] { return found }
        at = rig.nodes[node].parent
      }
      return nil
    }
    var bones: [HumanoidBone] = []
    var numbers: [HumanoidBone: Int] = [:]
    var parents: [Int?] = []
    func add(_ bone: HumanoidBone) {
      guard numbers[bone] == nil else { return }
      let above = parent(bone)
      if let above { add(above) }
      numbers[bone] = bones.count
      bones.append(bone)
      parents.append(above.flatMap { numbers[$0] })
    }
    for bone in HumanoidBone.allCases where rig.humanoid[bone] != nil { add(bone) }
    let rest = bones.map { bone in rig.humanoid[bone].map { posed.position(of: $0) } ?? .zero }
    self.bones = bones
    self.numbers = numbers
    self.parents = parents
    self.rest = rest
    offsets = bones.indices.map { number in rest[number] - (parents[number].map { rest[$0] } ?? .zero) }
  }

  /// Number of a bone in ``bones``.
  func number(of bone: HumanoidBone) -> Int? { numbers[bone] }

  /// Length of the bone that ends at a bone's joint, in metres; `nil` where the rig lacks it or it has no parent.
  func length(of bone: HumanoidBone) -> Float? {
    guard let number = numbers[bone], parents[number] != nil else { return nil }
    return (offsets[number] * offsets[number]).sum().squareRoot()
  }

  /// Column of each bone's rotation in a layout.
  func columns(in layout: ChannelLayout) -> [Int?] {
    bones.map { bone in
      let name = Channel.rotation(of: bone).name
      return layout[name]?.kind == .rotation ? layout.offset(of: name) : nil
    }
  }

  /// A stance at rest.
  var stance: Stance {
    Stance(rotations: Array(repeating: .identity, count: bones.count), positions: rest)
  }

  /// Writes the stance of a frame, its hips where they rest. Only the bones named are moved, in their order.
  func pose(
    _ row: UnsafePointer<Float>, _ columns: [Int?], _ numbers: [Int], into stance: inout Stance
  ) {
    for number in numbers {
      var rotation = Quaternion.identity
      if let column = columns[number] {
        rotation =
          Quaternion(x: row[column], y: row[column + 1], z: row[column + 2], w: row[column + 3])
          .normalized
      }
      if let parent = parents[number] {
        let above = stance.rotations[parent]
        stance.rotations[number] = above * rotation
        stance.positions[number] = stance.positions[parent] + above.act(offsets[number])
      } else {
        stance.rotations[number] = rotation
        stance.positions[number] = rest[number]
      }
    }
  }
}

import Motion
import Rigging

/// Which humanoid bone carries each vertex of a part most.
struct BoneShare {
  private let boneOfNode: [HumanoidBone?]

  init(_ rig: Rig) {
    var own: [HumanoidBone?] = Array(repeating: nil, count: rig.nodes.count)
    for bone in HumanoidBone.allCases { if let node = rig.humanoid[bone] { own[node] = bone } }
    var result = own
    for number in rig.parentFirstOrder ?? [] where result[number] == nil {
      result[number] = rig.nodes[number].parent.flatMap { result[$0] }
    }
    boneOfNode = result
  }

  /// The bone of each vertex: of the greatest sum of skin weights, or above the node of a mesh that hangs there; `nil`
  /// for what no humanoid bone carries.
  func bones(of part: MorphedSurface.Part, in rig: Rig) -> [HumanoidBone?] {
    let node = rig.nodes[part.node]
    guard let mesh = node.mesh else { return [] }
    let primitive = rig.meshes[mesh].primitives[part.primitive]
    guard let skin = node.skin, !primitive.joints.isEmpty else {
      return Array(repeating: boneOfNode[part.node], count: primitive.positions.count)
    }
    let joints = rig.skins[skin].joints
    return primitive.joints.indices.map { vertex in
      let weights = primitive.weights[vertex]
      let bones = (0..<4).map { boneOfNode[joints[Int(primitive.joints[vertex][$0])]] }
      var best: (bone: HumanoidBone?, weight: Float) = (nil, 0)
      for k in 0..<4 where weights[k] > 0 {
        var sum: Float = 0
        for other in 0..<4 where bones[other] == bones[k] { sum += weights[other] }
        if sum > best.weight { best = (bones[k], sum) }
      }
      return best.bone
    }
  }
}

import Motion
public import Rigging

/// The bones of a character as the VMC protocol speaks of them: local transforms, each bone below another.
///
/// The protocol wants the transforms of the model's own bones. Where all bones stand parallel to the world at rest, as
/// in VRM 0.x, these are the normalised ones, whose rotations need no rig to be read.
public struct VMCSkeleton: Sendable {
  /// Whose rotations are sent.
  public enum Bones: String, Sendable, Hashable, CaseIterable {
    /// The model's own, which the protocol recommends.
    case original
    /// Normalised ones: at rest no bone is turned.
    case normalised
  }

  struct Joint: Sendable {
    var bone: HumanoidBone
    var node: Int
    /// Translation at rest in metres, in the axes of what it hangs on.
    var rest: SIMD3<Float>
    /// World rest rotation of the node's parent, and of the node.
    var above: Quaternion
    var own: Quaternion
    /// World matrix of the node's parent at rest.
    var frame: Matrix4
  }

  /// Bones in the order of Unity's list, which is that of VRM.
  let joints: [Joint]
  /// Whether the rotations sent are normalised.
  public let isNormalised: Bool
  /// The rig standing at rest.
  let posed: PosedRig

  /// Looks at a rig in its rest pose.
  ///
  /// - Throws: ``RigError`` when the rig is broken.
  public init(_ rig: Rig, bones: Bones = .original) throws(RigError) {
    let posed = try PosedRig(rig)
    self.posed = posed
    let known = HumanoidBone.allCases.compactMap { bone in rig.humanoid[bone].map { (bone, $0) } }
    let turns = known.map { posed.restRotations[$0.1] }
    let isParallel = turns.allSatisfy { $0.angle(to: turns.first ?? .identity) < 1e-3 }
    isNormalised = bones == .normalised || isParallel
    let byNode = Dictionary(known.map { ($0.1, $0.0) }) { first, _ in first }
    var joints: [Joint] = []
    for (bone, node) in known {
      let above = rig.nodes[node].parent.map { posed.restRotations[$0] } ?? .identity
      var rest = rig.nodes[node].translation
      if isNormalised {
        // From the next humanoid bone above, in the world's axes.
        var parent = rig.nodes[node].parent
        while let number = parent, byNode[number] == nil { parent = rig.nodes[number].parent }
        rest = posed.position(of: node) - (parent.map { posed.position(of: $0) } ?? .zero)
      }
      joints.append(
        Joint(
          bone: bone, node: node, rest: rest, above: above, own: posed.restRotations[node],
          frame: rig.nodes[node].parent.map { posed.worldMatrices[$0] } ?? .identity))
    }
    self.joints = joints
  }

  /// The normalised rotation of a bone whose transform was received, in our axes.
  func normalised(_ joint: Joint, _ local: Quaternion) -> Quaternion {
    isNormalised ? local : (joint.above * local * joint.own.conjugate).normalized
  }
}

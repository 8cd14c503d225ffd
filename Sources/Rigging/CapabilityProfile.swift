public import Motion

/// What a rig can show: the channels that will move something on it, and those that will not.
public struct CapabilityProfile: Sendable, Equatable {
  /// ARKit shapes that a mesh carries, canonical spelling, in the order of ``ARKit/names``.
  public var shapes: [String]
  /// ARKit shapes that no mesh carries.
  public var missingShapes: [String]
  /// Humanoid bones of the rig, in VRM's order.
  public var bones: [HumanoidBone]
  /// Humanoid bones the rig lacks.
  public var missingBones: [HumanoidBone]
  /// Morph targets that are none of ARKit's, each name once, in the order of the meshes.
  public var customMorphs: [String]
  /// Names of the expressions.
  public var expressions: [String]

  /// Reads the profile of a rig.
  public init(_ rig: Rig) {
    var present: Set<String> = []
    var seen: Set<String> = []
    customMorphs = []
    for name in rig.meshes.flatMap(\.morphNames) {
      if let shape = ARKit.canonicalName(for: name) {
        present.insert(shape)
      } else if seen.insert(name).inserted {
        customMorphs.append(name)
      }
    }
    shapes = ARKit.names.filter { present.contains($0) }
    missingShapes = ARKit.names.filter { !present.contains($0) }
    bones = HumanoidBone.allCases.filter { rig.humanoid[$0] != nil }
    missingBones = HumanoidBone.allCases.filter { rig.humanoid[$0] == nil }
    expressions = rig.expressions.map(\.name)
  }

  /// Whether all 52 ARKit shapes are there.
  public var hasWholeFace: Bool { missingShapes.isEmpty }

  /// Required bones of VRM 1.0 that the rig lacks.
  public var missingRequiredBones: [HumanoidBone] {
    HumanoidBone.required.filter { missingBones.contains($0) }
  }
}

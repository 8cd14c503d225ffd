public import Motion

/// A pose in the rig's own terms, as an animation in its file gives it: by node, not by bone.
public struct LocalPose: Sendable, Equatable {
  /// Local rotation by node.
  public var rotations: [Int: Quaternion]
  /// Local translation by node, in metres.
  public var translations: [Int: SIMD3<Float>]
  /// Weights of all morph targets of the mesh at a node, in its order.
  public var weights: [Int: [Float]]

  /// Makes a pose; what it does not name stays at rest.
  public init(
    rotations: [Int: Quaternion] = [:], translations: [Int: SIMD3<Float>] = [:], weights: [Int: [Float]] = [:]
  ) {
    self.rotations = rotations
    self.translations = translations
    self.weights = weights
  }
}

public import Motion

/// A character's body as data: node tree, meshes with morph targets, skins, humanoid map, expressions.
///
/// Axes are glTF's: right-handed, +Y up, metres, the character facing +Z, quaternions xyzw.
public struct Rig: Sendable, Equatable {
  /// Nodes; a parent may stand before or after its children.
  public var nodes: [Node]
  /// Meshes, referred to by ``Node/mesh``.
  public var meshes: [Mesh]
  /// Skins, referred to by ``Node/skin``.
  public var skins: [Skin]
  /// Materials, referred to by ``Primitive/material``.
  public var materials: [Material]
  /// Node index of each humanoid bone the rig has.
  public var humanoid: [HumanoidBone: Int]
  /// VRM expressions, presets and custom ones.
  public var expressions: [Expression]
  /// How the eyes follow a gaze; `nil` where the file says nothing of it.
  public var lookAt: LookAt?
  /// Hair, cloth and the like that a player lets swing; `nil` where there is none.
  public var springBones: SpringBones?

  /// Makes a rig from its parts; ``validate()`` checks how they refer to each other.
  public init(
    nodes: [Node] = [], meshes: [Mesh] = [], skins: [Skin] = [], materials: [Material] = [],
    humanoid: [HumanoidBone: Int] = [:], expressions: [Expression] = [],
    lookAt: LookAt? = nil, springBones: SpringBones? = nil
  ) {
    self.nodes = nodes
    self.meshes = meshes
    self.skins = skins
    self.materials = materials
    self.humanoid = humanoid
    self.expressions = expressions
    self.lookAt = lookAt
    self.springBones = springBones
  }

  /// A joint or a place where a mesh hangs, with its rest transform relative to the parent.
  public struct Node: Sendable, Equatable {
    /// The node's name.
    public var name: String
    /// Index of the parent, `nil` for a root.
    public var parent: Int?
    /// Rest translation in metres.
    public var translation: SIMD3<Float>
    /// Rest rotation.
    public var rotation: Quaternion
    /// Rest scale.
    public var scale: SIMD3<Float>
    /// Index of the mesh drawn here.
    public var mesh: Int?
    /// Index of the skin that deforms that mesh.
    public var skin: Int?
    /// Weights that the mesh's morph targets have while nothing drives them, in target order; empty when all are 0.
    public var defaultWeights: [Float]

    /// Makes a node.
    public init(
      name: String, parent: Int? = nil, translation: SIMD3<Float> = .zero, rotation: Quaternion = .identity,
      scale: SIMD3<Float> = SIMD3(1, 1, 1), mesh: Int? = nil, skin: Int? = nil, defaultWeights: [Float] = []
    ) {
      self.name = name
      self.parent = parent
      self.translation = translation
      self.rotation = rotation
      self.scale = scale
      self.mesh = mesh
      self.skin = skin
      self.defaultWeights = defaultWeights
    }
  }

  /// Joints that deform a mesh and their inverse bind matrices.
  public struct Skin: Sendable, Equatable {
    /// The skin's name.
    public var name: String
    /// Node indices, in the order of the vertices' joint numbers.
    public var joints: [Int]
    /// Column-major inverse bind matrices, one per joint.
    public var inverseBindMatrices: [Matrix4]

    /// Makes a skin.
    public init(name: String, joints: [Int], inverseBindMatrices: [Matrix4]) {
      self.name = name
      self.joints = joints
      self.inverseBindMatrices = inverseBindMatrices
    }
  }
}

/// Geometry that is drawn at a node, with the morph targets shared by all its primitives.
public struct Mesh: Sendable, Equatable {
  /// The mesh's name.
  public var name: String
  /// Parts with one material each.
  public var primitives: [Primitive]
  /// Names of the morph targets, in target order (glTF `extras.targetNames`).
  public var morphNames: [String]

  /// Makes a mesh.
  public init(name: String, primitives: [Primitive], morphNames: [String] = []) {
    self.name = name
    self.primitives = primitives
    self.morphNames = morphNames
  }
}

/// Triangles of one material.
public struct Primitive: Sendable, Equatable {
  /// Vertex positions in metres, in the mesh's space at rest.
  public var positions: [SIMD3<Float>]
  /// Unit normals; empty or one per vertex.
  public var normals: [SIMD3<Float>]
  /// Linear RGBA vertex colours; empty or one per vertex.
  public var colors: [SIMD4<Float>]
  /// Texture coordinates; empty or one per vertex.
  public var textureCoordinates: [SIMD2<Float>]
  /// Joint numbers within the skin; empty or four per vertex.
  public var joints: [SIMD4<UInt16>]
  /// Skin weights that sum to one; empty or four per vertex.
  public var weights: [SIMD4<Float>]
  /// Three vertex indices per triangle, counter-clockwise from outside.
  public var indices: [UInt32]
  /// Morph targets; every primitive of a mesh has the same number.
  public var morphs: [MorphTarget]
  /// Index into ``Rig/materials``.
  public var material: Int?

  /// Makes a primitive.
  public init(
    positions: [SIMD3<Float>], normals: [SIMD3<Float>] = [], colors: [SIMD4<Float>] = [],
    textureCoordinates: [SIMD2<Float>] = [], joints: [SIMD4<UInt16>] = [], weights: [SIMD4<Float>] = [],
    indices: [UInt32], morphs: [MorphTarget] = [], material: Int? = nil
  ) {
    self.positions = positions
    self.normals = normals
    self.colors = colors
    self.textureCoordinates = textureCoordinates
    self.joints = joints
    self.weights = weights
    self.indices = indices
    self.morphs = morphs
    self.material = material
  }
}

/// Displacements that a weight of 1 adds to a primitive; vertices not listed do not move.
public struct MorphTarget: Sendable, Equatable {
  /// Ascending indices of the vertices that move.
  public var vertices: [UInt32]
  /// Displacement of each of them, in metres.
  public var positions: [SIMD3<Float>]
  /// Change of the normal of each of them; empty when the target has none.
  public var normals: [SIMD3<Float>]

  /// Makes a target.
  public init(vertices: [UInt32], positions: [SIMD3<Float>], normals: [SIMD3<Float>] = []) {
    self.vertices = vertices
    self.positions = positions
    self.normals = normals
  }
}

/// How a surface looks: the part of glTF's metallic-roughness model that we draw.
public struct Material: Sendable, Equatable {
  /// The material's name.
  public var name: String
  /// Linear RGBA factor.
  public var baseColor: SIMD4<Float>
  /// 0 mirror … 1 matte.
  public var roughness: Float
  /// 0 dielectric … 1 metal.
  public var metallic: Float
  /// Linear RGB light given off.
  public var emissive: SIMD3<Float>
  /// Whether both sides are drawn.
  public var isDoubleSided: Bool
  /// Whether it ignores light (`KHR_materials_unlit`).
  public var isUnlit: Bool

  /// Makes a material.
  public init(
    name: String, baseColor: SIMD4<Float> = SIMD4(1, 1, 1, 1), roughness: Float = 0.8, metallic: Float = 0,
    emissive: SIMD3<Float> = .zero, isDoubleSided: Bool = false, isUnlit: Bool = false
  ) {
    self.name = name
    self.baseColor = baseColor
    self.roughness = roughness
    self.metallic = metallic
    self.emissive = emissive
    self.isDoubleSided = isDoubleSided
    self.isUnlit = isUnlit
  }
}

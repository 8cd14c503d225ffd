extension Rig {
  /// A VRM expression: a named set of morph weights, colours and texture shifts that are set together
  /// (`VRMC_vrm` 1.0, expressions).
  public struct Expression: Sendable, Equatable {
    /// Name of the expression.
    public var name: String
    /// Whether it is one of the presets VRM names.
    public var isPreset: Bool
    /// Whether its weight counts as 1 above 0.5 and as 0 else.
    public var isBinary: Bool
    /// What becomes of the blinks while it shows.
    public var overrideBlink: Override
    /// What becomes of the look expressions while it shows.
    public var overrideLookAt: Override
    /// What becomes of the mouth shapes while it shows.
    public var overrideMouth: Override
    /// Morph targets that it sets.
    public var morphBinds: [MorphBind]
    /// Colours that it sets.
    public var materialColorBinds: [MaterialColorBind]
    /// Textures that it shifts.
    public var textureTransformBinds: [TextureTransformBind]

    /// Makes an expression.
    public init(
      name: String, isPreset: Bool, morphBinds: [MorphBind] = [],
      materialColorBinds: [MaterialColorBind] = [], textureTransformBinds: [TextureTransformBind] = [],
      isBinary: Bool = false, overrideBlink: Override = .none, overrideLookAt: Override = .none,
      overrideMouth: Override = .none
    ) {
      self.name = name
      self.isPreset = isPreset
      self.isBinary = isBinary
      self.overrideBlink = overrideBlink
      self.overrideLookAt = overrideLookAt
      self.overrideMouth = overrideMouth
      self.morphBinds = morphBinds
      self.materialColorBinds = materialColorBinds
      self.textureTransformBinds = textureTransformBinds
    }

    /// What an expression does to a group of others while it shows; the raw values are VRM's.
    public enum Override: String, Sendable, CaseIterable {
      /// Nothing.
      case none
      /// The others are off as soon as its weight is above 0.
      case block
      /// The others lose what its weight takes: they are multiplied by one minus it.
      case blend
    }

    /// One morph target driven by the expression.
    public struct MorphBind: Sendable, Equatable {
      /// Node whose mesh carries the target.
      public var node: Int
      /// Index of the target.
      public var target: Int
      /// Weight of the target at expression weight 1.
      public var weight: Float
      /// Makes a bind.
      public init(node: Int, target: Int, weight: Float) {
        self.node = node
        self.target = target
        self.weight = weight
      }
    }

    /// One colour of a material driven by the expression.
    public struct MaterialColorBind: Sendable, Equatable {
      /// Which colour; the raw values are VRM's.
      public enum Kind: String, Sendable, CaseIterable {
        /// Base colour, with its opacity.
        case color
        /// Light given off.
        case emission = "emissionColor"
        /// Colour in the shade (MToon).
        case shade = "shadeColor"
        /// Factor of the sphere map (MToon).
        case matcap = "matcapColor"
        /// Light at the rim (MToon).
        case rim = "rimColor"
        /// Outline (MToon).
        case outline = "outlineColor"
      }
      /// Index into ``Rig/materials``.
      public var material: Int
      /// Which of its colours.
      public var type: Kind
      /// Linear RGBA at expression weight 1; only `color` has a meaning for the last.
      public var targetValue: SIMD4<Float>
      /// Makes a bind.
      public init(material: Int, type: Kind, targetValue: SIMD4<Float>) {
        self.material = material
        self.type = type
        self.targetValue = targetValue
      }
    }

    /// The texture coordinates of a material driven by the expression.
    public struct TextureTransformBind: Sendable, Equatable {
      /// Index into ``Rig/materials``.
      public var material: Int
      /// Scale of the coordinates at expression weight 1.
      public var scale: SIMD2<Float>
      /// Shift of the coordinates at expression weight 1, in widths and heights of the texture.
      public var offset: SIMD2<Float>
      /// Makes a bind.
      public init(material: Int, scale: SIMD2<Float> = SIMD2(1, 1), offset: SIMD2<Float> = .zero) {
        self.material = material
        self.scale = scale
        self.offset = offset
      }
    }
  }
}

public import Rigging

/// Toon shading of one material (`VRMC_materials_mtoon` 1.0): a lit and a shaded colour with a soft edge between.
public struct VRMToon: Sendable, Equatable {
  /// Linear factor of the base colour in the shade.
  public var shade: SIMD3<Float>
  /// 0 blends from lit to shaded over half the ball, 1 cuts.
  public var shadingToony: Float
  /// Where the edge lies: negative gives the light more.
  public var shadingShift: Float
  /// How evenly light from all sides falls, 0…1.
  public var giEqualization: Float
  /// Width of the outline in metres; 0 draws none.
  public var outlineWidth: Float
  /// Linear colour of the outline.
  public var outlineColor: SIMD3<Float>

  /// Makes a shading.
  public init(
    shade: SIMD3<Float>, shadingToony: Float = 0.45, shadingShift: Float = -0.1, giEqualization: Float = 0.9,
    outlineWidth: Float = 0, outlineColor: SIMD3<Float> = SIMD3(0.03, 0.015, 0.015)
  ) {
    self.shade = shade
    self.shadingToony = shadingToony
    self.shadingShift = shadingShift
    self.giEqualization = giEqualization
    self.outlineWidth = outlineWidth
    self.outlineColor = outlineColor
  }

  /// The soft shading of made characters, by the name of a material: warm shade and no outline on skin and in the
  /// face, a thin outline round hair and cloth. A hard edge would show every lump of a face.
  @Sendable public static func soft(_ material: Material) -> VRMToon? {
    if material.isUnlit { return nil }
    switch material.name {
    case "skin", "mouth": return VRMToon(shade: SIMD3(0.71, 0.34, 0.27))
    case "eyeWhite", "teeth": return VRMToon(shade: SIMD3(0.6, 0.52, 0.54), shadingToony: 0.2)
    case "iris", "lash": return VRMToon(shade: SIMD3(0.6, 0.5, 0.5), shadingToony: 0.2)
    case "hair", "cloth", "shoe": return VRMToon(shade: SIMD3(0.57, 0.39, 0.39), outlineWidth: 0.0012)
    default: return VRMToon(shade: SIMD3(0.57, 0.42, 0.42))
    }
  }

  /// The extension's object; the painted texture colours the shade too, which MToon does not take from the base.
  func json(texture: Int?) -> JSONValue {
    var out: JSONValue = .object([
      "specVersion": "1.0", "shadeColorFactor": .floats([shade.x, shade.y, shade.z]),
      "shadingToonyFactor": .float(shadingToony), "shadingShiftFactor": .float(shadingShift),
      "giEqualizationFactor": .float(giEqualization),
      "outlineWidthMode": outlineWidth > 0 ? "worldCoordinates" : "none",
    ])
    if let texture { out["shadeMultiplyTexture"] = .object(["index": .int(texture)]) }
    if outlineWidth > 0 {
      out["outlineWidthFactor"] = .float(outlineWidth)
      out["outlineColorFactor"] = .floats([outlineColor.x, outlineColor.y, outlineColor.z])
      out["outlineLightingMixFactor"] = 1
    }
    return out
  }
}

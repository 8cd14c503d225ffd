import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The light that leaves a point of a surface towards the camera. All colours are linear.
struct Shading: Sendable {
  let studio: Studio
  /// Unit vectors towards key and fill.
  let toKey: SIMD3<Float>
  let toFill: SIMD3<Float>

  init(_ studio: Studio, camera: Camera) {
    self.studio = studio
    let (right, _, forward) = camera.axes
    let level = unit(SIMD3(forward.x, 0, forward.z), orElse: SIMD3(0, 0, -1))
    let k = studio.keyDirection
    toKey = unit(right * k.x + SIMD3(0, k.y, 0) - level * k.z, orElse: SIMD3(0, 1, 0))
    toFill = unit(right * 0.9 + SIMD3(0, 0.15, 0) - level * 0.35, orElse: SIMD3(1, 0, 0))
  }

  /// - Parameters:
  ///   - color: Colour of the surface.
  ///   - normal: Unit normal on the side that is seen.
  ///   - view: Unit vector towards the camera.
  ///   - keyLight: Share of the key that arrives (shadow).
  ///   - hollow: Share of the surrounding light that arrives.
  @inline(__always)
  func color(
    _ color: SIMD3<Float>, surface: DrawList.Surface, normal: SIMD3<Float>, view: SIMD3<Float>,
    keyLight: Float,
    hollow: Float
  ) -> SIMD3<Float> {
    if surface.isUnlit { return color + surface.emissive }
    let facing = dot(normal, toKey)
    // Light wraps round soft things; the warmer the surface, the further (skin lets light through).
    let warmth = min(1, max(0, (color.x - color.z) * 1.6))
    let wrap = 0.22 + 0.2 * warmth
    let lit = min(1, max(0, (facing + wrap) / (1 + wrap)))
    let shadow = 1 - studio.shade * (1 - keyLight)
    let up = normal.y * 0.5 + 0.5
    var light = (studio.floor * (1 - up) + studio.sky * up) * hollow
    // Light that has been under a warm surface comes back warmer: shade on skin is never grey.
    light *= SIMD3<Float>(repeating: 1) + SIMD3(0.10, -0.02, -0.09) * warmth
    light += studio.key * (lit * shadow * (0.5 + 0.5 * hollow))
    light += studio.fill * (max(0, dot(normal, toFill) * 0.7 + 0.3) * hollow)
    // Where the key turns away the skin glows a little red.
    let edge = (facing - 0.02) / 0.3
    light += SIMD3(0.10, 0.018, 0) * (warmth * expf(-edge * edge))
    var result = color * light * (1 - surface.metallic * 0.6)

    let across = max(0, 1 - dot(normal, view))
    let fresnel = across * across * across
    result += studio.rim * (fresnel * (0.6 + 0.4 * normal.y) * (0.3 + color.max()) * hollow)
    let half = unit(toKey + view, orElse: normal)
    let gloss = 1 - surface.roughness
    if gloss > 0.02 {
      // Blinn's lobe; its exponent from roughness as 2/r⁴ − 2 (Walter 2007), kept below a pin prick.
      let r2 = surface.roughness * surface.roughness
      let exponent = min(220, max(6, 2 / (r2 * r2) - 2))
      let strength = gloss * gloss * (0.9 + fresnel) * min(1.4, 0.3 + exponent / 90)
      let spot = powf(max(0, dot(normal, half)), exponent) * strength * (0.35 + 0.65 * keyLight)
      let tint = SIMD3<Float>(repeating: 1) * (1 - surface.metallic) + color * surface.metallic
      result += tint * studio.key * spot
    }
    return result + surface.emissive
  }

  /// Bright light rolls off above 0.75 instead of clipping.
  @inline(__always)
  static func rollOff(_ c: SIMD3<Float>) -> SIMD3<Float> {
    var result = c
    for k in 0..<3 where c[k] > 0.75 { result[k] = 0.75 + 0.25 * (1 - expf(-(c[k] - 0.75) / 0.25)) }
    return result
  }

  /// The sRGB byte of a linear value (IEC 61966-2-1), for 4096 steps of 0…1.
  static let encoded: [UInt8] = (0..<4096).map { step in
    let v = Double(step) / 4095
    let s = v <= 0.003_130_8 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055
    return UInt8((s * 255).rounded())
  }
}

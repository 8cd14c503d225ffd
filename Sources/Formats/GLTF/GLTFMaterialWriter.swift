import Rigging

extension GLTFWriter {
  /// A material object.
  ///
  /// - Parameter texture: the painted texture that carries the colours of its vertices.
  func material(_ material: Material, texture: Int?, _ extensions: inout Set<String>) -> JSONValue {
    var json = Self.named(material.name)
    let c = material.baseColor
    json["pbrMetallicRoughness"] = .object([
      "baseColorFactor": .floats([c.x, c.y, c.z, c.w]), "roughnessFactor": .float(material.roughness),
      "metallicFactor": .float(material.metallic),
    ])
    if let texture {
      json["pbrMetallicRoughness"]?["baseColorTexture"] = .object(["index": .int(texture)])
    }
    if material.isDoubleSided { json["doubleSided"] = .bool(true) }
    if c.w < 1 { json["alphaMode"] = "BLEND" }
    var own: JSONValue = .object([:])
    if material.isUnlit {
      own["KHR_materials_unlit"] = .object([:])
      extensions.insert("KHR_materials_unlit")
    }
    if meta != nil, !material.isUnlit, let toon = toon?(material) {
      own["VRMC_materials_mtoon"] = toon.json(texture: texture)
      extensions.insert("VRMC_materials_mtoon")
    }
    let e = material.emissive
    let strength = e.max()
    if strength > 1 {
      // emissiveFactor may not exceed 1 (3.9.3); brighter light needs the extension. A power of two divides
      // without rounding.
      var divisor: Float = 1
      while divisor < strength { divisor *= 2 }
      json["emissiveFactor"] = .floats([e.x / divisor, e.y / divisor, e.z / divisor])
      own["KHR_materials_emissive_strength"] = .object(["emissiveStrength": .float(divisor)])
      extensions.insert("KHR_materials_emissive_strength")
    } else if e != .zero {
      json["emissiveFactor"] = .floats([e.x, e.y, e.z])
    }
    if own != .object([:]) { json["extensions"] = own }
    return json
  }
}

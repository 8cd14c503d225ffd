import Rigging

extension GLTFContext {
  /// Factors of the metallic-roughness model; textures stay in the document.
  func readMaterials() throws(FormatsError) -> [Material] {
    var out: [Material] = []
    for (number, json) in materials.enumerated() {
      let place = Self.label("material", number, json)
      let model = json["pbrMetallicRoughness"]
      let color =
        try floats(model?["baseColorFactor"], count: 4, place: place, what: "baseColorFactor") ?? [
          1, 1, 1, 1,
        ]
      let light =
        try floats(json["emissiveFactor"], count: 3, place: place, what: "emissiveFactor") ?? [0, 0, 0]
      let strength = try float(
        json["extensions"]?["KHR_materials_emissive_strength"]?["emissiveStrength"], default: 1, place: place,
        what: "emissiveStrength")
      let emissive = SIMD3(light[0], light[1], light[2]) * strength
      guard emissive.sum().isFinite else { throw malformed(place, "emits light that is not finite") }
      out.append(
        Material(
          name: json["name"]?.string ?? "", baseColor: SIMD4(color[0], color[1], color[2], color[3]),
          roughness: try float(model?["roughnessFactor"], default: 1, place: place, what: "roughnessFactor"),
          metallic: try float(model?["metallicFactor"], default: 1, place: place, what: "metallicFactor"),
          emissive: emissive, isDoubleSided: json["doubleSided"]?.bool ?? false,
          isUnlit: json["extensions"]?["KHR_materials_unlit"] != nil))
    }
    return out
  }
}

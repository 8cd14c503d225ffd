/// What becomes of the extensions of glTF that a file may use.
enum GLTFExtensions {
  /// Extensions whose words go into the rig.
  static let read: Set<String> = [
    "KHR_materials_unlit", "KHR_materials_emissive_strength", "KHR_mesh_quantization", "VRMC_vrm",
    "VRMC_vrm_animation", "VRMC_springBone", "VRM", "KHR_xmp_json_ld",
  ]

  /// Extensions that change nothing a rig holds: surfaces, pictures and lights.
  static func isHarmless(_ name: String) -> Bool {
    let kinds = [
      "KHR_materials_", "KHR_texture_", "EXT_texture_", "KHR_lights_", "EXT_lights_", "ADOBE_materials_",
    ]
    let names: Set<String> = [
      "MSFT_texture_dds", "MSFT_packing_normalRoughnessMetallic", "MSFT_packing_occlusionRoughnessMetallic",
      "VRMC_materials_mtoon", "VRMC_materials_hdr_emissiveMultiplier", "VRMC_node_constraint",
      "VRMC_springBone_extended_collider", "KHR_xmp",
    ]
    return names.contains(name) || kinds.contains { name.hasPrefix($0) }
  }

  /// How a file can do without an extension that is not read.
  static func cure(for name: String) -> String {
    switch name {
    case "KHR_draco_mesh_compression":
      "export without Draco compression (EXT_meshopt_compression is read, if the file must be small)"
    case "EXT_mesh_gpu_instancing": "export the instances as nodes of their own"
    case "KHR_node_visibility": "remove the hidden nodes, or show them all, and export without that extension"
    case "KHR_animation_pointer": "bake the animation to nodes and morph weights and export again"
    case "MSFT_lod": "export one level of detail"
    default: "export without that extension"
    }
  }

  /// Refuses a document that requires what is not read, and tells what it uses that is not kept.
  static func check(_ context: inout GLTFContext) throws(FormatsError) {
    let json = context.document.json
    for item in json["extensionsRequired"]?.array ?? [] {
      guard let name = item.string, read.contains(name) || isHarmless(name) else {
        let name = item.string ?? "?"
        throw context.unsupported(
          "extensionsRequired", "the file requires \"\(name.prefix(60))\", which is not read",
          cure: cure(for: name))
      }
    }
    let used = Set((json["extensionsUsed"]?.array ?? []).compactMap(\.string)).subtracting(read)
    if !used.isEmpty {
      context.remainders += used.sorted().prefix(20).map { "what \($0.prefix(60)) says" }
    }
    for kind in ["texture", "camera", "animation"] {
      let count = json[kind + "s"]?.array?.count ?? 0
      if count > 0 { context.remainders.append("\(count) \(kind)\(count == 1 ? "" : "s")") }
    }
    context.remainders += context.otherAttributes.prefix(20).map { "vertex attribute \($0.prefix(60))" }
  }
}

extension GLTFContext {
  /// Names of vertex attributes that a rig does not hold, such as tangents and second textures.
  fileprivate var otherAttributes: [String] {
    let kept: Set<String> = ["POSITION", "NORMAL", "TEXCOORD_0", "COLOR_0", "_COLOR_0"]
    var names: Set<String> = []
    for mesh in meshes {
      for primitive in mesh["primitives"]?.array ?? [] {
        for name in primitive["attributes"]?.object?.keys ?? [:].keys {
          if name.hasPrefix("JOINTS_") || name.hasPrefix("WEIGHTS_") || kept.contains(name) { continue }
          names.insert(name)
        }
      }
    }
    return names.sorted()
  }
}

import Rigging

extension GLTFContext {
  /// Preset expressions in the order of the specification, then custom ones by name (`VRMC_vrm` 1.0, expressions).
  mutating func readExpressions(_ vrm: JSONValue, rig: Rig) throws(FormatsError) -> [Rig.Expression] {
    let presets = vrm["expressions"]?["preset"]?.object ?? [:]
    let customs = vrm["expressions"]?["custom"]?.object ?? [:]
    var out: [Rig.Expression] = []
    for name in presets.keys.sorted() where !VRMExpression.presets.contains(name) {
      notices.append("VRMC_vrm: expression preset \(name.prefix(40)) is not one of VRM 1.0 and was left out")
    }
    for name in VRMExpression.presets {
      guard let json = presets[name] else { continue }
      out.append(try readExpression(json, name: name, isPreset: true, rig: rig))
    }
    for name in customs.keys.sorted() {
      guard presets[name] == nil || !VRMExpression.presets.contains(name) else {
        notices.append("VRMC_vrm: custom expression \(name) bears the name of a preset and was left out")
        continue
      }
      out.append(try readExpression(customs[name] ?? .null, name: name, isPreset: false, rig: rig))
    }
    return out
  }

  private mutating func readExpression(
    _ json: JSONValue, name: String, isPreset: Bool, rig: Rig
  ) throws(FormatsError) -> Rig.Expression {
    var out = Rig.Expression(name: name, isPreset: isPreset)
    let place = "VRMC_vrm expression \(name.prefix(40))"
    out.isBinary = json["isBinary"]?.bool ?? false
    out.overrideBlink = override(json["overrideBlink"], place: place)
    out.overrideLookAt = override(json["overrideLookAt"], place: place)
    out.overrideMouth = override(json["overrideMouth"], place: place)
    for (number, bind) in (json["morphTargetBinds"]?.array ?? []).enumerated() {
      let place = "\(place) bind \(number)"
      let node = try index(bind["node"], below: nodes.count, of: "node", place: place)
      guard let mesh = rig.nodes[node].mesh else { throw malformed(place, "node \(node) has no mesh") }
      let target = try index(
        bind["index"], below: rig.meshes[mesh].morphNames.count,
        of: "morph target of \(Self.label("mesh", mesh, meshes[mesh])),", place: place)
      let weight = try float(bind["weight"], default: 1, place: place, what: "weight")
      out.morphBinds.append(.init(node: node, target: target, weight: weight))
    }
    for (number, bind) in (json["materialColorBinds"]?.array ?? []).enumerated() {
      let place = "\(place) color bind \(number)"
      let material = try index(bind["material"], below: materials.count, of: "material", place: place)
      guard let type = bind["type"]?.string.flatMap({ Rig.Expression.MaterialColorBind.Kind(rawValue: $0) })
      else {
        notices.append("\(place): its type is not one of VRM 1.0 and it was left out")
        continue
      }
      // Exporters also write three numbers where a colour has no opacity.
      let count = bind["targetValue"]?.array?.count == 3 ? 3 : 4
      let color = try floats(bind["targetValue"], count: count, place: place, what: "targetValue")
      guard let color else { throw malformed(place, "has no targetValue") }
      out.materialColorBinds.append(
        .init(
          material: material, type: type,
          targetValue: SIMD4(color[0], color[1], color[2], count == 4 ? color[3] : 1)))
    }
    for (number, bind) in (json["textureTransformBinds"]?.array ?? []).enumerated() {
      let place = "\(place) texture bind \(number)"
      let material = try index(bind["material"], below: materials.count, of: "material", place: place)
      let scale = try floats(bind["scale"], count: 2, place: place, what: "scale") ?? [1, 1]
      let offset = try floats(bind["offset"], count: 2, place: place, what: "offset") ?? [0, 0]
      out.textureTransformBinds.append(
        .init(
          material: material, scale: SIMD2(scale[0], scale[1]), offset: SIMD2(offset[0], offset[1])))
    }
    return out
  }

  private mutating func override(_ json: JSONValue?, place: String) -> Rig.Expression.Override {
    guard let json else { return .none }
    if let known = json.string.flatMap({ Rig.Expression.Override(rawValue: $0) }) { return known }
    notices.append("\(place): an override is neither none, block nor blend and was taken for none")
    return .none
  }
}

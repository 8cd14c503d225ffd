import Foundation
import Rigging

extension VRM0Reader {
  /// What VRM 1.0 calls the presets of VRM 0.x.
  private static let presets = [
    "joy": "happy", "angry": "angry", "sorrow": "sad", "fun": "relaxed", "a": "aa", "i": "ih", "u": "ou",
    "e": "ee", "o": "oh", "blink": "blink", "blink_l": "blinkLeft", "blink_r": "blinkRight",
    "lookup": "lookUp", "lookdown": "lookDown", "lookleft": "lookLeft", "lookright": "lookRight",
    "neutral": "neutral",
  ]

  private static let colors: [String: Rig.Expression.MaterialColorBind.Kind] = [
    "_Color": .color, "_EmissionColor": .emission, "_ShadeColor": .shade, "_RimColor": .rim,
    "_OutlineColor": .outline,
  ]

  /// The groups of `blendShapeMaster`: presets in the order of VRM 1.0, then custom ones by name.
  func expressions(_ rig: Rig, _ context: inout GLTFContext) throws(FormatsError) -> [Rig.Expression] {
    var meshNodes: [Int: [Int]] = [:]
    for (number, node) in rig.nodes.enumerated() {
      if let mesh = node.mesh { meshNodes[mesh, default: []].append(number) }
    }
    var materials: [String: Int] = [:]
    for (number, material) in rig.materials.enumerated() where materials[material.name] == nil {
      materials[material.name] = number
    }
    var found: [String: Rig.Expression] = [:]
    for (number, json) in (vrm["blendShapeMaster"]?["blendShapeGroups"]?.array ?? []).enumerated() {
      let own = json["name"]?.string ?? ""
      let preset = Self.presets[(json["presetName"]?.string ?? "").lowercased()]
      let name = preset ?? (own.isEmpty ? "group\(number)" : own)
      let place = "VRM blend shape group \(number) \"\(name.prefix(40))\""
      guard found[name] == nil else {
        context.notices.append("\(place): was left out, for an expression before it bears the same name")
        continue
      }
      var expression = Rig.Expression(
        name: name, isPreset: preset != nil, isBinary: json["isBinary"]?.bool ?? false)
      for bind in json["binds"]?.array ?? [] {
        expression.morphBinds += try morphBinds(bind, rig, meshNodes, place: place, &context)
      }
      for value in json["materialValues"]?.array ?? [] {
        try readMaterialValue(value, materials, into: &expression, place: place, &context)
      }
      found[name] = expression
    }
    let order = VRMExpression.presets
    let customs = found.values.filter { !$0.isPreset }.sorted { $0.name < $1.name }
    return order.compactMap { found[$0].flatMap { $0.isPreset ? $0 : nil } } + customs
  }

  /// A bind names a mesh; it holds for every node that draws it. Weights run to 100.
  private func morphBinds(
    _ json: JSONValue, _ rig: Rig, _ meshNodes: [Int: [Int]], place: String, _ context: inout GLTFContext
  ) throws(FormatsError) -> [Rig.Expression.MorphBind] {
    // −1 is how exporters write none.
    guard json["mesh"]?.integer != -1, json["index"]?.integer != -1 else {
      context.notices.append("\(place): a bind names no mesh or target and was left out")
      return []
    }
    let mesh = try context.index(json["mesh"], below: rig.meshes.count, of: "mesh", place: place)
    let target = try context.index(
      json["index"], below: rig.meshes[mesh].morphNames.count,
      of: "morph target of \(GLTFContext.label("mesh", mesh, context.meshes[mesh])),", place: place)
    let weight = try context.float(json["weight"], default: 100, place: place, what: "weight") / 100
    let nodes = meshNodes[mesh] ?? []
    if nodes.isEmpty {
      context.notices.append("\(place): a bind names mesh \(mesh), which no node draws, and was left out")
    }
    try context.claim(nodes.count, place: place)
    return nodes.map { .init(node: $0, target: target, weight: weight) }
  }

  /// Colours are sRGB there, but light given off is linear; the second axis of textures runs upwards there.
  private func readMaterialValue(
    _ json: JSONValue, _ materials: [String: Int], into expression: inout Rig.Expression, place: String,
    _ context: inout GLTFContext
  ) throws(FormatsError) {
    let property = json["propertyName"]?.string ?? ""
    guard let material = materials[json["materialName"]?.string ?? ""] else {
      context.notices.append("\(place): names a material that is not there; that bind was left out")
      return
    }
    let count = json["targetValue"]?.array?.count ?? 0
    guard (3...4).contains(count),
      let numbers = try context.floats(json["targetValue"], count: count, place: place, what: "targetValue")
    else { throw context.malformed(place, "targetValue is not a list of four numbers") }
    let value = SIMD4(numbers[0], numbers[1], numbers[2], count == 4 ? numbers[3] : 1)
    if let type = Self.colors[property] {
      let color =
        type == .emission
        ? value : SIMD4(Self.linear(value.x), Self.linear(value.y), Self.linear(value.z), value.w)
      expression.materialColorBinds.append(.init(material: material, type: type, targetValue: color))
      return
    }
    var (scale, offset) = (SIMD2<Float>(1, 1), SIMD2<Float>.zero)
    switch property {
    case "_MainTex_ST": (scale, offset) = (SIMD2(value.x, value.y), SIMD2(value.z, value.w))
    case "_MainTex_ST_S": (scale.x, offset.x) = (value.x, value.z)
    case "_MainTex_ST_T": (scale.y, offset.y) = (value.y, value.w)
    default:
      context.notices.append("\(place): property \(property.prefix(40)) is not read; that bind was left out")
      return
    }
    offset.y = 1 - offset.y - scale.y
    let bind = Rig.Expression.TextureTransformBind(material: material, scale: scale, offset: offset)
    guard let earlier = expression.textureTransformBinds.firstIndex(where: { $0.material == material }) else {
      expression.textureTransformBinds.append(bind)
      return
    }
    // The two axes may come one by one.
    if property.hasSuffix("_S") {
      expression.textureTransformBinds[earlier].scale.x = scale.x
      expression.textureTransformBinds[earlier].offset.x = offset.x
    } else if property.hasSuffix("_T") {
      expression.textureTransformBinds[earlier].scale.y = scale.y
      expression.textureTransformBinds[earlier].offset.y = offset.y
    } else {
      expression.textureTransformBinds[earlier] = bind
    }
  }

  /// IEC 61966-2-1.
  private static func linear(_ value: Float) -> Float {
    value <= 0.04045 ? value / 12.92 : Foundation.pow((value + 0.055) / 1.055, 2.4)
  }
}

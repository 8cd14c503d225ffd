import Motion
import Rigging

/// Names of VRM 1.0 expressions.
enum VRMExpression {
  /// The presets in the order of the specification (`VRMC_vrm` 1.0, expressions).
  static let presets = [
    "happy", "angry", "sad", "relaxed", "surprised", "aa", "ih", "ou", "ee", "oh", "blink", "blinkLeft",
    "blinkRight", "lookUp", "lookDown", "lookLeft", "lookRight", "neutral",
  ]
}

extension GLTFContext {
  /// The bones of `humanoid.humanBones`.
  ///
  /// A bone of an unknown name is left out with a notice; a model that lacks required bones is read, and the
  /// profile of the rig says so.
  mutating func readHumanoid(_ vrm: JSONValue, place: String) throws(FormatsError) -> [HumanoidBone: Int] {
    if let version = vrm["specVersion"]?.string, !version.hasPrefix("1.") {
      throw unsupported(
        place, "specVersion \"\(version.prefix(20))\" is not 1.0", cure: "export it as VRM 1.0")
    }
    let bones = vrm["humanoid"]?["humanBones"]?.object ?? [:]
    var out: [HumanoidBone: Int] = [:]
    var owner: [Int: String] = [:]
    for name in bones.keys.sorted() {
      let place = "\(place) bone \(name.prefix(40))"
      let node = try index(bones[name]?["node"], below: nodes.count, of: "node", place: place)
      guard let bone = HumanoidBone(rawValue: name) else {
        notices.append("\(place): is not a bone of VRM 1.0 and was left out")
        continue
      }
      if let other = owner[node] { throw malformed(place, "names node \(node), as bone \(other) does") }
      owner[node] = name
      out[bone] = node
    }
    return out
  }

  /// Preset expressions in the order of the specification, then custom ones by name.
  ///
  /// Only morph target binds are part of a rig; colour and texture binds stay in the document.
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
      out.append(try readExpression(customs[name] ?? .null, name: name, isPreset: false, rig: rig))
    }
    return out
  }

  private func readExpression(
    _ json: JSONValue, name: String, isPreset: Bool, rig: Rig
  ) throws(FormatsError) -> Rig.Expression {
    var out = Rig.Expression(name: name, isPreset: isPreset, morphBinds: [])
    for (number, bind) in (json["morphTargetBinds"]?.array ?? []).enumerated() {
      let place = "VRMC_vrm expression \(name.prefix(40)) bind \(number)"
      let node = try index(bind["node"], below: nodes.count, of: "node", place: place)
      guard let mesh = rig.nodes[node].mesh else { throw malformed(place, "node \(node) has no mesh") }
      let target = try index(
        bind["index"], below: rig.meshes[mesh].morphNames.count,
        of: "morph target of \(Self.label("mesh", mesh, meshes[mesh])),", place: place)
      let weight = try float(bind["weight"], default: 1, place: place, what: "weight")
      out.morphBinds.append(.init(node: node, target: target, weight: weight))
    }
    return out
  }
}

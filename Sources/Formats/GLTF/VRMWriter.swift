import Motion
import Rigging

extension GLTFWriter {
  /// The `VRMC_vrm` object.
  ///
  /// - Throws: `RigError` when bones that VRM 1.0 requires, or the authors, are missing.
  func vrm(_ rig: Rig, _ meta: VRMMeta) throws(RigError) -> JSONValue {
    let missing = HumanoidBone.required.filter { rig.humanoid[$0] == nil }
    guard missing.isEmpty else {
      throw .missing(what: "what VRM 1.0 requires (\(missing.map(\.rawValue).joined(separator: ", ")))")
    }
    guard !meta.authors.isEmpty, !meta.name.isEmpty else {
      throw .missing(what: "the name or author in its meta")
    }
    var bones: JSONValue = .object([:])
    for bone in HumanoidBone.allCases {
      if let node = rig.humanoid[bone] { bones[bone.rawValue] = .object(["node": .int(node)]) }
    }
    var out: JSONValue = .object([
      "specVersion": "1.0", "meta": meta.json, "humanoid": .object(["humanBones": bones]),
    ])
    if let expressions = expressions(rig) { out["expressions"] = expressions }
    if let lookAt = rig.lookAt { out["lookAt"] = Self.lookAt(lookAt) }
    if marksFirstPerson {
      let nodes = rig.nodes.indices.filter { rig.nodes[$0].mesh != nil }
      out["firstPerson"] = .object([
        "meshAnnotations": .array(
          nodes.map { .object(["node": .int($0), "type": .string(Self.firstPerson(of: $0, in: rig))]) })
      ])
    }
    return out
  }

  private func expressions(_ rig: Rig) -> JSONValue? {
    var preset: JSONValue = .object([:])
    var custom: JSONValue = .object([:])
    for expression in rig.expressions {
      let binds = expression.morphBinds.map { bind in
        JSONValue.object([
          "node": .int(bind.node), "index": .int(bind.target), "weight": .float(bind.weight),
        ])
      }
      var json: JSONValue = binds.isEmpty ? .object([:]) : .object(["morphTargetBinds": .array(binds)])
      let colors = expression.materialColorBinds.map { bind -> JSONValue in
        let c = bind.targetValue
        return .object([
          "material": .int(bind.material), "type": .string(bind.type.rawValue),
          "targetValue": .floats([c.x, c.y, c.z, c.w]),
        ])
      }
      if !colors.isEmpty { json["materialColorBinds"] = .array(colors) }
      let shifts = expression.textureTransformBinds.map { bind -> JSONValue in
        .object([
          "material": .int(bind.material), "scale": .floats([bind.scale.x, bind.scale.y]),
          "offset": .floats([bind.offset.x, bind.offset.y]),
        ])
      }
      if !shifts.isEmpty { json["textureTransformBinds"] = .array(shifts) }
      if expression.isBinary { json["isBinary"] = .bool(true) }
      for (key, value) in [
        ("overrideBlink", expression.overrideBlink), ("overrideLookAt", expression.overrideLookAt),
        ("overrideMouth", expression.overrideMouth),
      ] where value != .none { json[key] = .string(value.rawValue) }
      if expression.isPreset, VRMExpression.presets.contains(expression.name) {
        preset[expression.name] = json
      } else {
        custom[expression.name] = json
      }
    }
    var out: JSONValue = .object([:])
    if preset != .object([:]) { out["preset"] = preset }
    if custom != .object([:]) { out["custom"] = custom }
    return out == .object([:]) ? nil : out
  }

  private static func lookAt(_ lookAt: Rig.LookAt) -> JSONValue {
    func range(_ map: Rig.LookAt.RangeMap) -> JSONValue {
      .object(["inputMaxValue": .float(map.inputMaxValue), "outputScale": .float(map.outputScale)])
    }
    let offset = lookAt.offsetFromHeadBone
    return .object([
      "type": .string(lookAt.type.rawValue), "offsetFromHeadBone": .floats([offset.x, offset.y, offset.z]),
      "rangeMapHorizontalInner": range(lookAt.horizontalInner),
      "rangeMapHorizontalOuter": range(lookAt.horizontalOuter),
      "rangeMapVerticalDown": range(lookAt.verticalDown), "rangeMapVerticalUp": range(lookAt.verticalUp),
    ])
  }

  /// What follows the head alone is in the way of a camera between its eyes; of the rest a player finds out itself.
  private static func firstPerson(of node: Int, in rig: Rig) -> String {
    guard let head = rig.humanoid[.head], let mesh = rig.nodes[node].mesh else { return "auto" }
    func isBelowHead(_ start: Int) -> Bool {
      var at: Int? = start
      for _ in rig.nodes.indices {
        guard let number = at else { return false }
        if number == head { return true }
        at = rig.nodes[number].parent
      }
      return false
    }
    guard let skin = rig.nodes[node].skin else { return isBelowHead(node) ? "thirdPersonOnly" : "auto" }
    let follows = rig.skins[skin].joints.map(isBelowHead)
    let isHead = rig.meshes[mesh].primitives.allSatisfy { primitive in
      !primitive.joints.isEmpty
        && zip(primitive.joints, primitive.weights).allSatisfy { joints, weights in
          (0..<4).allSatisfy { weights[$0] == 0 || follows[Int(joints[$0])] }
        }
    }
    return isHead ? "thirdPersonOnly" : "auto"
  }
}

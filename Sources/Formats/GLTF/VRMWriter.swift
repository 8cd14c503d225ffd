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
    if rig.humanoid[.leftEye] != nil, rig.humanoid[.rightEye] != nil { out["lookAt"] = lookAtObject }
    if marksFirstPerson {
      let nodes = rig.nodes.indices.filter { rig.nodes[$0].mesh != nil }
      out["firstPerson"] = .object([
        "meshAnnotations": .array(nodes.map { .object(["node": .int($0), "type": "auto"]) })
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
      let json: JSONValue = binds.isEmpty ? .object([:]) : .object(["morphTargetBinds": .array(binds)])
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

  /// Type `bone`: the eye turns one degree per degree of target angle until its range ends, which is what an
  /// inputMaxValue equal to the outputScale says.
  private var lookAtObject: JSONValue {
    func range(_ degrees: Float) -> JSONValue {
      .object(["inputMaxValue": .float(degrees), "outputScale": .float(degrees)])
    }
    let offset = lookAt.offsetFromHead
    return .object([
      "type": "bone", "offsetFromHeadBone": .floats([offset.x, offset.y, offset.z]),
      "rangeMapHorizontalInner": range(lookAt.inner), "rangeMapHorizontalOuter": range(lookAt.outer),
      "rangeMapVerticalDown": range(lookAt.down), "rangeMapVerticalUp": range(lookAt.up),
    ])
  }
}

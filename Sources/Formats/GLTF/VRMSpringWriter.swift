import Rigging

extension GLTFWriter {
  /// The `VRMC_springBone` object (1.0).
  static func springBones(_ springs: Rig.SpringBones) -> JSONValue {
    var out: JSONValue = .object(["specVersion": "1.0"])
    func put(_ key: String, _ items: [JSONValue]) { if !items.isEmpty { out[key] = .array(items) } }
    put("colliders", springs.colliders.map(collider))
    put(
      "colliderGroups",
      springs.colliderGroups.map { group in
        var json = named(group.name)
        json["colliders"] = .array(group.colliders.map { .int($0) })
        return json
      })
    put(
      "springs",
      springs.springs.map { spring in
        var json = named(spring.name)
        json["joints"] = .array(spring.joints.map(joint))
        if !spring.colliderGroups.isEmpty {
          json["colliderGroups"] = .array(spring.colliderGroups.map { .int($0) })
        }
        if let center = spring.center { json["center"] = .int(center) }
        return json
      })
    return out
  }

  private static func collider(_ collider: Rig.SpringBones.Collider) -> JSONValue {
    let shape: JSONValue
    switch collider.shape {
    case .sphere(let offset, let radius):
      shape = .object(["sphere": .object(["offset": vector(offset), "radius": .float(radius)])])
    case .capsule(let offset, let radius, let tail):
      shape = .object([
        "capsule": .object(["offset": vector(offset), "radius": .float(radius), "tail": vector(tail)])
      ])
    }
    return .object(["node": .int(collider.node), "shape": shape])
  }

  private static func joint(_ joint: Rig.SpringBones.Joint) -> JSONValue {
    .object([
      "node": .int(joint.node), "hitRadius": .float(joint.hitRadius), "stiffness": .float(joint.stiffness),
      "gravityPower": .float(joint.gravityPower), "gravityDir": vector(joint.gravityDir),
      "dragForce": .float(joint.dragForce),
    ])
  }

  private static func vector(_ v: SIMD3<Float>) -> JSONValue { .floats([v.x, v.y, v.z]) }
}

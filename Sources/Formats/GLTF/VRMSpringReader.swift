import Rigging

extension GLTFContext {
  /// Colliders, groups and springs of `VRMC_springBone` 1.0.
  mutating func readSpringBones(_ json: JSONValue) throws(FormatsError) -> Rig.SpringBones {
    if let version = json["specVersion"]?.string, !version.hasPrefix("1.") {
      throw unsupported(
        "VRMC_springBone", "specVersion \"\(version.prefix(20))\" is not 1.0", cure: "export it as VRM 1.0")
    }
    var out = Rig.SpringBones()
    for (number, collider) in (json["colliders"]?.array ?? []).enumerated() {
      out.colliders.append(try readCollider(collider, place: "VRMC_springBone collider \(number)"))
    }
    for (number, group) in (json["colliderGroups"]?.array ?? []).enumerated() {
      let place = "VRMC_springBone collider group \(number)"
      var colliders: [Int] = []
      for collider in group["colliders"]?.array ?? [] {
        colliders.append(try index(collider, below: out.colliders.count, of: "collider", place: place))
      }
      out.colliderGroups.append(.init(name: group["name"]?.string ?? "", colliders: colliders))
    }
    for (number, spring) in (json["springs"]?.array ?? []).enumerated() {
      let place = Self.label("VRMC_springBone spring", number, spring)
      var joints: [Rig.SpringBones.Joint] = []
      for joint in spring["joints"]?.array ?? [] { joints.append(try readJoint(joint, place: place)) }
      var groups: [Int] = []
      for group in spring["colliderGroups"]?.array ?? [] {
        groups.append(
          try index(group, below: out.colliderGroups.count, of: "collider group", place: place))
      }
      let center = try optionalIndex(spring["center"], below: nodes.count, of: "node", place: place)
      out.springs.append(
        .init(name: spring["name"]?.string ?? "", joints: joints, colliderGroups: groups, center: center))
    }
    return out
  }

  private mutating func readCollider(
    _ json: JSONValue, place: String
  ) throws(FormatsError) -> Rig.SpringBones.Collider {
    let node = try index(json["node"], below: nodes.count, of: "node", place: place)
    if json["extensions"]?["VRMC_springBone_extended_collider"] != nil {
      notices.append("\(place): planes and hollow shapes are not read; the plain shape beside them is")
    }
    func vector(_ json: JSONValue?, _ what: String) throws(FormatsError) -> SIMD3<Float> {
      guard let v = try floats(json, count: 3, place: place, what: what) else { return .zero }
      return SIMD3(v[0], v[1], v[2])
    }
    if let sphere = json["shape"]?["sphere"] {
      return .init(
        node: node,
        shape: .sphere(
          offset: try vector(sphere["offset"], "offset"),
          radius: try float(sphere["radius"], default: 0, place: place, what: "radius")))
    }
    guard let capsule = json["shape"]?["capsule"] else {
      throw malformed(place, "is neither sphere nor capsule")
    }
    return .init(
      node: node,
      shape: .capsule(
        offset: try vector(capsule["offset"], "offset"),
        radius: try float(capsule["radius"], default: 0, place: place, what: "radius"),
        tail: try vector(capsule["tail"], "tail")))
  }

  private func readJoint(
    _ json: JSONValue, place: String
  ) throws(FormatsError) -> Rig.SpringBones.Joint {
    var out = Rig.SpringBones.Joint(
      node: try index(json["node"], below: nodes.count, of: "node", place: place))
    out.hitRadius = try float(json["hitRadius"], default: 0, place: place, what: "hitRadius")
    out.stiffness = try float(json["stiffness"], default: 1, place: place, what: "stiffness")
    out.gravityPower = try float(json["gravityPower"], default: 0, place: place, what: "gravityPower")
    out.dragForce = try float(json["dragForce"], default: 0.5, place: place, what: "dragForce")
    if let g = try floats(json["gravityDir"], count: 3, place: place, what: "gravityDir") {
      out.gravityDir = SIMD3(g[0], g[1], g[2])
    }
    return out
  }
}

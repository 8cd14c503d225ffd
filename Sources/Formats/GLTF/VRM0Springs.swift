import Rigging

extension VRM0Reader {
  /// `secondaryAnimation`, whose springs name roots: all that hangs below a root swings. Where a chain branches,
  /// each further branch is a spring of its own (`VRMC_springBone` 1.0, "Branching SpringChain").
  func springBones(_ rig: Rig, _ context: inout GLTFContext) throws(FormatsError) -> Rig.SpringBones? {
    guard let json = vrm["secondaryAnimation"], json.object != nil else { return nil }
    var out = Rig.SpringBones()
    for (number, group) in (json["colliderGroups"]?.array ?? []).enumerated() {
      let place = "VRM collider group \(number)"
      let first = out.colliders.count
      // −1 is how exporters write none.
      if group["node"]?.integer != -1 {
        let node = try context.index(group["node"], below: context.nodes.count, of: "node", place: place)
        for collider in group["colliders"]?.array ?? [] {
          let offset = try context.vector(collider["offset"], place: place, what: "offset")
          out.colliders.append(
            .init(
              node: node,
              shape: .sphere(
                offset: offset * SIMD3(1, 1, -1),
                radius: try context.float(collider["radius"], default: 0, place: place, what: "radius"))))
        }
      }
      out.colliderGroups.append(.init(colliders: Array(first..<out.colliders.count)))
    }
    var children: [[Int]] = Array(repeating: [], count: rig.nodes.count)
    for (number, node) in rig.nodes.enumerated() {
      if let parent = node.parent { children[parent].append(number) }
    }
    var isTaken: [Bool] = Array(repeating: false, count: rig.nodes.count)
    for (number, group) in (json["boneGroups"]?.array ?? []).enumerated() {
      try readGroup(group, number: number, children, &isTaken, into: &out, &context)
    }
    if !out.springs.isEmpty {
      context.notices.append("VRM 0.x: the 7 cm that it adds to the end of each spring are not kept")
    }
    return out.springs.isEmpty && out.colliders.isEmpty ? nil : out
  }

  private func readGroup(
    _ json: JSONValue, number: Int, _ children: [[Int]], _ isTaken: inout [Bool],
    into out: inout Rig.SpringBones, _ context: inout GLTFContext
  ) throws(FormatsError) {
    let place = "VRM spring group \(number)"
    let limit = context.nodes.count
    var groups: [Int] = []
    for group in json["colliderGroups"]?.array ?? [] where group.integer != -1 {
      groups.append(
        try context.index(group, below: out.colliderGroups.count, of: "collider group", place: place))
    }
    let hasCenter = json["center"] != nil && json["center"]?.integer != -1
    let center = hasCenter ? try context.index(json["center"], below: limit, of: "node", place: place) : nil
    var joint = Rig.SpringBones.Joint(node: 0)
    joint.hitRadius = try context.float(json["hitRadius"], default: 0, place: place, what: "hitRadius")
    // The field is spelt so in the format.
    joint.stiffness = try context.float(json["stiffiness"], default: 1, place: place, what: "stiffiness")
    joint.gravityPower = try context.float(
      json["gravityPower"], default: 0, place: place, what: "gravityPower")
    joint.dragForce = try context.float(json["dragForce"], default: 0.5, place: place, what: "dragForce")
    if json["gravityDir"] != nil {
      // The world of the format looks along +Z and is left-handed: the character's left is its −x, our +x.
      joint.gravityDir =
        try context.vector(json["gravityDir"], place: place, what: "gravityDir") * SIMD3(-1, 1, 1)
    }
    for root in json["bones"]?.array ?? [] where root.integer != -1 {
      var starts = [try context.index(root, below: limit, of: "node", place: place)]
      while let start = starts.popLast() {
        var joints: [Rig.SpringBones.Joint] = []
        var next: Int? = start
        while let node = next, !isTaken[node] {
          isTaken[node] = true
          joint.node = node
          joints.append(joint)
          next = children[node].first
          starts += children[node].dropFirst().reversed()
        }
        if let node = next {
          context.notices.append("\(place): node \(node) swings in another spring already")
        }
        guard !joints.isEmpty else { continue }
        try context.claim(groups.count, place: place)
        out.springs.append(
          .init(
            name: json["comment"]?.string ?? "", joints: joints, colliderGroups: groups, center: center))
      }
    }
  }
}

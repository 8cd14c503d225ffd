import Motion
import Rigging

extension GLTFContext {
  /// The node tree; checks that it is one.
  mutating func readNodes() throws(FormatsError) -> [Rig.Node] {
    var out: [Rig.Node] = []
    out.reserveCapacity(nodes.count)
    for (number, json) in nodes.enumerated() {
      let place = Self.label("node", number, json)
      var node = Rig.Node(name: json["name"]?.string ?? "")
      try readTransform(json, into: &node, place: place)
      node.mesh = try optionalIndex(json["mesh"], below: meshes.count, of: "mesh", place: place)
      node.skin = try optionalIndex(json["skin"], below: skins.count, of: "skin", place: place)
      if node.skin != nil, node.mesh == nil { throw malformed(place, "has a skin but no mesh") }
      out.append(node)
    }
    for (number, json) in nodes.enumerated() {
      let place = Self.label("node", number, json)
      for child in json["children"]?.array ?? [] {
        let index = try index(child, below: nodes.count, of: "node", place: place)
        if let parent = out[index].parent {
          throw malformed(place, "node \(index) is already a child of node \(parent)")
        }
        out[index].parent = number
      }
    }
    guard Rig(nodes: out).parentFirstOrder != nil else {
      throw malformed("nodes", "the node tree runs in a circle")
    }
    return out
  }

  private mutating func readTransform(
    _ json: JSONValue, into node: inout Rig.Node, place: String
  ) throws(FormatsError) {
    let translation = try floats(json["translation"], count: 3, place: place, what: "translation")
    let rotation = try floats(json["rotation"], count: 4, place: place, what: "rotation")
    let scale = try floats(json["scale"], count: 3, place: place, what: "scale")
    if let matrix = try floats(json["matrix"], count: 16, place: place, what: "matrix") {
      guard translation == nil, rotation == nil, scale == nil else {
        throw malformed(place, "has a matrix and also translation, rotation or scale")
      }
      guard let parts = Decomposition(matrix) else {
        throw malformed(
          place, "the matrix is sheared or projective, so it has no translation, rotation and scale",
          cure: "apply the transform in the modelling program and export again")
      }
      node.translation = parts.translation
      node.rotation = parts.rotation
      node.scale = parts.scale
      return
    }
    if let t = translation { node.translation = SIMD3(t[0], t[1], t[2]) }
    if let s = scale { node.scale = SIMD3(s[0], s[1], s[2]) }
    // Zero hides what hangs on the node; what is nearly zero, or vast, leaves the numbers of places.
    for part in 0..<3 where node.scale[part] != 0 && !(1e-9...1e9).contains(abs(node.scale[part])) {
      throw malformed(
        place, "its scale \(node.scale[part]) is beyond what places can be told in",
        cure: "scale by 1e-9 to 1e9, or by 0 to hide it")
    }
    guard let r = rotation else { return }
    let quaternion = Quaternion(x: r[0], y: r[1], z: r[2], w: r[3])
    let length = quaternion.length
    guard length.isFinite else { throw malformed(place, "the rotation's numbers are too large") }
    guard length > 1e-3 else { throw malformed(place, "the rotation has no length") }
    if abs(length - 1) > 1e-4 {
      notices.append("\(place): rotation of length \(length) was made a unit quaternion")
      node.rotation = quaternion.normalized
    } else {
      node.rotation = quaternion
    }
  }

  /// Default weights of morph targets: the node's go before the mesh's (3.7.2.2).
  func readDefaultWeights(_ rig: inout Rig) throws(FormatsError) {
    // Nodes that draw one mesh share the list.
    var ofMesh: [Int: [Float]] = [:]
    for (number, json) in nodes.enumerated() {
      guard let mesh = rig.nodes[number].mesh else { continue }
      let count = rig.meshes[mesh].morphNames.count
      func read(_ value: JSONValue?, _ place: String) throws(FormatsError) -> [Float] {
        let weights = try floats(value, count: count, place: place, what: "weights") ?? []
        return weights.contains { $0 != 0 } ? weights : []
      }
      if let own = json["weights"] {
        rig.nodes[number].defaultWeights = try read(own, Self.label("node", number, json))
        continue
      }
      if ofMesh[mesh] == nil {
        ofMesh[mesh] = try read(meshes[mesh]["weights"], Self.label("mesh", mesh, meshes[mesh]))
      }
      rig.nodes[number].defaultWeights = ofMesh[mesh] ?? []
    }
  }

  /// Skins with one inverse bind matrix per joint.
  mutating func readSkins() throws(FormatsError) -> [Rig.Skin] {
    var out: [Rig.Skin] = []
    for (number, json) in skins.enumerated() {
      let place = Self.label("skin", number, json)
      var joints: [Int] = []
      for joint in json["joints"]?.array ?? [] {
        joints.append(try index(joint, below: nodes.count, of: "node", place: place))
      }
      guard !joints.isEmpty else { throw malformed(place, "has no joints") }
      guard joints.count <= 65536 else { throw malformed(place, "has more joints than a vertex can name") }
      var matrices: [Matrix4] = []
      if let number = try optionalIndex(
        json["inverseBindMatrices"], below: accessors.count, of: "accessor", place: place)
      {
        let accessor = try GLTFAccessor(number, in: self)
        guard accessor.count >= joints.count else {
          throw malformed(place, "\(joints.count) joints have \(accessor.count) inverse bind matrices")
        }
        let numbers = try floats(accessor, types: ["MAT4"], components: [.float])
        for k in joints.indices {
          let m = numbers[(16 * k)..<(16 * k + 16)].map { $0 }
          matrices.append(
            Matrix4(
              SIMD4(m[0], m[1], m[2], m[3]), SIMD4(m[4], m[5], m[6], m[7]), SIMD4(m[8], m[9], m[10], m[11]),
              SIMD4(m[12], m[13], m[14], m[15])))
        }
      } else {
        matrices = Array(repeating: .identity, count: joints.count)
      }
      out.append(Rig.Skin(name: json["name"]?.string ?? "", joints: joints, inverseBindMatrices: matrices))
    }
    return out
  }

  /// Scenes are not kept in the rig, but what they refer to must exist.
  func checkScenes() throws(FormatsError) {
    let scenes = document.json["scenes"]?.array ?? []
    _ = try optionalIndex(document.json["scene"], below: scenes.count, of: "scene", place: "scene")
    for (number, scene) in scenes.enumerated() {
      for node in scene["nodes"]?.array ?? [] {
        _ = try index(node, below: nodes.count, of: "node", place: "scene \(number)")
      }
    }
  }

  /// A skinned mesh must have joints and weights, and name only joints of its skin (3.7.3.3).
  ///
  /// Joints of no weight that are not there, as some exporters fill unused places, become joint 0.
  mutating func checkSkinned(_ rig: inout Rig) throws(FormatsError) {
    var limits: [Int: (joints: Int, skin: Int, node: Int)] = [:]
    for (number, node) in rig.nodes.enumerated() {
      guard let mesh = node.mesh, let skin = node.skin else { continue }
      let count = rig.skins[skin].joints.count
      if limits[mesh].map({ count < $0.joints }) ?? true { limits[mesh] = (count, skin, number) }
    }
    for mesh in limits.keys.sorted() {
      guard let limit = limits[mesh] else { continue }
      for part in rig.meshes[mesh].primitives.indices {
        let place = Self.label("mesh", mesh, meshes[mesh]) + " primitive \(part)"
        guard
          rig.meshes[mesh].primitives[part].joints.count == rig.meshes[mesh].primitives[part].positions.count
        else {
          throw malformed(place, "is drawn with skin \(limit.skin) at node \(limit.node) but has no JOINTS_0")
        }
        let mended = try mend(
          &rig.meshes[mesh].primitives[part], joints: limit.joints, skin: limit.skin, place: place)
        if mended > 0 {
          notices.append(
            "\(place): \(mended) vertices name joints of no weight that skin \(limit.skin) lacks")
        }
      }
    }
  }

  private func mend(
    _ primitive: inout Primitive, joints count: Int, skin: Int, place: String
  ) throws(FormatsError) -> Int {
    var mended = 0
    for vertex in primitive.joints.indices where Int(primitive.joints[vertex].max()) >= count {
      for slot in 0..<4 where Int(primitive.joints[vertex][slot]) >= count {
        guard primitive.weights[vertex][slot] == 0 else {
          throw malformed(
            place,
            "vertex \(vertex) names joint \(primitive.joints[vertex][slot]) of skin \(skin), which has \(count)"
          )
        }
        primitive.joints[vertex][slot] = 0
      }
      mended += 1
    }
    return mended
  }
}

/// A matrix taken apart into translation, rotation and scale (3.5.3: node matrices must allow it).
struct Decomposition {
  let translation: SIMD3<Float>
  let rotation: Quaternion
  let scale: SIMD3<Float>

  /// `nil` for a matrix that is sheared or projective.
  init?(_ m: [Float]) {
    guard m.count == 16, m[3] == 0, m[7] == 0, m[11] == 0, abs(m[15] - 1) < 1e-5 else { return nil }
    var x = SIMD3(m[0], m[1], m[2])
    var y = SIMD3(m[4], m[5], m[6])
    var z = SIMD3(m[8], m[9], m[10])
    var scale = SIMD3(Self.length(x), Self.length(y), Self.length(z))
    if dot(x, cross(y, z)) < 0 { scale.x = -scale.x }
    translation = SIMD3(m[12], m[13], m[14])
    self.scale = scale
    guard scale.x != 0, scale.y != 0, scale.z != 0 else {
      rotation = .identity
      return
    }
    x /= scale.x
    y /= scale.y
    z /= scale.z
    guard abs(dot(x, y)) < 1e-3, abs(dot(y, z)) < 1e-3, abs(dot(z, x)) < 1e-3 else { return nil }
    rotation = Self.quaternion(x, y, z)
  }

  private static func length(_ v: SIMD3<Float>) -> Float { dot(v, v).squareRoot() }

  /// From orthonormal columns, dividing by the largest component (Shepperd 1978).
  private static func quaternion(_ x: SIMD3<Float>, _ y: SIMD3<Float>, _ z: SIMD3<Float>) -> Quaternion {
    let squares = SIMD4(
      1 + x.x - y.y - z.z, 1 - x.x + y.y - z.z, 1 - x.x - y.y + z.z, 1 + x.x + y.y + z.z)
    let (a, b, c) = (y.z - z.y, z.x - x.z, x.y - y.x)
    let (d, e, f) = (x.y + y.x, y.z + z.y, z.x + x.z)
    let q =
      if squares.w == squares.max() {
        SIMD4(a, b, c, squares.w)
      } else if squares.x == squares.max() {
        SIMD4(squares.x, d, f, a)
      } else if squares.y == squares.max() {
        SIMD4(d, squares.y, e, b)
      } else {
        SIMD4(f, e, squares.z, c)
      }
    return Quaternion(q).normalized
  }
}

import Rigging

extension GLTFContext {
  /// All meshes with all their primitives.
  mutating func readMeshes() throws(FormatsError) -> [Mesh] {
    var out: [Mesh] = []
    for (number, json) in meshes.enumerated() {
      let place = Self.label("mesh", number, json)
      let parts = json["primitives"]?.array ?? []
      guard !parts.isEmpty else { throw malformed(place, "has no primitives") }
      var primitives: [Primitive] = []
      for (part, primitive) in parts.enumerated() {
        primitives.append(try readPrimitive(primitive, place: "\(place) primitive \(part)"))
        guard primitives[part].morphs.count == primitives[0].morphs.count else {
          throw malformed(
            place,
            "primitive 0 has \(primitives[0].morphs.count) morph targets, primitive \(part) has "
              + "\(primitives[part].morphs.count)",
            cure: "give all materials of the mesh the same shape keys and export again")
        }
      }
      let names = try morphNames(json, number: number, count: primitives[0].morphs.count, place: place)
      if let weights = json["weights"]?.array {
        guard weights.count == names.count else {
          throw malformed(place, "\(names.count) morph targets have \(weights.count) weights")
        }
        if weights.contains(where: { $0.double != 0 }) {
          notices.append("\(place): default morph weights other than 0 are not kept in the rig")
        }
      }
      out.append(Mesh(name: json["name"]?.string ?? "", primitives: primitives, morphNames: names))
    }
    return out
  }

  private func morphNames(
    _ json: JSONValue, number: Int, count: Int, place: String
  ) throws(FormatsError) -> [String] {
    guard let list = Self.targetNames(json) else { return (0..<count).map { "target\($0)" } }
    guard list.count != count else { return list }
    // Tools copy one list of names to all meshes of a face; say which mesh it fits.
    let twin = meshes.indices.first { other in
      let targets = meshes[other]["primitives"]?.array?.first?["targets"]?.array?.count ?? 0
      return other != number && Self.targetNames(meshes[other]) == list && targets == list.count
    }
    var reason = "has \(count) morph targets but \(list.count) names for them"
    if let twin {
      reason += ", while \(Self.label("mesh", twin, meshes[twin])) with the same names has \(list.count)"
    }
    throw malformed(
      place, reason, cure: "give both the same shape keys, or each its own names, and export again")
  }

  private static func targetNames(_ json: JSONValue) -> [String]? {
    let list =
      json["extras"]?["targetNames"]?.array
      ?? json["primitives"]?.array?.first?["extras"]?["targetNames"]?.array
    guard let names = list?.compactMap(\.string), names.count == list?.count else { return nil }
    return names
  }

  private mutating func readPrimitive(_ json: JSONValue, place: String) throws(FormatsError) -> Primitive {
    guard let attributes = json["attributes"]?.object else { throw malformed(place, "has no attributes") }
    if let name = json["extensions"]?.object?.keys.sorted().first(where: { $0.hasSuffix("_compression") }) {
      throw unsupported(place, "is compressed by \(name)", cure: "export without mesh compression")
    }
    if attributes["JOINTS_1"] != nil {
      throw unsupported(
        place, "has more than four joints per vertex",
        cure: "limit the weights to four bones per vertex and export")
    }
    guard
      let positionNumber = try optionalIndex(
        attributes["POSITION"], below: accessors.count, of: "accessor", place: place)
    else { throw malformed(place, "has no POSITION") }
    let count = try GLTFAccessor(positionNumber, in: self).count
    var out = Primitive(
      positions: try vectors(attributes, "POSITION", count: count, place: place) ?? [], indices: [])
    out.normals = try vectors(attributes, "NORMAL", count: count, place: place) ?? []
    if let (numbers, _) = try attribute(
      attributes, "TEXCOORD_0", types: ["VEC2"], components: Self.fractions + Self.quantized, count: count,
      place: place)
    {
      out.textureCoordinates = (0..<count).map { SIMD2(numbers[2 * $0], numbers[2 * $0 + 1]) }
    }
    if let (numbers, width) = try attribute(
      attributes, "COLOR_0", types: ["VEC3", "VEC4"], components: Self.fractions, count: count, place: place)
    {
      out.colors = (0..<count).map { v in
        let at = v * width
        return SIMD4(numbers[at], numbers[at + 1], numbers[at + 2], width == 4 ? numbers[at + 3] : 1)
      }
    }
    try readJoints(attributes, count: count, into: &out, place: place)
    out.indices = try readIndices(json, count: count, place: place)
    out.material = try optionalIndex(json["material"], below: materials.count, of: "material", place: place)
    for (number, target) in (json["targets"]?.array ?? []).enumerated() {
      out.morphs.append(try readMorph(target, count: count, place: "\(place) target \(number)"))
    }
    return out
  }

  private static let fractions: [GLTFAccessor.Component] = [.float, .unsignedByte, .unsignedShort]
  /// `KHR_mesh_quantization` adds signed integers.
  private static let quantized: [GLTFAccessor.Component] = [.byte, .short]

  /// The numbers of one attribute and its width; integers count as fractions of their range unless quantised.
  private mutating func attribute(
    _ attributes: [String: JSONValue], _ name: String, types: [String], components: [GLTFAccessor.Component],
    count: Int, place: String
  ) throws(FormatsError) -> ([Float], Int)? {
    guard
      let number = try optionalIndex(
        attributes[name], below: accessors.count, of: "accessor", place: "\(place) \(name)")
    else { return nil }
    let accessor = try GLTFAccessor(number, in: self)
    guard accessor.count == count else {
      throw malformed("\(place) \(name)", "has \(accessor.count) elements for \(count) vertices")
    }
    if ["COLOR_0", "WEIGHTS_0"].contains(name), accessor.component != .float, !accessor.isNormalized {
      throw malformed("\(place) \(name)", "integers are not marked as normalized")
    }
    return (try floats(accessor, types: types, components: components), accessor.width)
  }

  private mutating func vectors(
    _ attributes: [String: JSONValue], _ name: String, count: Int, place: String
  ) throws(FormatsError) -> [SIMD3<Float>]? {
    guard
      let (numbers, _) = try attribute(
        attributes, name, types: ["VEC3"], components: Self.fractions + Self.quantized, count: count,
        place: place)
    else { return nil }
    return numbers.withUnsafeBufferPointer { n in
      (0..<count).map { SIMD3(n[3 * $0], n[3 * $0 + 1], n[3 * $0 + 2]) }
    }
  }

  private mutating func readJoints(
    _ attributes: [String: JSONValue], count: Int, into out: inout Primitive, place: String
  ) throws(FormatsError) {
    guard
      let number = try optionalIndex(
        attributes["JOINTS_0"], below: accessors.count, of: "accessor", place: "\(place) JOINTS_0")
    else { return }
    let accessor = try GLTFAccessor(number, in: self)
    guard accessor.count == count else {
      throw malformed("\(place) JOINTS_0", "has \(accessor.count) elements for \(count) vertices")
    }
    let joints = try integers(accessor, types: ["VEC4"], components: [.unsignedByte, .unsignedShort])
    guard
      let (weights, _) = try attribute(
        attributes, "WEIGHTS_0", types: ["VEC4"], components: Self.fractions, count: count, place: place)
    else { throw malformed(place, "has JOINTS_0 but no WEIGHTS_0") }
    var worst: Float = 0
    for v in 0..<count {
      let at = 4 * v
      out.joints.append(
        SIMD4(UInt16(joints[at]), UInt16(joints[at + 1]), UInt16(joints[at + 2]), UInt16(joints[at + 3])))
      var weight = SIMD4(weights[at], weights[at + 1], weights[at + 2], weights[at + 3])
      let sum = weight.sum()
      guard weight.min() >= 0, sum > 0, sum.isFinite else {
        throw malformed(
          "\(place) WEIGHTS_0", "the weights of vertex \(v) are negative or all 0",
          cure: "give every vertex a bone and export again")
      }
      if abs(sum - 1) > 1e-6 {
        worst = max(worst, abs(sum - 1))
        weight /= sum
      }
      out.weights.append(weight)
    }
    if worst > 0.01 {
      notices.append("\(place): skin weights summed to 1 ± \(worst) and were normalised")
    }
  }

  private mutating func readIndices(
    _ json: JSONValue, count: Int, place: String
  ) throws(FormatsError) -> [UInt32] {
    let mode = json["mode"]?.integer ?? 4
    guard (4...6).contains(mode), json["mode"] == nil || json["mode"]?.integer != nil else {
      throw unsupported(
        place, "mode \(mode) is points or lines, which a rig does not hold",
        cure: "remove them and export again")
    }
    var indices: [UInt32]
    if let number = try optionalIndex(json["indices"], below: accessors.count, of: "accessor", place: place) {
      let accessor = try GLTFAccessor(number, in: self)
      indices = try integers(
        accessor, types: ["SCALAR"], components: [.unsignedByte, .unsignedShort, .unsignedInt])
      if let at = indices.firstIndex(where: { Int($0) >= count }) {
        throw malformed(accessor.place, "index \(at) names vertex \(indices[at]) of \(count)")
      }
    } else {
      indices = (0..<UInt32(count)).map { $0 }
    }
    switch mode {
    case 5 where indices.count >= 3:
      let strip = indices
      indices = []
      for k in 0..<(strip.count - 2) {
        let odd = k % 2
        indices += [strip[k], strip[k + 1 + odd], strip[k + 2 - odd]]
      }
    case 6 where indices.count >= 3:
      let fan = indices
      indices = []
      for k in 1..<(fan.count - 1) { indices += [fan[k], fan[k + 1], fan[0]] }
    default: break
    }
    guard indices.count % 3 == 0 else {
      throw malformed(place, "\(indices.count) indices are no whole triangles")
    }
    return indices
  }

  private mutating func readMorph(
    _ target: JSONValue, count: Int, place: String
  ) throws(FormatsError) -> MorphTarget {
    guard let attributes = target.object else { throw malformed(place, "is not an object") }
    let positions = try vectors(attributes, "POSITION", count: count, place: place)
    let normals = try vectors(attributes, "NORMAL", count: count, place: place)
    var out = MorphTarget(vertices: [], positions: [])
    for v in 0..<count {
      let move = positions?[v] ?? .zero
      let turn = normals?[v] ?? .zero
      guard move != .zero || turn != .zero else { continue }
      out.vertices.append(UInt32(v))
      out.positions.append(move)
      if normals != nil { out.normals.append(turn) }
    }
    return out
  }
}

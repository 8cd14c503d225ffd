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
      let targets = parts[0]["targets"]?.array?.count ?? 0
      for (part, primitive) in parts.enumerated() {
        let count = primitive["targets"]?.array?.count ?? 0
        guard count == targets else {
          throw malformed(
            place, "primitive 0 has \(targets) morph targets, primitive \(part) has \(count)",
            cure: "give all materials of the mesh the same shape keys and export again")
        }
        if let read = try readPrimitive(primitive, place: "\(place) primitive \(part)") {
          primitives.append(read)
        }
      }
      let names = try morphNames(json, number: number, count: targets, place: place)
      if let weights = json["weights"]?.array {
        guard weights.count == names.count else {
          throw malformed(place, "\(names.count) morph targets have \(weights.count) weights")
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

  /// The triangles of a primitive; `nil` with a notice when it is points or lines.
  private mutating func readPrimitive(_ json: JSONValue, place: String) throws(FormatsError) -> Primitive? {
    guard let attributes = json["attributes"]?.object else { throw malformed(place, "has no attributes") }
    let mode = json["mode"]?.integer ?? 4
    guard (0...6).contains(mode), json["mode"] == nil || json["mode"]?.integer != nil else {
      throw malformed(place, "mode \(mode) is not one of glTF")
    }
    guard mode >= 4 else {
      notices.append("\(place): is points or lines (mode \(mode)), which a rig does not hold")
      return nil
    }
    guard
      let positionNumber = try optionalIndex(
        attributes["POSITION"], below: accessors.count, of: "accessor", place: place)
    else { throw malformed(place, "has no POSITION") }
    if let name = json["extensions"]?.object?.keys.sorted().first(where: { $0.hasSuffix("_compression") }) {
      // Such an extension need not be required: then the accessors hold the same geometry in plain form.
      guard accessors[positionNumber]["bufferView"] != nil else {
        throw unsupported(
          place, "is compressed by \(name.prefix(60))", cure: GLTFExtensions.cure(for: name))
      }
    }
    let count = try GLTFAccessor(positionNumber, in: self).count
    var out = Primitive(
      positions: try vectors(attributes, "POSITION", count: count, place: place) ?? [], indices: [])
    out.normals = try vectors(attributes, "NORMAL", count: count, place: place) ?? []
    // Where colours are kept beside a painted texture, the coordinates say the same again.
    let isPainted = attributes["_COLOR_0"] != nil
    if !isPainted,
      let (numbers, _) = try attribute(
        attributes, "TEXCOORD_0", types: ["VEC2"], components: Self.fractions + Self.quantized, count: count,
        place: place)
    {
      out.textureCoordinates = (0..<count).map { SIMD2(numbers[2 * $0], numbers[2 * $0 + 1]) }
    }
    if let (numbers, width) = try attribute(
      attributes, isPainted ? "_COLOR_0" : "COLOR_0", types: ["VEC3", "VEC4"], components: Self.fractions,
      count: count, place: place)
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

  static let fractions: [GLTFAccessor.Component] = [.float, .unsignedByte, .unsignedShort]
  /// `KHR_mesh_quantization` adds signed integers.
  private static let quantized: [GLTFAccessor.Component] = [.byte, .short]

  /// The numbers of one attribute and its width; integers count as fractions of their range unless quantised.
  mutating func attribute(
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
    if name.hasSuffix("COLOR_0") || name.hasPrefix("WEIGHTS_"), accessor.component != .float,
      !accessor.isNormalized
    {
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

  private mutating func readIndices(
    _ json: JSONValue, count: Int, place: String
  ) throws(FormatsError) -> [UInt32] {
    let mode = json["mode"]?.integer ?? 4
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

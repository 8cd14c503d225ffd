import Motion
public import Rigging

/// Writes a ``Rigging/Rig`` as GLB: VRM 1.0 when a meta is given, else plain glTF 2.0.
///
/// Reading the bytes gives the rig back, number for number, when it is in the reader's canonical form: morph
/// targets list no vertex that does not move, expressions stand presets first in VRM's order and then customs by
/// name, skin weights sum to one, and (in plain glTF) bones bear names that ``Rigging/HumanoidNames`` knows.
public struct GLTFWriter: Sendable {
  /// The meta of a VRM 1.0 model; `nil` writes plain glTF.
  public var meta: VRMMeta?
  /// Whether meshes are marked for first person (`firstPerson`): what hangs on the head is shown to others alone.
  public var marksFirstPerson: Bool
  /// Whether vertex colours become textures, because the shaders of many engines, MToon among them, ignore vertex
  /// colours. They also stay, as the attribute `_COLOR_0`, from which they are read back to the bit.
  public var paintsTextures: Bool
  /// Gives materials the toon shading of VRM 1.0 beside the plain one; `nil` from it leaves a material plain.
  public var toon: (@Sendable (Material) -> VRMToon?)?

  /// Makes a writer.
  public init(
    meta: VRMMeta? = nil, marksFirstPerson: Bool = false, paintsTextures: Bool = false,
    toon: (@Sendable (Material) -> VRMToon?)? = nil
  ) {
    self.meta = meta
    self.marksFirstPerson = marksFirstPerson
    self.paintsTextures = paintsTextures
    self.toon = toon
  }

  /// The bytes of a `.glb` (or `.vrm`); the same rig always gives the same bytes.
  ///
  /// - Throws: ``Rigging/RigError`` for a rig that is not valid or, as VRM, lacks required bones or authors.
  public func bytes(_ rig: Rig, file: String = "rig.glb") throws -> [UInt8] {
    try rig.validate()
    try Self.checkWritable(rig)
    var buffer = GLTFBufferBuilder()
    var json: JSONValue = .object(["asset": .object(["version": "2.0", "generator": "Mien"])])
    var extensions: Set<String> = []
    func put(_ key: String, _ items: [JSONValue]) { if !items.isEmpty { json[key] = .array(items) } }
    let paints = paintsTextures ? VertexPaint.all(of: rig) : [:]
    let textures = paints.keys.sorted()
    put(
      "materials",
      rig.materials.enumerated().map { number, material in
        self.material(material, texture: textures.firstIndex(of: number), &extensions)
      })
    put("meshes", rig.meshes.map { Self.mesh($0, paints, &buffer) })
    put("skins", rig.skins.map { Self.skin($0, &buffer) })
    put("nodes", Self.nodes(rig))
    let roots = rig.nodes.indices.filter { rig.nodes[$0].parent == nil }
    if !roots.isEmpty {
      put("scenes", [.object(["nodes": .array(roots.map { .int($0) })])])
      json["scene"] = 0
    }
    if let meta {
      json["extensions"] = .object(["VRMC_vrm": try vrm(rig, meta)])
      extensions.insert("VRMC_vrm")
      if let springs = rig.springBones {
        json["extensions"]?["VRMC_springBone"] = Self.springBones(springs)
        extensions.insert("VRMC_springBone")
      }
    }
    if !textures.isEmpty {
      let pictures = textures.compactMap { paints[$0]?.png }
      put("images", pictures.map { .object(["bufferView": .int(buffer.add($0)), "mimeType": "image/png"]) })
      // Linear without smaller levels, clamped: neighbours in the picture have nothing to do with each other.
      put(
        "samplers",
        [.object(["magFilter": 9729, "minFilter": 9729, "wrapS": 33071, "wrapT": 33071])])
      put("textures", pictures.indices.map { .object(["sampler": 0, "source": .int($0)]) })
    }
    if !extensions.isEmpty {
      json["extensionsUsed"] = .array(extensions.sorted().map { .string($0) })
    }
    put("accessors", buffer.accessors)
    let (views, bytes) = buffer.finish()
    put("bufferViews", views)
    if !bytes.isEmpty { put("buffers", [.object(["byteLength": .int(bytes.count)])]) }
    return try GLB(json: json, binary: bytes.isEmpty ? nil : bytes).bytes(file: file)
  }

  /// What a rig may be but a glTF file may not (3.6.2.1, 3.7.2: no empty lists).
  private static func checkWritable(_ rig: Rig) throws(RigError) {
    for mesh in rig.meshes {
      guard !mesh.primitives.isEmpty, mesh.primitives.allSatisfy({ !$0.indices.isEmpty }) else {
        throw .missing(what: "a triangle of mesh \"\(mesh.name)\"")
      }
    }
    for skin in rig.skins where skin.joints.isEmpty {
      throw .missing(what: "a joint of skin \"\(skin.name)\"")
    }
    for node in rig.nodes where node.skin != nil && node.mesh == nil {
      throw .missing(what: "the mesh of the skinned node \"\(node.name)\"")
    }
    let names = rig.expressions.map(\.name)
    guard Set(names).count == names.count else {
      throw .mismatch(what: "expressions, of which two bear one name,")
    }
  }

  static func named(_ name: String) -> JSONValue {
    name.isEmpty ? .object([:]) : .object(["name": .string(name)])
  }

  private static func skin(_ skin: Rig.Skin, _ buffer: inout GLTFBufferBuilder) -> JSONValue {
    var json = named(skin.name)
    json["joints"] = .array(skin.joints.map { .int($0) })
    var numbers: [Float] = []
    for matrix in skin.inverseBindMatrices {
      let c = matrix.columns
      for column in [c.0, c.1, c.2, c.3] { for row in 0..<4 { numbers.append(column[row]) } }
    }
    if !numbers.isEmpty {
      json["inverseBindMatrices"] = .int(
        buffer.add(numbers, component: .float, type: "MAT4", width: 16, target: nil))
    }
    return json
  }

  private static func nodes(_ rig: Rig) -> [JSONValue] {
    var children: [[JSONValue]] = Array(repeating: [], count: rig.nodes.count)
    for (number, node) in rig.nodes.enumerated() {
      if let parent = node.parent { children[parent].append(.int(number)) }
    }
    return rig.nodes.enumerated().map { number, node in
      var json = named(node.name)
      let (t, q, s) = (node.translation, node.rotation.vector, node.scale)
      if t != .zero { json["translation"] = .floats([t.x, t.y, t.z]) }
      if node.rotation != .identity { json["rotation"] = .floats([q.x, q.y, q.z, q.w]) }
      if s != SIMD3(1, 1, 1) { json["scale"] = .floats([s.x, s.y, s.z]) }
      if let mesh = node.mesh { json["mesh"] = .int(mesh) }
      if let skin = node.skin { json["skin"] = .int(skin) }
      if !node.defaultWeights.isEmpty { json["weights"] = .floats(node.defaultWeights) }
      if !children[number].isEmpty { json["children"] = .array(children[number]) }
      return json
    }
  }
}

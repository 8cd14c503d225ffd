import Motion
public import Rigging

/// Writes a ``Rigging/Rig`` as GLB: VRM 1.0 when a meta is given, else plain glTF 2.0.
///
/// Reading the bytes gives the rig back, number for number, when it is in the reader's canonical form: morph
/// targets list no vertex that does not move, expressions stand presets first in VRM's order and then customs by
/// name, skin weights sum to one, and (in plain glTF) bones bear names that ``Rigging/HumanoidNames`` knows.
public struct GLTFWriter: Sendable {
  /// How a VRM 1.0 model turns its eyes (`VRMC_vrm` 1.0, lookAt).
  public struct LookAt: Sendable, Equatable {
    /// Where the model looks from, relative to the head bone, in metres.
    public var offsetFromHead: SIMD3<Float>
    /// Largest turn of an eye bone towards the nose and away from it, in degrees.
    public var inner: Float
    /// See ``inner``.
    public var outer: Float
    /// Largest turn of an eye bone down and up, in degrees.
    public var down: Float
    /// See ``down``.
    public var up: Float

    /// Makes ranges; the defaults let the eyes follow a target exactly as far as eyes go.
    public init(
      offsetFromHead: SIMD3<Float> = SIMD3(0, 0.06, 0), inner: Float = 30, outer: Float = 30,
      down: Float = 25,
      up: Float = 20
    ) {
      self.offsetFromHead = offsetFromHead
      self.inner = inner
      self.outer = outer
      self.down = down
      self.up = up
    }
  }

  /// The meta of a VRM 1.0 model; `nil` writes plain glTF.
  public var meta: VRMMeta?
  /// How a VRM model turns its eyes; written when the rig has both eye bones.
  public var lookAt: LookAt
  /// Whether meshes are marked to be shown in first person automatically (`firstPerson`).
  public var marksFirstPerson: Bool

  /// Makes a writer.
  public init(meta: VRMMeta? = nil, lookAt: LookAt = LookAt(), marksFirstPerson: Bool = false) {
    self.meta = meta
    self.lookAt = lookAt
    self.marksFirstPerson = marksFirstPerson
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
    put("materials", rig.materials.map { Self.material($0, &extensions) })
    put("meshes", rig.meshes.map { Self.mesh($0, &buffer) })
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

  private static func named(_ name: String) -> JSONValue {
    name.isEmpty ? .object([:]) : .object(["name": .string(name)])
  }

  private static func material(_ material: Material, _ extensions: inout Set<String>) -> JSONValue {
    var json = named(material.name)
    let c = material.baseColor
    json["pbrMetallicRoughness"] = .object([
      "baseColorFactor": .floats([c.x, c.y, c.z, c.w]), "roughnessFactor": .float(material.roughness),
      "metallicFactor": .float(material.metallic),
    ])
    if material.isDoubleSided { json["doubleSided"] = .bool(true) }
    if c.w < 1 { json["alphaMode"] = "BLEND" }
    var own: JSONValue = .object([:])
    if material.isUnlit {
      own["KHR_materials_unlit"] = .object([:])
      extensions.insert("KHR_materials_unlit")
    }
    let e = material.emissive
    let strength = e.max()
    if strength > 1 {
      // emissiveFactor may not exceed 1 (3.9.3); brighter light needs the extension. A power of two divides
      // without rounding.
      var divisor: Float = 1
      while divisor < strength { divisor *= 2 }
      json["emissiveFactor"] = .floats([e.x / divisor, e.y / divisor, e.z / divisor])
      own["KHR_materials_emissive_strength"] = .object(["emissiveStrength": .float(divisor)])
      extensions.insert("KHR_materials_emissive_strength")
    } else if e != .zero {
      json["emissiveFactor"] = .floats([e.x, e.y, e.z])
    }
    if own != .object([:]) { json["extensions"] = own }
    return json
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
      if !children[number].isEmpty { json["children"] = .array(children[number]) }
      return json
    }
  }
}

import Motion
public import Rigging

/// What a glTF, GLB or VRM file says about a character.
public struct GLTFModel: Sendable {
  /// The file as it is, with all that the rig does not hold (textures, extensions, animations).
  public var document: GLTFDocument
  /// The rig; its nodes, meshes, skins and materials have the numbers they have in the file.
  public var rig: Rig
  /// The meta of a VRM 1.0 model.
  public var meta: VRMMeta?
  /// What was read but could not be kept as it stands, a sentence each.
  public var notices: [String]
}

/// Reads glTF 2.0 and VRM 1.0 into a ``Rigging/Rig``.
///
/// Decisions where the specification leaves room:
/// - All nodes of the file are kept, also those of no scene, so numbers agree with the file (3.5.1).
/// - The humanoid comes from `VRMC_vrm` or `VRMC_vrm_animation`, else from the joints' names. VRM 0.x (`VRM`)
///   is read as plain glTF, and a notice says so.
/// - Textures, cameras and lights are not part of a rig and stay in the document.
/// - Morph targets without names (`extras.targetNames`, 3.7.2.2 implementation note) are called `target0`, ….
/// - Default morph weights other than 0 are not part of a rig; a notice says so.
/// - A mesh may name its targets as another does but have another number of them only if its names agree with
///   its own number.
public enum GLTFReader {
  /// Extensions that a file may require because they change nothing we read, or are read.
  public static let knownExtensions: Set<String> = [
    "KHR_materials_unlit", "KHR_materials_emissive_strength", "KHR_mesh_quantization",
    "KHR_texture_transform",
    "KHR_materials_clearcoat", "KHR_materials_ior", "KHR_materials_sheen", "KHR_materials_specular",
    "KHR_materials_transmission", "KHR_materials_variants", "KHR_materials_volume", "KHR_lights_punctual",
    "KHR_texture_basisu", "EXT_texture_webp", "VRMC_vrm", "VRMC_vrm_animation", "VRMC_materials_mtoon",
    "VRMC_springBone", "VRMC_node_constraint", "VRMC_materials_hdr_emissiveMultiplier", "VRM",
  ]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: `.glb`, `.vrm`, `.vrma` or `.gltf`.
  ///   - file: Its name, for messages.
  ///   - resolver: Gives the bytes of external buffers; see ``GLTFResource/folder(_:)``.
  /// - Throws: ``FormatsError`` naming byte offset, accessor, node or mesh, and the cure.
  public static func read(
    _ bytes: [UInt8], file: String, resolver: GLTFResource.Resolver = GLTFResource.none
  ) throws(FormatsError) -> GLTFModel {
    try read(GLTFDocument(bytes, file: file, resolver: resolver))
  }

  /// Reads a document that has been loaded.
  public static func read(_ document: GLTFDocument) throws(FormatsError) -> GLTFModel {
    var context = try GLTFContext(document)
    for extension_ in document.json["extensionsRequired"]?.array ?? [] {
      guard let name = extension_.string, knownExtensions.contains(name) else {
        throw context.unsupported(
          "extensionsRequired", "the file requires \"\(extension_.string ?? "?")\", which is not read",
          cure: "export without that extension (for instance without mesh compression)")
      }
    }
    for number in context.bufferViews.indices { _ = try context.span(ofView: number) }
    for number in context.accessors.indices { _ = try GLTFAccessor(number, in: context) }
    var rig = Rig()
    rig.materials = try context.readMaterials()
    rig.meshes = try context.readMeshes()
    rig.nodes = try context.readNodes()
    rig.skins = try context.readSkins()
    try context.checkScenes()
    try context.checkSkinned(rig)
    let vrm = document.json["extensions"]?["VRMC_vrm"]
    var meta: VRMMeta?
    if let vrm {
      rig.humanoid = try context.readHumanoid(vrm, place: "VRMC_vrm")
      rig.expressions = try context.readExpressions(vrm, rig: rig)
      meta = VRMMeta(vrm["meta"])
    } else if let animation = document.json["extensions"]?["VRMC_vrm_animation"] {
      rig.humanoid = try context.readHumanoid(animation, place: "VRMC_vrm_animation")
    } else {
      rig.humanoid = HumanoidNames.recognise(rig.nodes, skins: rig.skins)
    }
    if document.json["extensions"]?["VRM"] != nil {
      context.notices.append("the VRM 0.x extension is not read; bones were sought by name")
    }
    do {
      try rig.validate()
    } catch {
      throw context.malformed("document", error.description)
    }
    return GLTFModel(document: document, rig: rig, meta: meta, notices: context.notices)
  }
}

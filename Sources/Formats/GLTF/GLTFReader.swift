import Motion
public import Rigging

/// What a glTF, GLB or VRM file says about a character.
public struct GLTFModel: Sendable {
  /// The file as it is, with all that the rig does not hold (textures, extensions, animations).
  public var document: GLTFDocument
  /// The rig; its nodes, meshes, skins and materials have the numbers they have in the file. A rig of VRM 0.x has
  /// one node more, the last, which turns it to face +Z.
  public var rig: Rig
  /// The meta of a VRM model.
  public var meta: VRMMeta?
  /// What others may do with the model, as far as the file says.
  public var rights: RigRights
  /// What was read but could not be kept as it stands, a sentence each.
  public var notices: [String]
  /// What the document holds and the rig does not, as `3 textures`: lost where the rig goes into another form, kept
  /// where a take is written into the document.
  public var remainders: [String]
  /// All that there is to know of the rig as it was read, a sentence each.
  public var remarks: [String] {
    guard !remainders.isEmpty else { return notices }
    return notices + [
      "stays in the document and is not part of the rig: \(remainders.joined(separator: ", "))"
    ]
  }
  /// Nodes whose rest rotation in the rig is not that of the file; see ``standInTPose()``.
  public internal(set) var turnedNodes: Set<Int> = []
}

/// Reads glTF 2.0, VRM 1.0 and VRM 0.x into a ``Rigging/Rig``.
///
/// Decisions where the specification leaves room:
/// - All nodes of the file are kept, also those of no scene, so numbers agree with the file (3.5.1).
/// - The humanoid comes from `VRMC_vrm`, `VRM` or `VRMC_vrm_animation`, else from the joints' names.
/// - Textures, cameras and lights are not part of a rig and stay in the document; a notice says so.
/// - Morph targets without names (`extras.targetNames`, 3.7.2.2 implementation note) are called `target0`, ….
/// - Default morph weights are those of the node, else of its mesh; the rig has them at the node.
/// - Of more than four joints per vertex the four heaviest are kept; a notice says how much the others weighed.
/// - Points and lines are left out; a notice says so.
/// - A mesh may name its targets as another does but have another number of them only if its names agree with
///   its own number.
public enum GLTFReader {
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
    try GLTFExtensions.check(&context)
    for number in context.bufferViews.indices { _ = try context.span(ofView: number) }
    for number in context.accessors.indices { _ = try GLTFAccessor(number, in: context) }
    var rig = Rig()
    rig.materials = try context.readMaterials()
    rig.meshes = try context.readMeshes()
    rig.nodes = try context.readNodes()
    try context.checkDrawn(rig)
    rig.skins = try context.readSkins()
    try context.readDefaultWeights(&rig)
    try context.checkScenes()
    try context.checkSkinned(&rig)
    let extensions = document.json["extensions"]
    var meta: VRMMeta?
    if let vrm = extensions?["VRMC_vrm"] {
      rig.humanoid = try context.readHumanoid(vrm, place: "VRMC_vrm")
      rig.expressions = try context.readExpressions(vrm, rig: rig)
      rig.lookAt = try context.readLookAt(vrm)
      meta = VRMMeta(vrm["meta"])
      if extensions?["VRM"] != nil {
        context.notices.append("the file is VRM 1.0 and VRM 0.x at once; only the former was read")
      }
    } else if let vrm = extensions?["VRM"] {
      try VRM0Reader(vrm: vrm).read(into: &rig, &context)
      meta = VRMMeta(legacy: vrm["meta"])
    } else if let animation = extensions?["VRMC_vrm_animation"] {
      rig.humanoid = try context.readHumanoid(animation, place: "VRMC_vrm_animation")
    } else {
      let found = HumanoidNames.read(rig.nodes, skins: rig.skins)
      rig.humanoid = found.bones
      context.notices += found.notices
    }
    let declares = extensions?["VRMC_vrm"] != nil || extensions?["VRM"] != nil
    if declares, rig.humanoid.isEmpty {
      let found = HumanoidNames.read(rig.nodes, skins: rig.skins)
      rig.humanoid = found.bones
      context.notices += found.notices
      context.notices.append(
        "the VRM extension names no bones; \(rig.humanoid.count) were found by the names of nodes")
    }
    if let springs = extensions?["VRMC_springBone"] { rig.springBones = try context.readSpringBones(springs) }
    do {
      try rig.validate()
    } catch {
      throw context.malformed("document", error.description)
    }
    return GLTFModel(
      document: document, rig: rig, meta: meta, rights: RigRights(document),
      notices: document.notices + context.listedNotices, remainders: context.remainders)
  }
}

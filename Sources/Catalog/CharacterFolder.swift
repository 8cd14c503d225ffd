public import Characters
public import Formats
public import Foundation
import Motion
public import Provenance
import Rigging

/// A character on disk: a folder with `character.json`, its rig and its sessions, or a rig file alone.
public struct CharacterFolder: Sendable {
  /// The character.
  public let character: RiggedCharacter
  /// The rig's document, as an export needs it.
  public let model: GLTFModel
  /// The folder, or the rig file where there is no sheet.
  public let place: URL
  /// The rig's file as it stands on disk.
  public let rigFile: URL
  /// Hash over sheet, rig and sessions: what a run's scores rest on.
  public let contentHash: ContentHash

  /// Name of the sheet's file.
  public static let sheetName = "character.json"

  private static let cure = "a character is a folder with a character.json, see Corpora/README.md"

  /// Reads the sheet of a character's folder alone, and holds it against its own rules: what it names lies inside the
  /// folder.
  ///
  /// - Throws: ``CatalogError`` naming the file and, where there is one, the field.
  public static func sheet(of folder: URL) throws(CatalogError) -> CharacterSheet {
    let file = folder.appendingPathComponent(sheetName)
    let sheet = try StoredJSON.read(CharacterSheet.self, at: file, cure: cure)
    if let (place, reason) = sheet.firstFault {
      throw .malformed(file: file.path, place: place, reason: reason, cure: "correct the sheet")
    }
    return sheet
  }

  /// Writes a sheet into a character's folder.
  ///
  /// - Throws: ``CatalogError`` when it cannot be written.
  public static func write(_ sheet: CharacterSheet, to folder: URL) throws(CatalogError) {
    let file = folder.appendingPathComponent(sheetName)
    try AtomicFile.write(try StoredJSON.encode(sheet, file: file.path), to: file)
  }

  /// Loads a character from its folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - withSessions: Whether the reference sessions are read and held against the sheet's limits, which takes most of
  ///     the time; the content hash covers their bytes in any case.
  /// - Throws: ``CatalogError`` naming the file and, where there is one, the field.
  public init(folder: URL, withSessions: Bool = true) throws(CatalogError) {
    let file = folder.appendingPathComponent(Self.sheetName)
    let sheet = try Self.sheet(of: folder)
    let rigFile = folder.appendingPathComponent(sheet.rig)
    var (model, bytes) = try Self.rig(at: rigFile)
    var hasher = ContentHasher()
    hasher.update(label: Self.sheetName, try StoredJSON.encode(sheet, file: file.path))
    hasher.update(label: "rig", bytes)
    if let map = sheet.map {
      let place = folder.appendingPathComponent(map)
      let text = try StoredJSON.bytes(of: place, cure: "restore the map, or take it out of the sheet")
      hasher.update(label: "map", text)
      model.rig = try RigMapFile.apply(
        try RigMapFile.read(text, file: place.path), to: model.rig, file: place.path)
      try Self.stand(&model, file: place.path)
    }
    var sessions: [ReferenceSession] = []
    for entry in sheet.sessions {
      let packed = try Self.bytes(of: entry, in: folder)
      hasher.update(label: entry.id, packed)
      if withSessions { sessions.append(try Self.session(entry, packed, in: folder)) }
    }
    for decoy in sheet.decoys {
      for entry in decoy.sessions {
        hasher.update(label: "\(decoy.id)/\(entry.id)", try Self.bytes(of: entry, in: folder))
      }
    }
    try self.init(
      sheet: sheet, model: model, rigBytes: bytes, sessions: withSessions ? sessions : nil,
      hash: hasher.finish(), place: folder,
      rigFile: rigFile)
  }

  /// The sessions of one of the sheet's decoys. They are read when asked for, since only identity scores need them.
  ///
  /// - Throws: ``CatalogError`` naming the file.
  public func sessions(of decoy: Decoy) throws(CatalogError) -> [ReferenceSession] {
    var sessions: [ReferenceSession] = []
    for entry in decoy.sessions {
      sessions.append(try Self.session(entry, try Self.bytes(of: entry, in: place), in: place))
    }
    return sessions
  }

  private static func bytes(
    of entry: CharacterSheet.Session, in folder: URL
  ) throws(CatalogError) -> Data {
    try StoredJSON.bytes(
      of: folder.appendingPathComponent(entry.track),
      cure: "restore the session, or take it out of the sheet")
  }

  private static func session(
    _ entry: CharacterSheet.Session, _ packed: Data, in folder: URL
  ) throws(CatalogError) -> ReferenceSession {
    ReferenceSession(
      id: entry.id, role: entry.role, recording: entry.recording,
      track: try TrackFile.read(packed, file: folder.appendingPathComponent(entry.track).path))
  }

  /// Takes a rig file as a character without sheet: no limits beyond the rig's own, no reference sessions.
  ///
  /// - Throws: ``CatalogError`` naming the file.
  public init(rigFile: URL) throws(CatalogError) {
    let (model, bytes) = try Self.rig(at: rigFile)
    let name = rigFile.deletingPathExtension().lastPathComponent
    let id = String(
      name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        .prefix(CharacterSheet.longestID))
    let sheet = CharacterSheet(
      id: id, title: name, licence: "unknown", evidence: .synthetic, rig: rigFile.lastPathComponent,
      notes: ["read from a rig file alone: no sheet, no reference sessions"])
    try self.init(
      sheet: sheet, model: model, rigBytes: bytes, sessions: [], hash: ContentHash(of: bytes),
      place: rigFile, rigFile: rigFile)
  }

  private init(
    sheet: CharacterSheet, model: GLTFModel, rigBytes: Data, sessions: [ReferenceSession]?, hash: ContentHash,
    place: URL, rigFile: URL
  ) throws(CatalogError) {
    do {
      character = try RiggedCharacter(
        sheet: sheet, rig: model.rig, assetHash: ContentHash(of: rigBytes), sessions: sessions)
    } catch {
      throw .character(error)
    }
    self.model = model
    self.place = place
    self.rigFile = rigFile
    contentHash = hash
  }

  private static func rig(at file: URL) throws(CatalogError) -> (GLTFModel, Data) {
    let bytes = try StoredJSON.bytes(of: file, cure: "correct the path of the rig")
    var model: GLTFModel
    do {
      model = try GLTFReader.read(
        [UInt8](bytes), file: file.path, resolver: GLTFResource.folder(file.deletingLastPathComponent()))
    } catch {
      throw .format(error)
    }
    try stand(&model, file: file.path)
    return (model, bytes)
  }

  /// Brings a rig whose file does not declare a T-pose into it, for tracks count from there.
  private static func stand(_ model: inout GLTFModel, file: String) throws(CatalogError) {
    do { try model.standInTPose() } catch {
      throw .malformed(file: file, place: "rig", reason: error.description, cure: "export the file again")
    }
  }

  /// The rig's document and rig with bones and channels as a map tells them, in the T-pose.
  ///
  /// - Throws: ``CatalogError`` naming the file of the map and the entry that does not fit the rig.
  public func model(mappedBy file: URL) throws(CatalogError) -> GLTFModel {
    var model = model
    model.rig = try RigMapFile.apply(try RigMapFile.read(at: file), to: model.rig, file: file.path)
    try Self.stand(&model, file: file.path)
    return model
  }
}

extension SearchPath {
  /// Loads a character by the name of its folder, the path of its folder, or the path of a rig file.
  ///
  /// - Parameters:
  ///   - nameOrPath: Name or path.
  ///   - withSessions: Whether reference sessions are read; see ``CharacterFolder/init(folder:withSessions:)``.
  /// - Throws: ``CatalogError``.
  public func character(
    _ nameOrPath: String, withSessions: Bool = true
  ) throws(CatalogError) -> CharacterFolder {
    let file = URL(fileURLWithPath: nameOrPath)
    if ["glb", "gltf", "vrm"].contains(file.pathExtension.lowercased()) {
      return try CharacterFolder(rigFile: file)
    }
    let folder: URL
    do { folder = try self.folder(of: .character, nameOrPath) } catch {
      // What is no name may be a file or folder here, which is then told why it is no character.
      guard !nameOrPath.isEmpty, FileManager.default.fileExists(atPath: file.path) else { throw error }
      folder = file
    }
    let cure = "a character is a name, a folder with a character.json, or a .glb, .gltf or .vrm file"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw .missing(file: folder.path, cure: cure)
    }
    guard isFolder.boolValue else {
      throw .refused(what: folder.path, reason: "it is no character", cure: cure)
    }
    guard
      FileManager.default.fileExists(atPath: folder.appendingPathComponent(CharacterFolder.sheetName).path)
    else { throw .refused(what: folder.path, reason: "the folder has no character.json", cure: cure) }
    return try CharacterFolder(folder: folder, withSessions: withSessions)
  }
}

public import Characters
public import Foundation
import Formats
import Motion
public import Provenance
import Rigging

/// A character that is being learnt: its rig's file and what is said of it, on the way to a folder.
public struct CharacterDraft: Sendable {
  /// What no take tells.
  public let particulars: CharacterLearning.Particulars
  /// Height in metres of the rig's hips, where it has any.
  public let hipHeight: Float?
  private let rigBytes: Data
  private let map: Data?

  /// Reads the rig.
  ///
  /// - Parameters:
  ///   - id: Id of the character.
  ///   - title: Name for people; the id where there is none.
  ///   - licence: Licence of takes and rig.
  ///   - evidence: Whether the takes were recorded from people.
  ///   - rigFile: A `.glb`, `.vrm` or self-contained `.gltf`.
  ///   - mapFile: A rig map, see ``RigMapFile``; it is kept beside the rig.
  /// - Throws: ``CatalogError`` because the id is none, of the readers, or because a `.gltf` names other files.
  public init(
    id: String, title: String? = nil, licence: String, evidence: Evidence, rigFile: URL, mapFile: URL? = nil
  ) throws(CatalogError) {
    if let reason = CharacterSheet.fault(inID: id) {
      throw .refused(what: "NAME, the id of the character", reason: reason, cure: "choose one such as ada")
    }
    let folder = try CharacterFolder(rigFile: rigFile)
    rigBytes = try StoredJSON.bytes(of: rigFile, cure: "correct the path of the rig")
    var rig = folder.character.rig
    if let mapFile {
      rig = try folder.model(mappedBy: mapFile).rig
      map = try StoredJSON.bytes(of: mapFile, cure: "correct the path of the map")
    } else {
      map = nil
    }
    do {
      _ = try GLTFDocument([UInt8](rigBytes), file: rigFile.path, resolver: GLTFResource.none)
    } catch {
      throw .refused(
        what: rigFile.path,
        reason: "it takes its buffers from other files, which a character's folder has not",
        cure: "export it as .glb")
    }
    let posed = try? PosedRig(rig)
    var height: Float?
    if let hips = rig.humanoid[.hips], let posed { height = posed.position(of: hips).y }
    hipHeight = height
    particulars = CharacterLearning.Particulars(
      id: id, title: title ?? id, licence: licence, evidence: evidence,
      rig: "\(id).\(rigFile.pathExtension.lowercased())", rigHash: ContentHash(of: rigBytes).description,
      fit: posed.map { RigFit($0) })
  }

  /// Writes the folder of a learnt character: sheet, rig, sessions; as a whole or not at all.
  ///
  /// - Throws: ``CatalogError``, also when something that is no empty folder stands at the place, or when the
  ///   character cannot be loaded from what was written.
  public func write(_ learnt: CharacterLearning, to folder: URL) throws(CatalogError) -> CharacterFolder {
    var sheet = learnt.sheet
    if map != nil { sheet.map = "rig-map.json" }
    try AtomicFile.writeFolder(folder, replacing: false) { place throws(CatalogError) in
      try AtomicFile.write(rigBytes, to: place.appendingPathComponent(sheet.rig))
      if let map { try AtomicFile.write(map, to: place.appendingPathComponent("rig-map.json")) }
      for (entry, track) in zip(sheet.sessions, learnt.tracks) {
        let file = place.appendingPathComponent(entry.track)
        try AtomicFile.write(try TrackFile.write(track, file: file.path), to: file)
      }
      try CharacterFolder.write(sheet, to: place)
      _ = try CharacterFolder(folder: place)
    }
    return try CharacterFolder(folder: folder)
  }
}

import Formats
public import Foundation
import Motion
public import Rigging

/// Reads a rig map, `{"schema":"mien.rig-map/1","bones":{…},"channels":{…},"facing":"+z"}`.
///
/// `bones` gives the node of each humanoid bone by name, or null for a bone that the rig does not have. `channels`
/// gives for each channel a morph target or expression of the rig by name, or several with their weights. Each
/// part may be left out.
public enum RigMapFile {
  /// Schema id that this type reads.
  public static let schemaID = "mien.rig-map/1"

  /// Reads the file at a place.
  ///
  /// - Throws: ``CatalogError`` naming the file and the field.
  public static func read(at file: URL) throws(CatalogError) -> RigMap {
    try read(StoredJSON.bytes(of: file, cure: "correct the path of the map"), file: file.path)
  }

  /// Reads a file's bytes; `file` is the name that errors give.
  public static func read(_ bytes: Data, file: String) throws(CatalogError) -> RigMap {
    func refuse(_ place: String, _ reason: String, _ cure: String) -> CatalogError {
      .malformed(file: file, place: place, reason: reason, cure: cure)
    }
    let json: JSONValue
    do { json = try JSONValue(parsing: bytes, file: file, place: "") } catch { throw .format(error) }
    guard let members = json.object else {
      throw refuse("top level", "it is not an object", "write {\"schema\":\"\(schemaID)\", …}")
    }
    guard members["schema"]?.string == schemaID else {
      throw refuse("schema", "it is not \"\(schemaID)\"", "begin the file with \"schema\":\"\(schemaID)\"")
    }
    let known = ["schema", "bones", "channels", "facing", "notes"]
    if let stranger = members.keys.filter({ !known.contains($0) }).min() {
      throw refuse(
        String(stranger.prefix(60)), "there is no such field", "use bones, channels, facing, notes")
    }
    var map = RigMap()
    map.bones = try bones(members["bones"], refuse)
    map.channels = try channels(members["channels"], refuse)
    if let facing = members["facing"] {
      guard let value = facing.string.flatMap(RigMap.Facing.init) else {
        throw refuse("facing", "it is neither \"+z\" nor \"-z\"", "say where the character looks at rest")
      }
      map.facing = value
    }
    return map
  }

  /// Applies a map that was read from a file.
  ///
  /// - Throws: ``CatalogError`` naming the file of the map and the entry that does not fit the rig.
  public static func apply(_ map: RigMap, to rig: Rig, file: String) throws(CatalogError) -> Rig {
    do { return try map.applied(to: rig) } catch {
      guard case .map(let place, let reason, let cure) = error else {
        throw .malformed(file: file, place: "top level", reason: "\(error)", cure: "correct map or rig")
      }
      throw .malformed(file: file, place: place, reason: reason, cure: cure)
    }
  }

  private static func bones(
    _ json: JSONValue?, _ refuse: (String, String, String) -> CatalogError
  ) throws(CatalogError) -> [HumanoidBone: String] {
    guard let json else { return [:] }
    guard let members = json.object else {
      throw refuse("bones", "it is not an object", "write {\"hips\":\"NODE\", …}")
    }
    var result: [HumanoidBone: String] = [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let place = "bones.\(name.prefix(60))"
      guard let bone = HumanoidBone(rawValue: name) else {
        throw refuse(
          place, "it is no humanoid bone of VRM 1.0", "use its names, such as hips, spine, leftUpperArm")
      }
      if value == .null {
        result[bone] = ""
      } else if let node = value.string, !node.isEmpty {
        result[bone] = node
      } else {
        throw refuse(
          place, "it is not the name of a node", "give a text, or null where the rig has no such bone")
      }
    }
    return result
  }

  private static func channels(
    _ json: JSONValue?, _ refuse: (String, String, String) -> CatalogError
  ) throws(CatalogError) -> [String: [String: Float]] {
    guard let json else { return [:] }
    guard let members = json.object else {
      throw refuse("channels", "it is not an object", "write {\"jawOpen\":\"TARGET\", …}")
    }
    var result: [String: [String: Float]] = [:]
    var spelling: [String: String] = [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let place = "channels.\(name.prefix(60))"
      guard !name.isEmpty else { throw refuse(place, "the name of a channel is empty", "name it") }
      let channel = ARKit.canonicalName(for: name) ?? name
      if let other = spelling.updateValue(name, forKey: channel) {
        throw refuse(place, "it means the same channel as '\(other.prefix(60))'", "give one of the two")
      }
      if let target = value.string, !target.isEmpty {
        result[channel] = [target: 1]
      } else if let parts = value.object, !parts.isEmpty {
        var weights: [String: Float] = [:]
        for (target, weight) in parts.sorted(by: { $0.key < $1.key }) {
          guard let number = weight.double, number.isFinite, abs(number) <= 10, !target.isEmpty else {
            throw refuse(
              "\(place).\(target.prefix(60))", "it is not a weight", "give a number, 1 for all of it")
          }
          weights[target] = Float(number)
        }
        result[channel] = weights
      } else {
        throw refuse(
          place, "it is neither a name nor weights by name", "write \"TARGET\" or {\"TARGET\": 0.5, …}")
      }
    }
    return result
  }
}

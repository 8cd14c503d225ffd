import Motion
import Rigging

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gaze as `VRMC_vrm_animation` 1.0 has it.
enum VRMAGaze {
  /// Yaw to the character's left and pitch upward, in radians, of a direction in the axes of the head at rest.
  static func angles(of way: SIMD3<Float>) -> (yaw: Float, pitch: Float) {
    let level = (way.x * way.x + way.z * way.z).squareRoot()
    return (level > 1e-6 ? atan2f(way.x, way.z) : 0, atan2f(way.y, level))
  }
}

extension GLTFMotion {
  /// Nodes that stand for expressions and for the gaze (`VRMC_vrm_animation` 1.0, expressions and lookAt): the weight of
  /// an expression is the x of its node's translation, the gaze the rotation of its node, yaw about Y and then pitch
  /// about X.
  mutating func vrmaStands(_ json: JSONValue) throws(FormatsError) -> [Int: Stand] {
    let context = try GLTFContext(model.document)
    if let version = json["specVersion"]?.string, version != "1.0" {
      notes.append(
        ImportNote(.assumed, file, "VRMC_vrm_animation \"\(version.prefix(20))\" is read as 1.0"))
    }
    var stands: [Int: Stand] = [:]
    var taken: Set<String> = []
    for kind in ["preset", "custom"] {
      let list = json["expressions"]?[kind]?.object ?? [:]
      for name in list.keys.sorted() {
        let place = "VRMC_vrm_animation expression \(name.prefix(40))"
        let node = try context.index(
          list[name]?["node"], below: context.nodes.count, of: "node", place: place)
        guard stands[node] == nil, !model.rig.humanoid.values.contains(node) else {
          throw context.malformed(place, "names node \(node), which stands for something else as well")
        }
        guard taken.insert(name).inserted else {
          notes.append(
            ImportNote(.leftOut, file, "custom expression \(name.prefix(40)): a preset has its name"))
          continue
        }
        stands[node] = Stand(channels: [.weight(name)], isGaze: false)
      }
    }
    guard let look = json["lookAt"] else { return stands }
    let place = "VRMC_vrm_animation lookAt"
    let node = try context.index(look["node"], below: context.nodes.count, of: "node", place: place)
    guard stands[node] == nil, !model.rig.humanoid.values.contains(node) else {
      throw context.malformed(place, "names node \(node), which stands for something else as well")
    }
    stands[node] = Stand(channels: [.gazeYaw, .gazePitch], isGaze: true)
    if let offset = try context.floats(
      look["offsetFromHeadBone"], count: 3, place: place, what: "offsetFromHeadBone")
    {
      let text = offset.map { "\(TrackTiming.number(Double($0)))" }.joined(separator: ", ")
      notes.append(ImportNote(.read, file, "the gaze is counted from (\(text)) m off the head bone"))
    }
    return stands
  }
}

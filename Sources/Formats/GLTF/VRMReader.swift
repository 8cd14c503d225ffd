import Motion
import Rigging

/// Names of VRM 1.0 expressions.
enum VRMExpression {
  /// The presets in the order of the specification (`VRMC_vrm` 1.0, expressions).
  static let presets = [
    "happy", "angry", "sad", "relaxed", "surprised", "aa", "ih", "ou", "ee", "oh", "blink", "blinkLeft",
    "blinkRight", "lookUp", "lookDown", "lookLeft", "lookRight", "neutral",
  ]
}

extension GLTFContext {
  /// The bones of `humanoid.humanBones`.
  ///
  /// A bone of an unknown name is left out with a notice; a model that lacks required bones is read, and the
  /// profile of the rig says so.
  mutating func readHumanoid(_ vrm: JSONValue, place: String) throws(FormatsError) -> [HumanoidBone: Int] {
    if let version = vrm["specVersion"]?.string, !version.hasPrefix("1.") {
      throw unsupported(
        place, "specVersion \"\(version.prefix(20))\" is not 1.0", cure: "export it as VRM 1.0")
    }
    let bones = vrm["humanoid"]?["humanBones"]?.object ?? [:]
    var out: [HumanoidBone: Int] = [:]
    var owner: [Int: String] = [:]
    for name in bones.keys.sorted() {
      let place = "\(place) bone \(name.prefix(40))"
      let node = try index(bones[name]?["node"], below: nodes.count, of: "node", place: place)
      guard let bone = HumanoidBone(rawValue: name) else {
        notices.append("\(place): is not a bone of VRM 1.0 and was left out")
        continue
      }
      if let other = owner[node] { throw malformed(place, "names node \(node), as bone \(other) does") }
      owner[node] = name
      out[bone] = node
    }
    return out
  }
}

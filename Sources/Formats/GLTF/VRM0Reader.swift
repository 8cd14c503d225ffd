import Motion
import Rigging

/// Reads the extension `VRM`, VRM 0.x, in the words of VRM 1.0.
///
/// Vectors of the extension are Unity's, left-handed: those in the axes of a node lose the sign of z. A model of
/// VRM 0.x faces −Z; ``Rigging/Rig/turnAround()`` says how it comes to face +Z.
struct VRM0Reader {
  let vrm: JSONValue

  /// Bones that VRM 1.0 calls by another name: the thumb begins with the metacarpal there.
  private static let renamed: [String: HumanoidBone] = [
    "leftThumbProximal": .leftThumbMetacarpal, "leftThumbIntermediate": .leftThumbProximal,
    "rightThumbProximal": .rightThumbMetacarpal, "rightThumbIntermediate": .rightThumbProximal,
  ]

  /// Writes humanoid, expressions, look-at and springs into a rig whose nodes and meshes have been read, and
  /// turns it to face +Z.
  func read(into rig: inout Rig, _ context: inout GLTFContext) throws(FormatsError) {
    rig.humanoid = try humanoid(&context)
    rig.expressions = try expressions(rig, &context)
    rig.lookAt = try lookAt(&context)
    rig.springBones = try springBones(rig, &context)
    rig.turnAround()
    context.notices.append("VRM 0.x: the model faces −Z and was turned about its own axis to face +Z")
  }

  private func humanoid(_ context: inout GLTFContext) throws(FormatsError) -> [HumanoidBone: Int] {
    var out: [HumanoidBone: Int] = [:]
    var owner: [Int: String] = [:]
    for json in vrm["humanoid"]?["humanBones"]?.array ?? [] {
      let name = json["bone"]?.string ?? ""
      let place = "VRM bone \(name.prefix(40))"
      // −1 is how exporters write none.
      guard json["node"]?.integer != -1 else { continue }
      let node = try context.index(json["node"], below: context.nodes.count, of: "node", place: place)
      guard let bone = Self.renamed[name] ?? HumanoidBone(rawValue: name), !name.hasSuffix("Metacarpal")
      else {
        context.notices.append("\(place): is not a bone of VRM 0.x and was left out")
        continue
      }
      if let other = owner[node] ?? (out[bone] == nil ? nil : name) {
        context.notices.append("\(place): was left out, for bone \(other.prefix(40)) stands there already")
        continue
      }
      owner[node] = name
      out[bone] = node
    }
    return out
  }

  /// `firstPerson`: the offset of the first person's eyes serves as that of the gaze, as in 1.0.
  private func lookAt(_ context: inout GLTFContext) throws(FormatsError) -> Rig.LookAt? {
    guard let json = vrm["firstPerson"], json.object != nil else { return nil }
    let place = "VRM firstPerson"
    var out = Rig.LookAt(type: json["lookAtTypeName"]?.string == "BlendShape" ? .expression : .bone)
    out.offsetFromHeadBone =
      try context.vector(json["firstPersonBoneOffset"], place: place, what: "firstPersonBoneOffset")
      * SIMD3(1, 1, -1)
    let isWeight = out.type == .expression
    func map(_ key: String, _ context: inout GLTFContext) throws(FormatsError) -> Rig.LookAt.RangeMap {
      let range = json[key]
      let place = "\(place) \(key)"
      let curve = range?["curve"]?.array?.map { $0.double ?? .nan }
      if let curve, curve != [0, 0, 0, 1, 1, 1, 1, 0] {
        context.notices.append("\(place): its curve was taken for a straight line")
      }
      return Rig.LookAt.RangeMap(
        inputMaxValue: try context.float(range?["xRange"], default: 90, place: place, what: "xRange"),
        outputScale: try context.float(
          range?["yRange"], default: isWeight ? 1 : 10, place: place, what: "yRange"))
    }
    out.horizontalInner = try map("lookAtHorizontalInner", &context)
    out.horizontalOuter = try map("lookAtHorizontalOuter", &context)
    out.verticalDown = try map("lookAtVerticalDown", &context)
    out.verticalUp = try map("lookAtVerticalUp", &context)
    return out
  }
}

extension GLTFContext {
  /// A vector as VRM 0.x writes it, an object of `x`, `y`, `z`; absent numbers are 0.
  func vector(_ json: JSONValue?, place: String, what: String) throws(FormatsError) -> SIMD3<Float> {
    SIMD3(
      try float(json?["x"], default: 0, place: place, what: "\(what).x"),
      try float(json?["y"], default: 0, place: place, what: "\(what).y"),
      try float(json?["z"], default: 0, place: place, what: "\(what).z"))
  }
}

extension Rig {
  /// Hangs all roots below a new last node that turns by half a turn about +Y.
  ///
  /// All other nodes keep number and local transform, so what is computed for them fits the file they came from.
  mutating func turnAround() {
    let roots = nodes.indices.filter { nodes[$0].parent == nil }
    guard !roots.isEmpty else { return }
    for root in roots { nodes[root].parent = nodes.count }
    nodes.append(Node(name: "Facing", rotation: Quaternion(x: 0, y: 1, z: 0, w: 0)))
  }
}

import Motion

extension VRMAScene {
  /// The file: binary glTF with nodes and one animation, nothing to draw.
  ///
  /// - Throws: ``FormatsError`` above 4 GiB.
  func bytes(_ material: ExportMaterial) throws(FormatsError) -> [UInt8] {
    let take = try material.first()
    var floats: [Float] = []
    var accessors: [JSONValue] = []
    var views: [JSONValue] = []
    func add(_ values: [Float], count: Int, type: String) -> Int {
      views.append(
        .object([
          "buffer": 0, "byteOffset": .int(floats.count * 4), "byteLength": .int(values.count * 4),
        ]))
      floats += values
      accessors.append(
        .object([
          "bufferView": .int(views.count - 1), "componentType": .int(GLTFAccessor.Component.float.rawValue),
          "count": .int(count), "type": .string(type),
        ]))
      return accessors.count - 1
    }
    var inputs: [[Float]: Int] = [:]
    var samplers: [JSONValue] = []
    var channels: [JSONValue] = []
    for curve in curves {
      let input = inputs[curve.times] ?? add(curve.times, count: curve.times.count, type: "SCALAR")
      inputs[curve.times] = input
      accessors[input]["min"] = .floats(curve.times.prefix(1))
      accessors[input]["max"] = .floats(curve.times.suffix(1))
      let output = add(curve.values, count: curve.times.count, type: "VEC\(curve.width)")
      samplers.append(
        .object(["input": .int(input), "output": .int(output), "interpolation": "LINEAR"]))
      channels.append(
        .object([
          "sampler": .int(samplers.count - 1),
          "target": .object(["node": .int(curve.node), "path": .string(curve.path.rawValue)]),
        ]))
    }
    var asset: JSONValue = .object(["version": "2.0", "generator": "mien"])
    if let line = material.rights.creditLine { asset["copyright"] = .string(line) }
    let json: JSONValue = .object([
      "asset": asset, "scene": 0, "scenes": .array([.object(["nodes": .array(roots.map { .int($0) })])]),
      "nodes": .array(nodes), "accessors": .array(accessors), "bufferViews": .array(views),
      "buffers": .array([.object(["byteLength": .int(floats.count * 4)])]),
      "animations": .array([
        .object([
          "name": .string(take.name), "channels": .array(channels), "samplers": .array(samplers),
          "extras": extras(take, material),
        ])
      ]),
      "extensionsUsed": .array(["VRMC_vrm_animation"]),
      "extensions": .object(["VRMC_vrm_animation": vrmAnimation]),
    ])
    return try GLB.assemble(
      json: json, binary: [], hasBinary: true, others: [], tailCount: floats.count, file: take.name
    ) { _ = $0.update(fromContentsOf: floats) }
  }

  private var vrmAnimation: JSONValue {
    var humanoid: JSONValue = .object([:])
    for (bone, node) in bones { humanoid[bone.rawValue] = .object(["node": .int(node)]) }
    var out: JSONValue = .object(["specVersion": "1.0", "humanoid": .object(["humanBones": humanoid])])
    func named(_ list: [(name: String, node: Int)]) -> JSONValue? {
      guard !list.isEmpty else { return nil }
      var out: JSONValue = .object([:])
      for (name, node) in list { out[name] = .object(["node": .int(node)]) }
      return out
    }
    if !presets.isEmpty || !customs.isEmpty {
      var expressions: JSONValue = .object([:])
      expressions["preset"] = named(presets)
      expressions["custom"] = named(customs)
      out["expressions"] = expressions
    }
    if let look {
      out["lookAt"] = .object([
        "node": .int(look), "offsetFromHeadBone": .floats([lookOffset.x, lookOffset.y, lookOffset.z]),
      ])
    }
    return out
  }

  private func extras(_ take: ExportMaterial.Performance, _ material: ExportMaterial) -> JSONValue {
    var extras: JSONValue = .object(["markers": .array(take.markers.map(\.json))])
    if material.isLooped { extras["loop"] = .bool(true) }
    if let audio = take.audio { extras["audio"] = .array([.string(audio)]) }
    var mien: JSONValue = .object([
      "frameRate": .object([
        "numerator": .int(Int(take.track.rate.numerator)),
        "denominator": .int(Int(take.track.rate.denominator)),
      ]), "frames": .int(take.track.frameCount),
    ])
    if !material.rights.claims.isEmpty { mien["rights"] = material.rights.json }
    extras["mien"] = mien
    return extras
  }
}

/// Reads back what ``VRMAScene`` wrote, through the names of its extension.
enum VRMATake {
  static func read(
    _ bytes: [UInt8], rate: FrameRate, frames: Int, file: String
  ) throws(FormatsError) -> Track {
    let document = try GLTFDocument(bytes, file: file)
    let animation = try GLTFAnimation(0, of: document)
    let vrma = document.json["extensions"]?["VRMC_vrm_animation"]
    var channels: [(channel: Channel, node: Int, path: GLTFAnimation.Path)] = []
    for bone in HumanoidBone.allCases {
      guard let node = vrma?["humanoid"]?["humanBones"]?[bone.rawValue]?["node"]?.integer else { continue }
      channels.append((.rotation(of: bone), node, .rotation))
      if bone == .hips { channels.append((.translation(of: bone), node, .translation)) }
    }
    for kind in ["preset", "custom"] {
      let list = vrma?["expressions"]?[kind]?.object ?? [:]
      for name in list.keys.sorted() {
        if let node = list[name]?["node"]?.integer { channels.append((.weight(name), node, .translation)) }
      }
    }
    let look = vrma?["lookAt"]?["node"]?.integer
    let found = channels.filter { entry in
      animation.channels.contains { $0.node == entry.node && $0.path == entry.path }
    }
    let gaze: [Channel] = look == nil ? [] : [.gazeYaw, .gazePitch]
    let layout = ChannelLayout(found.map(\.channel) + gaze)
    var track = Track(layout: layout, rate: rate, frameCount: frames)
    var value = [Float](repeating: 0, count: 4)
    for (number, channel) in layout.channels.enumerated() {
      let column = layout.offsets[number]
      let node = number < found.count ? found[number].node : look ?? 0
      let path = number < found.count ? found[number].path : .rotation
      guard let curve = animation.channels.first(where: { $0.node == node && $0.path == path }) else {
        continue
      }
      let rest = (document.json["nodes"]?.array?[node]["translation"]?.array ?? []).compactMap(\.double)
      var cursor = 0
      for frame in 0..<frames {
        animation.samplers[curve.sampler].show(
          at: Float(rate.time(ofFrame: frame).seconds), frame: frame, width: path == .rotation ? 4 : 3,
          cursor: &cursor, path, &value)
        switch channel.kind {
        case .rotation: for part in 0..<4 { track[frame, column + part] = value[part] }
        case .translation:
          for part in 0..<3 {
            track[frame, column + part] = value[part] - (rest.count == 3 ? Float(rest[part]) : 0)
          }
        case .weight: track[frame, column] = value[0]
        case .angle:
          let angles = Quaternion(x: value[0], y: value[1], z: value[2], w: value[3]).headAngles
          track[frame, column] = channel == .gazeYaw ? angles.yaw : -angles.pitch
        }
      }
    }
    return track
  }
}

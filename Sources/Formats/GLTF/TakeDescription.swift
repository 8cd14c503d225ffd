import Motion

/// What a GLB says of a take: accessors and samplers of its curves, its markers, and where it comes from.
struct TakeDescription {
  let material: ExportMaterial
  let parts: [TakeExport.Part]
  let dropped: [String]

  /// Adds everything to a document whose numbers stand `start` bytes into its only buffer.
  func add(to json: inout JSONValue, at start: Int) {
    json["animations"] = .array([animation(in: &json, at: start)])
    describeTake(in: &json)
    var asset = json["asset"] ?? .object(["version": "2.0"])
    if let line = material.rights.creditLine {
      let before = asset["copyright"]?.string
      asset["copyright"] = .string(before.map { "\($0); \(line)" } ?? line)
    }
    json["asset"] = asset
  }

  private func animation(in json: inout JSONValue, at start: Int) -> JSONValue {
    var accessors = json["accessors"]?.array ?? []
    var views = json["bufferViews"]?.array ?? []
    var samplers: [JSONValue] = []
    var channels: [JSONValue] = []
    func add(_ offset: Int, count: Int, type: String, width: Int) -> Int {
      views.append(
        .object(["buffer": 0, "byteOffset": .int(offset), "byteLength": .int(count * width * 4)]))
      accessors.append(
        .object([
          "bufferView": .int(views.count - 1), "componentType": .int(GLTFAccessor.Component.float.rawValue),
          "count": .int(count), "type": .string(type),
        ]))
      return accessors.count - 1
    }
    var begin = start
    for part in parts {
      var inputs: [Int: Int] = [:]
      let rate = part.performance.track.rate
      let last = Float(rate.time(ofFrame: part.performance.track.frameCount - 1).seconds)
      for curve in part.curves.curves {
        let input =
          inputs[curve.times] ?? add(begin + curve.times * 4, count: curve.keys, type: "SCALAR", width: 1)
        if inputs.updateValue(input, forKey: curve.times) == nil {
          accessors[input]["min"] = .floats([0])
          accessors[input]["max"] = .floats([curve.keys > 1 ? last : 0])
        }
        let isMorph = curve.path == .weights
        let output = add(
          begin + curve.values * 4, count: isMorph ? curve.keys * curve.width : curve.keys,
          type: isMorph ? "SCALAR" : "VEC\(curve.width)", width: isMorph ? 1 : curve.width)
        samplers.append(
          .object(["input": .int(input), "output": .int(output), "interpolation": "LINEAR"]))
        let nodes = curve.nodes.isEmpty ? [part.root ?? 0] : curve.nodes.map { $0 + part.offset }
        for node in nodes {
          channels.append(
            .object([
              "sampler": .int(samplers.count - 1),
              "target": .object(["node": .int(node), "path": .string(curve.path.rawValue)]),
            ]))
        }
      }
      begin += part.curves.count * 4
    }
    json["accessors"] = .array(accessors)
    json["bufferViews"] = .array(views)
    var markers: [JSONValue] = []
    for part in parts {
      for marker in part.performance.markers {
        var out = marker.json
        if parts.count > 1 { out["participant"] = .string(part.performance.participant) }
        markers.append(out)
      }
    }
    var extras: JSONValue = .object(["markers": .array(markers)])
    if material.isLooped { extras["loop"] = .bool(true) }
    if let additive = material.additive { extras["additive"] = .string(additive.rawValue) }
    let audio = parts.compactMap(\.performance.audio)
    if !audio.isEmpty { extras["audio"] = .array(audio.map { .string($0) }) }
    let name = parts.map(\.performance.name).joined(separator: " + ")
    return .object([
      "name": .string(name), "channels": .array(channels), "samplers": .array(samplers), "extras": extras,
    ])
  }

  /// Puts `extras.mien` on the scene that is shown, else on the asset.
  private func describeTake(in json: inout JSONValue) {
    guard let track = parts.first?.performance.track else { return }
    var take: JSONValue = .object([
      "frameRate": .object([
        "numerator": .int(Int(track.rate.numerator)), "denominator": .int(Int(track.rate.denominator)),
      ]),
      "frames": .int(track.frameCount),
      "channels": .array(track.layout.channels.map { .string($0.name) }),
      "dropped": .array(dropped.map { .string($0) }),
    ])
    if !material.rights.claims.isEmpty { take["rights"] = material.rights.json }
    // Extras need not be an object (3.4); what is there is kept beside ours.
    func add(to extras: JSONValue?) -> JSONValue {
      var out = extras ?? .object([:])
      if out.object == nil { out = .object(["original": out]) }
      out["mien"] = take
      return out
    }
    var scenes = json["scenes"]?.array ?? []
    let shown = json["scene"]?.integer ?? 0
    if scenes.indices.contains(shown) {
      scenes[shown]["extras"] = add(to: scenes[shown]["extras"])
      json["scenes"] = .array(scenes)
    } else {
      var asset = json["asset"] ?? .object([:])
      asset["extras"] = add(to: asset["extras"])
      json["asset"] = asset
    }
  }
}

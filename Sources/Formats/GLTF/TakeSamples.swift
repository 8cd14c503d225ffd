import Motion
import Rigging

/// The numbers of an exported take in one contiguous list: times, rotations node by node, the translation of the
/// hips, weights group by group.
struct TakeSamples {
  /// Mesh nodes whose targets are driven alike.
  struct Group {
    var nodes: [Int]
    let width: Int
    /// Weights of the targets that nothing drives.
    let defaults: [Float]
    let isDriven: [Bool]
    var start: Int
  }

  let binding: TrackBinding
  private(set) var floats: [Float]
  private(set) var groups: [Group]
  private let frames: Int
  private var posed: PosedRig
  private let hipsStart: Int

  init(track: Track, rest: PosedRig, document: GLTFDocument) {
    posed = rest
    binding = TrackBinding(layout: track.layout, posed: rest)
    frames = track.frameCount
    hipsStart = frames * (1 + 4 * binding.rotatedNodes.count)
    var next = hipsStart + (binding.translatedNode == nil ? 0 : frames * 3)
    struct Key: Hashable {
      let sources: [TrackBinding.Source?]
      let defaults: [Float]
    }
    var numbers: [Key: Int] = [:]
    groups = []
    for node in rest.rig.nodes.indices {
      let sources = Array(binding.sources(of: node))
      guard sources.contains(where: { $0 != nil }) else { continue }
      let defaults = Self.defaultWeights(of: node, count: sources.count, document)
      let key = Key(sources: sources, defaults: defaults)
      if let number = numbers[key] {
        groups[number].nodes.append(node)
      } else {
        numbers[key] = groups.count
        groups.append(
          Group(
            nodes: [node], width: sources.count, defaults: defaults, isDriven: sources.map { $0 != nil },
            start: next))
        next += frames * sources.count
      }
    }
    floats = Array(repeating: 0, count: next)
  }

  /// Whether any channel of the track reaches the rig; an animation without channels is not allowed (3.11).
  var movesSomething: Bool {
    !binding.rotatedNodes.isEmpty || binding.translatedNode != nil || !groups.isEmpty
  }

  /// The node's weights go before the mesh's (3.7.2.2).
  private static func defaultWeights(of node: Int, count: Int, _ document: GLTFDocument) -> [Float] {
    let json = document.json["nodes"]?.array?[node]
    let mesh = json?["mesh"]?.integer.flatMap { document.json["meshes"]?.array?[$0] }
    let weights = (json?["weights"]?.array ?? mesh?["weights"]?.array ?? []).map { Float($0.double ?? 0) }
    return weights.count == count && weights.allSatisfy(\.isFinite)
      ? weights : Array(repeating: 0, count: count)
  }

  /// Computes all frames.
  ///
  /// - Throws: ``FormatsError`` when Float seconds cannot tell neighbouring frames apart.
  mutating func fill(_ track: Track, name: String) throws(FormatsError) {
    for frame in 0..<frames { floats[frame] = Float(track.rate.time(ofFrame: frame).seconds) }
    for frame in 1..<max(1, frames) where floats[frame] <= floats[frame - 1] {
      throw .unsupported(
        file: name, place: "frame \(frame)", reason: "Float seconds cannot tell it from the frame before",
        cure: "export a shorter part of the take")
    }
    let width = track.layout.width
    let nodes = binding.rotatedNodes
    let translated = binding.translatedNode
    track.samples.withUnsafeBufferPointer { samples in
      floats.withUnsafeMutableBufferPointer { out in
        for frame in 0..<frames {
          posed.apply(
            binding, UnsafeBufferPointer(rebasing: samples[(frame * width)..<((frame + 1) * width)]),
            updatingWorld: false)
          for (number, node) in nodes.enumerated() {
            let at = frames * (1 + 4 * number) + 4 * frame
            var q = posed.localRotations[node].vector
            if frame > 0 {
              let previous = SIMD4(out[at - 4], out[at - 3], out[at - 2], out[at - 1])
              if (q * previous).sum() < 0 { q = -q }
            }
            for part in 0..<4 { out[at + part] = q[part] }
          }
          if let translated {
            let move = posed.localTranslations[translated]
            for part in 0..<3 { out[hipsStart + 3 * frame + part] = move[part] }
          }
          for group in groups {
            let weights = posed.morphWeights(of: group.nodes[0])
            let at = group.start + frame * group.width
            for target in 0..<group.width {
              guard group.isDriven[target] else {
                out[at + target] = group.defaults[target]
                continue
              }
              out[at + target] = weights[weights.startIndex + target]
            }
          }
        }
      }
    }
  }

  /// Adds accessors and views for the numbers, which stand `start` bytes into the buffer, and gives the animation.
  func describe(
    in json: inout JSONValue, at start: Int, markers: [TakeMarker], name: String
  ) -> JSONValue {
    var accessors = json["accessors"]?.array ?? []
    var views = json["bufferViews"]?.array ?? []
    func add(_ offset: Int, count: Int, type: String, width: Int) -> Int {
      views.append(
        .object([
          "buffer": 0, "byteOffset": .int(start + offset * 4), "byteLength": .int(count * width * 4),
        ]))
      accessors.append(
        .object([
          "bufferView": .int(views.count - 1), "componentType": .int(GLTFAccessor.Component.float.rawValue),
          "count": .int(count), "type": .string(type),
        ]))
      return accessors.count - 1
    }
    let input = add(0, count: frames, type: "SCALAR", width: 1)
    accessors[input]["min"] = .floats([floats[0]])
    accessors[input]["max"] = .floats([floats[frames - 1]])
    var samplers: [JSONValue] = []
    var channels: [JSONValue] = []
    func sampler(_ output: Int) {
      samplers.append(
        .object(["input": .int(input), "output": .int(output), "interpolation": "LINEAR"]))
    }
    func channel(_ node: Int, _ path: GLTFAnimation.Path) {
      channels.append(
        .object([
          "sampler": .int(samplers.count - 1),
          "target": .object(["node": .int(node), "path": .string(path.rawValue)]),
        ]))
    }
    for (number, node) in binding.rotatedNodes.enumerated() {
      sampler(add(frames * (1 + 4 * number), count: frames, type: "VEC4", width: 4))
      channel(node, .rotation)
    }
    if let node = binding.translatedNode {
      sampler(add(hipsStart, count: frames, type: "VEC3", width: 3))
      channel(node, .translation)
    }
    for group in groups {
      sampler(add(group.start, count: frames * group.width, type: "SCALAR", width: 1))
      for node in group.nodes { channel(node, .weights) }
    }
    json["accessors"] = .array(accessors)
    json["bufferViews"] = .array(views)
    return .object([
      "name": .string(name), "channels": .array(channels), "samplers": .array(samplers),
      "extras": .object(["markers": .array(markers.map(\.json))]),
    ])
  }
}

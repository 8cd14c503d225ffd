import Motion
import Rigging

/// Makes motion of an animation of a glTF, GLB, VRM or VRMA file.
struct GLTFMotion {
  let model: GLTFModel
  let file: String
  var notes: [ImportNote] = []

  /// A node whose translation is a weight, or whose rotation is a gaze, as `VRMC_vrm_animation` has them.
  struct Stand {
    var channels: [Channel]
    var isGaze: Bool
  }

  /// Names of the animations, `animation N` for those without one.
  static func clips(_ document: GLTFDocument) -> [String] {
    (document.json["animations"]?.array ?? []).enumerated().map { number, json in
      json["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? "animation \(number)"
    }
  }

  mutating func read(
    clip: String?, rate wanted: FrameRate?, bones: [HumanoidBone: String]?
  ) throws(FormatsError) -> NodeMotion {
    let number = try clipNumber(clip)
    let animation = try GLTFAnimation(number, of: model.document)
    notes += animation.notices.map { ImportNote(.leftOut, file, $0) }
    let document = model.document.json["extensions"]?["VRMC_vrm_animation"]
    var stands: [Int: Stand] = [:]
    if let document { stands = try vrmaStands(document) }
    var humanoid = model.rig.humanoid
    if bones != nil {
      humanoid = SkeletonBones.find(
        model.rig.nodes, skins: model.rig.skins, declared: isDeclared ? humanoid : nil, bones: bones,
        file: file, &notes)
    } else {
      let how = document != nil ? "by VRMC_vrm_animation" : isVRM ? "by the VRM extension" : "by name"
      notes.append(
        humanoid.isEmpty
          ? ImportNote(.missing, file, "a humanoid; nodes keep their rotations under their own names")
          : ImportNote(.read, file, "\(humanoid.count) humanoid bones \(how)"))
    }
    let (rate, frames) = try timing(animation, wanted)
    var nodes = model.rig.nodes
    for number in nodes.indices {
      nodes[number].mesh = nil
      nodes[number].skin = nil
      if nodes[number].name.isEmpty { nodes[number].name = "node\(number)" }
    }
    var motion = NodeMotion(
      name: Self.clips(model.document)[number], nodes: nodes, humanoid: humanoid, rate: rate,
      frameCount: frames)
    try fill(&motion, animation, stands)
    if wanted == nil, !motion.isStepped, motion.holds.areStepped { motion.step() }
    if motion.isStepped { notes.append(ImportNote(.read, file, "stepped: values hold between keys")) }
    return motion
  }

  /// Whether the rest pose is declared to be a T-pose.
  var isDeclared: Bool { model.declaresTPose }
  private var isVRM: Bool {
    let extensions = model.document.json["extensions"]
    return extensions?["VRMC_vrm"] != nil || extensions?["VRM"] != nil
  }

  private mutating func clipNumber(_ clip: String?) throws(FormatsError) -> Int {
    let names = Self.clips(model.document)
    guard !names.isEmpty else {
      throw .unsupported(
        file: file, place: "animations", reason: "it holds none", cure: "export it with its animation")
    }
    let list = names.prefix(20).map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")
    guard let clip else {
      if names.count > 1 {
        notes.append(
          ImportNote(
            .leftOut, file, "\(names.count) clips: the first is read; name another to read it (\(list))"))
      }
      return 0
    }
    if let number = names.firstIndex(of: clip) ?? Int(clip).flatMap({ names.indices.contains($0) ? $0 : nil })
    {
      return number
    }
    throw .unsupported(
      file: file, place: "animations", reason: "there is no clip \"\(clip.prefix(60))\"",
      cure: "name one of \(list)")
  }

  private mutating func timing(
    _ animation: GLTFAnimation, _ wanted: FrameRate?
  ) throws(FormatsError) -> (FrameRate, Int) {
    let used = Set(animation.channels.map(\.sampler)).sorted()
      .filter { animation.samplers.indices.contains($0) }.map { animation.samplers[$0].times }
    let last = used.compactMap(\.last).max() ?? 0
    guard last >= 0, Double(last) <= MotionFolder.longestSeconds, used.allSatisfy({ ($0.first ?? 0) >= 0 })
    else {
      throw .malformed(
        file: file, place: "animation", reason: "keys lie from below 0 or up to \(last) s",
        cure: "export keys from 0 to \(Int(MotionFolder.longestSeconds)) s")
    }
    let found = GLTFKeyTimes.rate(used)
    let rate = wanted ?? found.rate
    if wanted != nil {
      notes.append(ImportNote(.read, file, "sampled at \(TrackTiming.text(rate)) frames a second, as given"))
    } else {
      let text = "\(TrackTiming.text(rate)) frames a second"
      notes.append(
        found.isFound
          ? ImportNote(.read, file, "\(text), on which all keys lie")
          : ImportNote(.assumed, file, "sampled at \(text): keys lie on no usual rate"))
    }
    return (rate, Int(Double(last) * rate.framesPerSecond + 0.02) + 1)
  }

  // MARK: Curves

  private enum Place {
    case rotation(Int)
    case translation(Int)
    case weights([(curve: Int, target: Int)])
    case stand(Stand, Int)
  }

  private mutating func fill(
    _ motion: inout NodeMotion, _ animation: GLTFAnimation, _ stands: [Int: Stand]
  ) throws(FormatsError) {
    var curves: [(curve: GLTFCurve, place: Place)] = []
    var names: Set<String> = []
    var seen: Set<String> = []
    var left: [String] = []
    for channel in animation.channels {
      guard let node = channel.node, animation.samplers.indices.contains(channel.sampler),
        motion.nodes.indices.contains(node)
      else { continue }
      let label = "\(motion.nodes[node].name.prefix(40)).\(channel.path.rawValue)"
      guard seen.insert("\(node).\(channel.path.rawValue)").inserted else {
        throw .malformed(
          file: file, place: "animation", reason: "two channels move \(label)", cure: "export it again")
      }
      let sampler = animation.samplers[channel.sampler]
      let targets = model.rig.nodes[node].mesh.map { model.rig.meshes[$0].morphNames } ?? []
      let width = channel.path == .rotation ? 4 : channel.path == .weights ? targets.count : 3
      guard
        let curve = GLTFCurve(
          sampler, interpolation: channel.interpolation, width: width, isRotation: channel.path == .rotation)
      else { continue }
      let style: NodeMotion.Interpolation = curve.isStep ? .step : .linear
      if let stand = stands[node] {
        guard channel.path == (stand.isGaze ? .rotation : .translation) else {
          left.append(label)
          continue
        }
        let first = motion.curveColumns.count
        motion.curveColumns += stand.channels.map { NodeMotion.CurveColumn($0, style) }
        curves.append((curve, .stand(stand, first)))
        continue
      }
      switch channel.path {
      case .rotation:
        curves.append((curve, .rotation(motion.rotated.count)))
        motion.rotated.append(NodeMotion.NodeColumn(node, style))
      case .translation:
        curves.append((curve, .translation(motion.moved.count)))
        motion.moved.append(NodeMotion.NodeColumn(node, style))
      case .weights:
        var places: [(curve: Int, target: Int)] = []
        for (target, name) in targets.enumerated() where names.insert(name).inserted {
          places.append((motion.curveColumns.count, target))
          motion.curveColumns.append(NodeMotion.CurveColumn(.weight(name), style))
        }
        curves.append((curve, .weights(places)))
      case .scale: if scales(sampler, motion.nodes[node].scale) { left.append(label) }
      }
    }
    let columns = motion.rotated.count + motion.moved.count + motion.curveColumns.count
    guard columns > 0 else {
      throw .unsupported(
        file: file, place: "animation \"\(motion.name.prefix(60))\"", reason: "nothing in it moves",
        cure: "export it with rotations, translations or weights")
    }
    try MotionFolder.checkSize(
      channels: columns, width: max(columns * 4, motion.nodes.count), frames: motion.frameCount,
      rate: motion.rate, file: file)
    try checkSampled(motion, columns: columns, animation)
    if !left.isEmpty {
      notes.append(
        ImportNote(.leftOut, file, "\(left.count) curves: \(left.prefix(6).joined(separator: ", "))"))
    }
    sample(&motion, &curves)
  }

  /// Numbers that are sampled whatever the keys are (16,777,216), and how many more each number of a key may become.
  private static let (freeNumbers, numbersPerKeyed) = (1 << 24, 16)

  /// Few keys may lie far apart: frames between them must not become far more than the file holds.
  private func checkSampled(
    _ motion: NodeMotion, columns: Int, _ animation: GLTFAnimation
  ) throws(FormatsError) {
    let keyed = animation.samplers.reduce(0) { $0 + $1.times.count + $1.values.count }
    let most = max(Self.freeNumbers, keyed * Self.numbersPerKeyed)
    // Retargeting visits every node in every frame.
    let (sampled, overflow) = motion.frameCount.multipliedReportingOverflow(
      by: max(columns * 4, motion.nodes.count))
    guard !overflow, sampled <= most else {
      let seconds = TrackTiming.number(Double(motion.frameCount) / motion.rate.framesPerSecond)
      throw .unsupported(
        file: file, place: "animation \"\(motion.name.prefix(60))\"",
        reason: "\(seconds) s of \(columns) curves at \(TrackTiming.text(motion.rate)) frames a second are "
          + "more than \(most) numbers, made of keys of \(keyed)",
        cure: "cut the clip, or have it sampled at a lower frame rate")
    }
  }

  private func scales(_ sampler: GLTFAnimation.Sampler, _ rest: SIMD3<Float>) -> Bool {
    sampler.values.enumerated().contains {
      abs($0.element - rest[$0.offset % 3]) > 1e-3 * abs(rest[$0.offset % 3])
    }
  }

  private mutating func sample(_ motion: inout NodeMotion, _ curves: inout [(curve: GLTFCurve, place: Place)])
  {
    let frames = motion.frameCount
    let (turns, moves, weights) = (motion.rotated.count, motion.moved.count, motion.curveColumns.count)
    motion.rotations = Array(repeating: .identity, count: frames * turns)
    motion.translations = Array(repeating: .zero, count: frames * moves)
    motion.curves = Array(repeating: 0, count: frames * weights)
    var outside = 0
    for k in curves.indices {
      var row: [Float] = Array(repeating: 0, count: 4)
      if case .weights = curves[k].place { row = Array(repeating: 0, count: model.widestMorphs) }
      for frame in 0..<frames {
        curves[k].curve.sample(at: Double(frame) / motion.rate.framesPerSecond, into: &row)
        switch curves[k].place {
        case .rotation(let column):
          motion.rotations[frame * turns + column] = Quaternion(x: row[0], y: row[1], z: row[2], w: row[3])
        case .translation(let column):
          motion.translations[frame * moves + column] = SIMD3(row[0], row[1], row[2])
        case .weights(let places):
          for place in places { motion.curves[frame * weights + place.curve] = row[place.target] }
        case .stand(let stand, let first):
          if stand.isGaze {
            let way = Quaternion(x: row[0], y: row[1], z: row[2], w: row[3]).act(SIMD3(0, 0, 1))
            let (yaw, pitch) = VRMAGaze.angles(of: way)
            motion.curves[frame * weights + first] = yaw
            motion.curves[frame * weights + first + 1] = pitch
          } else {
            let clamped = min(1, max(0, row[0]))
            if abs(clamped - row[0]) > 1e-4 { outside += 1 }
            motion.curves[frame * weights + first] = clamped
          }
        }
      }
    }
    if outside > 0 {
      notes.append(
        ImportNote(
          .repaired, file,
          "\(outside) weights of expressions lie outside 0 to 1 and were clamped, as VRM demands"))
    }
  }
}

extension GLTFModel {
  /// Most morph targets of one mesh.
  fileprivate var widestMorphs: Int { max(4, rig.meshes.map(\.morphNames.count).max() ?? 0) }
}

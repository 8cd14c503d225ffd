import Motion
import Rigging

extension TakeForm {
  /// VRM Animation.
  static let vrma = TakeForm(
    id: "vrma", fileExtension: "vrma",
    summary: "VRM Animation 1.0: a T-pose skeleton of the rig's proportions, expressions and gaze.",
    traits: [.character, .keys, .markers, .rights]
  ) { given throws(FormatsError) in
    let (material, folded) = given.folded()
    let first = try material.first()
    guard let character = material.character else {
      throw .unsupported(file: "vrma", place: "rig", reason: "there is none", cure: "name one with --rig")
    }
    let scene = try VRMAScene(first, rig: character.rig, keyBound: material.keyBound)
    let bytes = try scene.bytes(material)
    var report = ExportReport()
    try TrackComparison.compare(
      scene.wanted,
      with: try VRMATake.read(
        bytes, rate: first.track.rate, frames: first.track.frameCount, file: first.name),
      name: first.name, &report)
    report.dropped = scene.dropped + report.dropped
    report.keys = scene.keys
    report.notices = ExportMaterial.notices(folded: folded) + scene.notices
    return ExportedTake(bytes: bytes, report: report)
  }
}

/// The nodes and curves of a VRM Animation (`VRMC_vrm_animation` 1.0).
///
/// Bones hang below each other as in the rig and stand in the T-pose with identity rotations, so that a track's
/// normalised rotations are their local ones. An expression is a node whose x is its weight; gaze is the rotation of a
/// node of its own. Eyes may not be bones here, nor looks expressions.
struct VRMAScene {
  /// One animated node.
  struct Curve {
    var node: Int
    var path: GLTFAnimation.Path
    /// Four or three numbers for each key.
    var values: [Float]
    var times: [Float]
    var width: Int { path == .rotation ? 4 : 3 }
  }

  private(set) var nodes: [JSONValue] = []
  private(set) var roots: [Int] = []
  private(set) var bones: [HumanoidBone: Int] = [:]
  private(set) var presets: [(name: String, node: Int)] = []
  private(set) var customs: [(name: String, node: Int)] = []
  private(set) var look: Int?
  private(set) var curves: [Curve] = []
  /// What the file is to say: the track less what cannot be held, with the presets that were derived.
  private(set) var wanted: Track
  private(set) var dropped: [String] = []
  private(set) var notices: [String] = []
  private(set) var keys = ExportReport.Keys()
  let lookOffset: SIMD3<Float>

  init(_ take: ExportMaterial.Performance, rig: Rig, keyBound: KeyBound?) throws(FormatsError) {
    let missing = HumanoidBone.required.filter { rig.humanoid[$0] == nil }
    guard missing.isEmpty else {
      throw .unsupported(
        file: take.name, place: "rig",
        reason: "lacks bones that VRM requires: \(missing.map(\.rawValue).joined(separator: ", "))",
        cure: "name them with --map, or give a rig that has them")
    }
    let rest: PosedRig
    do { rest = try PosedRig(rig) } catch {
      throw .malformed(file: take.name, place: "rig", reason: error.description, cure: "export it again")
    }
    let track = Self.shown(take.track, rig: rig, dropped: &dropped, notices: &notices)
    wanted = track
    lookOffset = rig.lookAt?.offsetFromHeadBone ?? SIMD3(0, 0.06, 0)
    addBones(rest)
    let times = (0..<track.frameCount).map { Float(track.rate.time(ofFrame: $0).seconds) }
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      switch channel.kind {
      case .rotation:
        guard let bone = channel.bone, let node = bones[bone] else { continue }
        add(Self.unit(track, column), node, .rotation, times, keyBound)
      case .translation:
        guard let node = bones[.hips], let number = rig.humanoid[.hips] else { continue }
        let place = rest.position(of: number)
        let values = (0..<track.frameCount).flatMap { frame -> [Float] in
          (0..<3).map { track[frame, column + $0] + place[$0] }
        }
        add(values, node, .translation, times, keyBound)
      case .weight:
        nodes.append(.object(["name": .string(channel.name)]))
        roots.append(nodes.count - 1)
        if ExpressionPreset.names.contains(channel.name) {
          presets.append((channel.name, nodes.count - 1))
        } else {
          customs.append((channel.name, nodes.count - 1))
        }
        let values = (0..<track.frameCount).flatMap { frame -> [Float] in [track[frame, column], 0, 0] }
        add(values, nodes.count - 1, .translation, times, keyBound, isWeight: true)
      case .angle: continue
      }
    }
    addLook(track, times, keyBound)
    guard !curves.isEmpty else {
      throw .unsupported(
        file: take.name, place: "track", reason: "has nothing that VRM Animation can hold",
        cure: "leave bones, weights or gaze in the mask")
    }
  }

  /// The track as the form can hold it: bones of the rig but the eyes, the hips' translation, weights but looks, gaze;
  /// and the presets that its ARKit shapes tell.
  private static func shown(
    _ track: Track, rig: Rig, dropped: inout [String], notices: inout [String]
  ) -> Track {
    var kept: [Channel] = []
    for channel in track.layout.channels {
      let fits: Bool
      switch channel.kind {
      case .rotation:
        fits = channel.bone.map { rig.humanoid[$0] != nil && $0 != .leftEye && $0 != .rightEye } ?? false
      case .translation: fits = channel.bone == .hips
      case .weight: fits = !ExpressionPreset.looks.contains(channel.name) && !channel.name.isEmpty
      case .angle: fits = channel == .gazeYaw || channel == .gazePitch
      }
      if fits { kept.append(channel) } else { dropped.append(channel.name) }
    }
    let base = track.selecting(kept)
    let derived = PresetDerivation(base.layout).presets
    guard !derived.isEmpty else { return base }
    notices.append(
      "presets told from ARKit shapes: \(derived.map(\.name).joined(separator: ", ")); a model that answers to both presets and shapes of the same names moves twice"
    )
    let layout = ChannelLayout(kept + derived.map { .weight($0.name) })
    var out = Track(layout: layout, rate: track.rate, frameCount: track.frameCount)
    let width = base.layout.width
    base.samples.withUnsafeBufferPointer { samples in
      for frame in 0..<track.frameCount {
        let row = UnsafeBufferPointer(rebasing: samples[frame * width..<(frame + 1) * width])
        for column in 0..<width { out[frame, column] = row[column] }
        for (number, preset) in derived.enumerated() {
          out[frame, width + number] = PresetDerivation.weight(preset, row)
        }
      }
    }
    return out
  }

  private mutating func addBones(_ rest: PosedRig) {
    let rig = rest.rig
    var owner: [Int: HumanoidBone] = [:]
    for (bone, node) in rig.humanoid where bone != .leftEye && bone != .rightEye { owner[node] = bone }
    for bone in HumanoidBone.allCases {
      guard let node = rig.humanoid[bone], owner[node] == bone else { continue }
      bones[bone] = nodes.count
      nodes.append(.object(["name": .string(bone.rawValue)]))
    }
    for bone in HumanoidBone.allCases {
      guard let number = bones[bone], let node = rig.humanoid[bone] else { continue }
      var above = rig.nodes[node].parent
      while let at = above, owner[at] == nil { above = rig.nodes[at].parent }
      var place = rest.position(of: node)
      if let above, let parent = owner[above].flatMap({ bones[$0] }) {
        place -= rest.position(of: above)
        let children = nodes[parent]["children"]?.array ?? []
        nodes[parent]["children"] = .array(children + [.int(number)])
      } else {
        roots.append(number)
      }
      nodes[number]["translation"] = .floats([place.x, place.y, place.z])
    }
  }

  private mutating func addLook(_ track: Track, _ times: [Float], _ bound: KeyBound?) {
    let yaw = track.curve(Channel.gazeYaw.name)
    let pitch = track.curve(Channel.gazePitch.name)
    guard yaw != nil || pitch != nil else { return }
    nodes.append(.object(["name": "lookAt"]))
    roots.append(nodes.count - 1)
    look = nodes.count - 1
    let values = (0..<track.frameCount).flatMap { frame -> [Float] in
      let q = EyeLook.rotation(yaw: yaw?[frame] ?? 0, pitch: pitch?[frame] ?? 0)
      return [q.x, q.y, q.z, q.w]
    }
    add(values, nodes.count - 1, .rotation, times, bound)
  }

  /// Unit rotations on one hemisphere.
  private static func unit(_ track: Track, _ column: Int) -> [Float] {
    var previous = SIMD4<Float>(0, 0, 0, 1)
    return (0..<track.frameCount).flatMap { frame -> [Float] in
      var q = track.quaternion(at: frame * track.layout.width + column).normalized.vector
      if frame > 0, (q * previous).sum() < 0 { q = -q }
      previous = q
      return [q.x, q.y, q.z, q.w]
    }
  }

  private mutating func add(
    _ values: [Float], _ node: Int, _ path: GLTFAnimation.Path, _ times: [Float], _ bound: KeyBound?,
    isWeight: Bool = false
  ) {
    var curve = Curve(node: node, path: path, values: values, times: times)
    keys.whole += times.count
    if let bound {
      let kept = values.withUnsafeBufferPointer {
        KeyReduction.keys(
          $0, width: curve.width, isRotation: path == .rotation,
          within: isWeight ? bound.weight : bound.limit(of: path))
      }
      curve.times = kept.map { times[$0] }
      curve.values = kept.flatMap { values[$0 * curve.width..<($0 + 1) * curve.width] }
    }
    keys.written += curve.times.count
    curves.append(curve)
  }
}

import Motion
import Rigging

/// The curves of one performer in a glTF animation: where their times and values stand in one list of numbers, and
/// how the numbers are made of a track.
///
/// The list begins with the times of all frames, rotations follow node by node, then the hips, the root, and
/// the weights group by group. Curves whose keys were thinned out have times of their own.
struct TakeCurves: Sendable {
  /// One sampler and the nodes that it moves.
  struct Curve: Sendable {
    /// Nodes of the rig; several where meshes are driven alike. Empty for the root above the rig. Nodes that the
    /// rig has beyond those of the file are not among them.
    var nodes: [Int]
    var path: GLTFAnimation.Path
    var width: Int
    /// Keys, and where their times and values begin in the list.
    var keys: Int
    var times: Int
    var values: Int
  }

  /// Mesh nodes whose targets are driven alike.
  struct Group: Sendable {
    /// Weights of the targets that nothing drives.
    let defaults: [Float]
    let isDriven: [Bool]
  }

  let binding: TrackBinding
  private(set) var curves: [Curve]
  /// Numbers in the list.
  private(set) var count: Int
  let frames: Int
  let rest: PosedRig
  let additive: ExportMaterial.Additive?
  /// Column of the channel that moves the root above the rig.
  let rootColumn: Int?
  /// Turns what moves the root into the axes in which the root stands.
  private let rootAxes: Quaternion
  /// Channels of nodes that the file does not have.
  private let strays: [String]
  private let groups: [Group]
  private let firstGroup: Int
  /// The numbers, where keys were left out.
  private var thinned: [Float]?

  /// - Parameters:
  ///   - rest: The rig in its T-pose.
  ///   - model: Given where the take becomes an animation of the file's own nodes: those that the rig alone has are
  ///     left out, and bones that rest elsewhere in the file, below others that the take turns, are written too.
  init(track: Track, rest: PosedRig, into model: GLTFModel? = nil, additive: ExportMaterial.Additive? = nil) {
    self.rest = rest
    self.additive = additive
    let root = RootMotion.channel
    let hasRoot = track.layout[root.name] == root
    let binding = TrackBinding(layout: track.layout, posed: rest, reserved: hasRoot ? [root.name] : [])
    let frames = track.frameCount
    let fileNodes = model?.fileNodeCount ?? rest.rig.nodes.count
    rootAxes = model?.facing.conjugate ?? .identity
    strays = track.layout.channels.filter { channel in
      guard let name = TrackBinding.nodeName(of: channel), !(hasRoot && channel == root) else { return false }
      return rest.rig.nodes.firstIndex { $0.name == name }.map { $0 >= fileNodes } ?? false
    }.map(\.name)
    var curves: [Curve] = []
    var next = frames
    func add(_ nodes: [Int], _ path: GLTFAnimation.Path, width: Int) {
      curves.append(Curve(nodes: nodes, path: path, width: width, keys: frames, times: 0, values: next))
      next += frames * width
    }
    let rotated = binding.rotatedNodes + Self.standing(binding, rest.rig, model?.turnedNodes ?? [])
    for node in rotated where node < fileNodes { add([node], .rotation, width: 4) }
    for node in binding.translatedNodes where node < fileNodes { add([node], .translation, width: 3) }
    rootColumn = hasRoot ? track.layout.offset(of: root.name) : nil
    if rootColumn != nil { add([], .translation, width: 3) }
    firstGroup = curves.count
    struct Key: Hashable {
      let sources: [TrackBinding.Source?]
      let defaults: [Float]
    }
    var numbers: [Key: Int] = [:]
    var groups: [Group] = []
    for node in rest.rig.nodes.indices {
      let sources = Array(binding.sources(of: node))
      guard sources.contains(where: { $0 != nil }) else { continue }
      let own = rest.rig.nodes[node].defaultWeights
      let defaults = own.isEmpty ? Array(repeating: 0, count: sources.count) : own
      let key = Key(sources: sources, defaults: defaults)
      if let number = numbers[key] {
        curves[firstGroup + number].nodes.append(node)
      } else {
        numbers[key] = groups.count
        groups.append(Group(defaults: defaults, isDriven: sources.map { $0 != nil }))
        add([node], .weights, width: sources.count)
      }
    }
    self.binding = binding
    self.frames = frames
    self.groups = groups
    self.curves = curves
    count = next
  }

  /// Whether any channel of the track reaches the rig; an animation without channels is not allowed (3.11).
  var movesSomething: Bool { !curves.isEmpty }

  /// Channels of the track that move nothing.
  var dropped: [String] {
    binding.unbound.map(\.name).filter { rootColumn == nil || $0 != RootMotion.channel.name } + strays
  }

  /// How the numbers of a curve are made without a pose of the whole rig; `nil` where that takes one.
  func nodeCurve(_ number: Int) -> NodeCurve? {
    let curve = curves[number]
    guard let node = curve.nodes.first else { return nil }
    switch curve.path {
    case .rotation: return rest.rotationCurve(of: node, binding)
    case .translation: return rest.translationCurve(of: node, binding)
    case .weights: return rest.weightsCurve(of: node, binding)
    case .scale: return nil
    }
  }

  /// Weights of the targets of a curve that nothing drives.
  func defaults(_ curve: Int) -> [Float] { groups[curve - firstGroup].defaults }

  /// The targets of a weights curve that something drives.
  func isDriven(_ curve: Int) -> [Bool] { groups[curve - firstGroup].isDriven }

  /// Bones that no channel turns and that rest otherwise in the file: those below bones that the take turns, and
  /// those next above them. Without keys they would stand as the file has them, and not as the T-pose has them.
  private static func standing(_ binding: TrackBinding, _ rig: Rig, _ turned: Set<Int>) -> [Int] {
    guard !turned.isEmpty else { return [] }
    let driven = Set(binding.rotatedNodes)
    let bones = Set(rig.humanoid.values)
    var out = turned.subtracting(driven).filter { node in
      var at = rig.nodes[node].parent
      while let above = at {
        if driven.contains(above) { return true }
        at = rig.nodes[above].parent
      }
      return false
    }
    for node in binding.rotatedNodes {
      var at = rig.nodes[node].parent
      while let above = at, turned.contains(above) || !bones.contains(above) {
        if turned.contains(above), !driven.contains(above) { out.insert(above) }
        at = rig.nodes[above].parent
      }
    }
    return out.sorted()
  }

  /// Where the root above the rig stands in a frame.
  func rootMove(_ row: UnsafeBufferPointer<Float>) -> SIMD3<Float> {
    let at = rootColumn ?? 0
    let move = SIMD3(row[at], row[at + 1], row[at + 2])
    return rootAxes == .identity ? move : rootAxes.act(move)
  }

  /// Leaves out keys that the others tell within a bound.
  mutating func thin(_ track: Track, bound: KeyBound) {
    let dense = [Float](unsafeUninitializedCapacity: count) { buffer, count in
      fill(track, into: buffer)
      count = self.count
    }
    var out: [Float] = []
    for number in curves.indices {
      let curve = curves[number]
      let kept = dense.withUnsafeBufferPointer { dense in
        KeyReduction.keys(
          UnsafeBufferPointer(rebasing: dense[curve.values..<(curve.values + frames * curve.width)]),
          width: curve.width, isRotation: curve.path == .rotation, within: bound.limit(of: curve.path))
      }
      curves[number].keys = kept.count
      curves[number].times = out.count
      for key in kept { out.append(dense[key]) }
      curves[number].values = out.count
      for key in kept {
        let at = curve.values + key * curve.width
        out.append(contentsOf: dense[at..<at + curve.width])
      }
    }
    count = out.count
    thinned = out
  }

  /// Writes all numbers; `out` has ``count`` of them.
  func fill(_ track: Track, into out: UnsafeMutableBufferPointer<Float>) {
    if let thinned {
      _ = out.update(fromContentsOf: thinned)
      return
    }
    TakeFilling(self).fill(track, into: out)
    if additive != nil { subtractReference(track, out) }
  }

  private func subtractReference(_ track: Track, _ out: UnsafeMutableBufferPointer<Float>) {
    let references = self.references(track)
    for (curve, reference) in zip(curves, references) {
      for frame in 0..<frames {
        let at = curve.values + frame * curve.width
        Self.subtract(reference, from: &out[at], curve)
      }
    }
  }

  /// Takes a reference off one key: conjugate in front for rotations, a difference for all else.
  static func subtract(_ reference: [Float], from value: UnsafeMutablePointer<Float>, _ curve: Curve) {
    if curve.path == .rotation {
      let inverse = Quaternion(x: -reference[0], y: -reference[1], z: -reference[2], w: reference[3])
      let q = inverse * Quaternion(x: value[0], y: value[1], z: value[2], w: value[3])
      for part in 0..<4 { value[part] = q.vector[part] }
    } else {
      for part in 0..<curve.width { value[part] -= reference[part] }
    }
  }

  /// What an additive animation is relative to, curve by curve: the rig at rest or the pose of the first frame.
  func references(_ track: Track) -> [[Float]] {
    var posed = rest
    if additive == .first {
      track.samples.withUnsafeBufferPointer {
        posed.apply(binding, UnsafeBufferPointer(rebasing: $0[..<binding.width]), updatingWorld: false)
      }
    }
    return curves.indices.map { number in
      let curve = curves[number]
      switch curve.path {
      case .rotation:
        let q = posed.localRotations[curve.nodes[0]].normalized
        return [q.x, q.y, q.z, q.w]
      case .translation:
        if let node = curve.nodes.first { return (0..<3).map { posed.localTranslations[node][$0] } }
        guard additive == .first, rootColumn != nil else { return [0, 0, 0] }
        let move = track.samples.withUnsafeBufferPointer { rootMove($0) }
        return [move.x, move.y, move.z]
      case .weights:
        let weights = Array(posed.morphWeights(of: curve.nodes[0]))
        let group = groups[number - firstGroup]
        return weights.indices.map { group.isDriven[$0] ? weights[$0] : group.defaults[$0] }
      case .scale: return [1, 1, 1]
      }
    }
  }
}

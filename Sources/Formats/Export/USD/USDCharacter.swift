import Motion
import Rigging

/// One performer as UsdSkel sees it: all nodes of the rig as the joints of a skeleton, and what moves.
struct USDCharacter {
  let rig: Rig
  let curves: TakeCurves
  /// The numbers of the curves.
  let floats: [Float]
  let take: ExportMaterial.Performance
  /// Name of the prim.
  let name: String
  /// Joint paths, in the rig's parent-first order, with a root in front where one moves.
  let joints: [String]
  /// The node of each joint; `nil` for the root.
  let nodes: [Int?]
  /// Place of each node in ``joints``.
  let place: [Int]
  /// World matrices at rest.
  let rest: [Matrix4]
  /// Bind matrices of each skeleton: skins whose joints are bound alike share one.
  let bindings: [[Matrix4]]
  /// Skeleton of each skin.
  let skeletonOfSkin: [Int]
  /// Tokens of the animation's blend shapes, and the curve and target that each takes.
  let shapes: [(token: String, curve: Int, target: Int)]
  /// Token of each target of each node that has a morphing mesh.
  let tokens: [Int: [String]]

  init(
    _ take: ExportMaterial.Performance, name: String, model: GLTFModel, rest posed: PosedRig
  ) throws(FormatsError) {
    self.take = take
    self.name = name
    rig = model.rig
    let curves = TakeCurves(track: take.track, rest: posed)
    guard curves.movesSomething else {
      throw .unsupported(
        file: take.name, place: "track", reason: "none of its channels moves anything on this character",
        cure: "give a character with ARKit morphs or a humanoid, or a track with such channels")
    }
    self.curves = curves
    floats = [Float](unsafeUninitializedCapacity: curves.count) { buffer, count in
      curves.fill(take.track, into: UnsafeMutableBufferPointer(rebasing: buffer[..<curves.count]))
      count = curves.count
    }
    let order = rig.parentFirstOrder ?? []
    let plain = USDText.identifiers(rig.nodes.map(\.name), taken: ["root"])
    let hasRoot = curves.rootColumn != nil
    var paths = [String](repeating: "", count: rig.nodes.count)
    var places = [Int](repeating: 0, count: rig.nodes.count)
    var joints: [String] = hasRoot ? ["root"] : []
    for node in order {
      let above = rig.nodes[node].parent.map { paths[$0] } ?? (hasRoot ? "root" : "")
      paths[node] = above.isEmpty ? plain[node] : above + "/" + plain[node]
      places[node] = joints.count
      joints.append(paths[node])
    }
    self.joints = joints
    nodes = (hasRoot ? [nil] : []) + order
    place = places
    rest = posed.worldMatrices
    (bindings, skeletonOfSkin) = Self.bind(rig, rest: posed.worldMatrices)
    (shapes, tokens) = Self.tokens(rig, curves)
  }

  /// Bind matrices are the inverses of what a skin states; joints outside it are bound at rest.
  private static func bind(_ rig: Rig, rest: [Matrix4]) -> (bindings: [[Matrix4]], skeletons: [Int]) {
    var bindings: [[Matrix4]] = []
    var bound: [Set<Int>] = []
    var skeletons: [Int] = []
    for skin in rig.skins {
      var matrices: [Int: Matrix4] = [:]
      for (joint, inverse) in zip(skin.joints, skin.inverseBindMatrices) {
        matrices[joint] = inverse.affineInverse
      }
      let fitting = bindings.indices.first { number in
        matrices.allSatisfy { !bound[number].contains($0.key) || near(bindings[number][$0.key], $0.value) }
      }
      let number = fitting ?? bindings.count
      if fitting == nil {
        bindings.append(rest)
        bound.append([])
      }
      for (joint, matrix) in matrices {
        bindings[number][joint] = matrix
        bound[number].insert(joint)
      }
      skeletons.append(number)
    }
    if bindings.isEmpty { bindings = [rest] }
    return (bindings, skeletons)
  }

  private static func near(_ a: Matrix4, _ b: Matrix4) -> Bool {
    func far(_ x: SIMD4<Float>, _ y: SIMD4<Float>) -> Bool {
      let d = x - y
      return (d * d).sum().squareRoot() > 1e-5
    }
    return
      !(far(a.columns.0, b.columns.0) || far(a.columns.1, b.columns.1) || far(a.columns.2, b.columns.2)
      || far(a.columns.3, b.columns.3))
  }

  /// One token for all targets of a name that are driven alike; others of the name get tokens of their own.
  private static func tokens(
    _ rig: Rig, _ curves: TakeCurves
  ) -> (shapes: [(token: String, curve: Int, target: Int)], tokens: [Int: [String]]) {
    var shapes: [(token: String, curve: Int, target: Int)] = []
    var owner: [String: TrackBinding.Source] = [:]
    var tokens: [Int: [String]] = [:]
    for (number, curve) in curves.curves.enumerated() where curve.path == .weights {
      for node in curve.nodes {
        guard let mesh = rig.nodes[node].mesh else { continue }
        let sources = curves.binding.sources(of: node)
        var own: [String] = []
        for (target, name) in rig.meshes[mesh].morphNames.enumerated() {
          let plain = name.isEmpty ? "target \(target)" : name
          guard let source = sources[sources.startIndex + target] else {
            own.append("still:" + plain)
            continue
          }
          var token = plain
          var copy = 2
          while let other = owner[token], other != source || own.contains(token) {
            token = "\(plain)~\(copy)"
            copy += 1
          }
          if owner.updateValue(source, forKey: token) == nil { shapes.append((token, number, target)) }
          own.append(token)
        }
        tokens[node] = own
      }
    }
    for (node, entry) in rig.nodes.enumerated() where tokens[node] == nil {
      guard let mesh = entry.mesh else { continue }
      tokens[node] = rig.meshes[mesh].morphNames.map { "still:" + $0 }
    }
    return (shapes, tokens)
  }
}

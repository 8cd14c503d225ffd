import Motion

/// Which bones a vertex follows, and how strongly; at most four, weights sum to one.
struct Binding: Equatable {
  var bones: [HumanoidBone]
  var weights: [Double]

  /// Follows one bone.
  init(_ bone: HumanoidBone) {
    bones = [bone]
    weights = [1]
  }

  /// Follows `a` at `t` = 0 and `b` at `t` = 1.
  init(_ a: HumanoidBone, _ b: HumanoidBone, _ t: Double) {
    bones = [a]
    weights = [1]
    blend(b, t)
  }

  /// Gives a share `t` of the whole to another bone.
  mutating func blend(_ bone: HumanoidBone, _ t: Double) {
    guard t > 1e-4 else { return }
    for i in weights.indices { weights[i] *= 1 - t }
    if let i = bones.firstIndex(of: bone) {
      weights[i] += t
    } else {
      bones.append(bone)
      weights.append(t)
    }
    let strongest = bones.indices.sorted { (weights[$0], -$0) > (weights[$1], -$1) }.prefix(4)
    let kept = strongest.filter { weights[$0] > 1e-4 }.sorted()
    bones = kept.map { bones[$0] }
    weights = kept.map { weights[$0] }
    let sum = weights.reduce(0, +)
    for i in weights.indices { weights[i] /= sum }
  }

  /// The same for the other side of the body.
  var mirrored: Binding {
    var other = self
    other.bones = bones.map(\.mirrored)
    return other
  }
}

extension HumanoidBone {
  /// The bone of the same kind on the other side; itself in the middle.
  var mirrored: HumanoidBone {
    let name = rawValue
    let other: String
    if name.hasPrefix("left") {
      other = "right" + name.dropFirst(4)
    } else if name.hasPrefix("right") {
      other = "left" + name.dropFirst(5)
    } else {
      return self
    }
    return HumanoidBone(rawValue: other) ?? self
  }
}

/// A piece of surface under construction.
struct Patch {
  var positions: [Vector]
  /// Three vertex numbers per triangle, counter-clockwise from outside.
  var triangles: [UInt32]
  /// sRGB colours, one per vertex.
  var colors: [Vector]
  /// Vertices with the same number share a normal; colour edges are doubled rings welded by it.
  var welds: [Int]
  /// Skin bindings, one per vertex.
  var bindings: [Binding]
  /// Where each vertex hangs; `nil` for what follows its bones alone.
  var hangs: [Hang?]
  /// The chains that ``hangs`` refers to.
  var chains: [HangChain] = []

  init(
    positions: [Vector], triangles: [UInt32], color: Vector, binding: Binding = Binding(.head)
  ) {
    self.init(
      positions: positions, triangles: triangles, colors: positions.map { _ in color }, binding: binding)
  }

  init(
    positions: [Vector], triangles: [UInt32], colors: [Vector], welds: [Int]? = nil,
    binding: Binding = Binding(.head)
  ) {
    self.positions = positions
    self.triangles = triangles
    self.colors = colors
    self.welds = welds ?? Array(positions.indices)
    bindings = positions.map { _ in binding }
    hangs = positions.map { _ in nil }
  }

  /// The same surface on the other side of the body, still facing outwards.
  var mirrored: Patch {
    var other = self
    other.positions = positions.map(\.mirrored)
    other.triangles = flipped(triangles)
    other.bindings = bindings.map(\.mirrored)
    other.chains = chains.map(\.mirrored)
    return other
  }

  /// The same surface seen from the other side.
  var reversed: Patch {
    var other = self
    other.triangles = flipped(triangles)
    return other
  }

  /// Binds each vertex by its position.
  func bound(by rule: (Vector) -> Binding) -> Patch {
    var other = self
    other.bindings = positions.map(rule)
    return other
  }

  /// Turned outwards: reversed when most of it faces `center`.
  func facingAway(from center: (Int) -> Vector) -> Patch {
    let normals = smoothNormals(positions, triangles, welds)
    var sum = 0.0
    for i in positions.indices { sum += dot(normals[i], positions[i] - center(i)) }
    return sum < 0 ? reversed : self
  }

  /// With vertices at one place sharing one normal, also across colour edges and former pieces.
  func welded() -> Patch {
    var other = self
    var first: [SIMD3<Int64>: Int] = [:]
    for (i, p) in positions.enumerated() {
      let key = SIMD3<Int64>(
        Int64((p.x * 1e7).rounded()), Int64((p.y * 1e7).rounded()), Int64((p.z * 1e7).rounded()))
      let weld = first[key] ?? i
      first[key] = weld
      other.welds[i] = weld
    }
    return other
  }

  /// All pieces as one.
  static func joined(_ pieces: [Patch]) -> Patch {
    var all = Patch(positions: [], triangles: [], colors: [])
    for piece in pieces {
      let offset = all.positions.count
      all.positions += piece.positions
      all.triangles += piece.triangles.map { $0 + UInt32(offset) }
      all.colors += piece.colors
      all.welds += piece.welds.map { $0 + offset }
      all.bindings += piece.bindings
      let chain = all.chains.count
      all.hangs += piece.hangs.map { $0.map { Hang(chain: $0.chain + chain, share: $0.share) } }
      all.chains += piece.chains
    }
    return all
  }
}

/// The triangles with their winding reversed.
func flipped(_ triangles: [UInt32]) -> [UInt32] {
  var out = triangles
  for t in stride(from: 0, to: out.count - 2, by: 3) { out.swapAt(t + 1, t + 2) }
  return out
}

/// Triangles of a lattice of `rows` rings with `columns` vertices each, row-major; closed rings wrap round.
func latticeTriangles(rows: Int, columns: Int, closed: Bool) -> [UInt32] {
  var out: [UInt32] = []
  for row in 0..<max(rows - 1, 0) {
    for column in 0..<(closed ? columns : columns - 1) {
      let next = (column + 1) % columns
      let a = UInt32(row * columns + column)
      let b = UInt32(row * columns + next)
      let c = UInt32((row + 1) * columns + next)
      let d = UInt32((row + 1) * columns + column)
      out += [a, d, c, a, c, b]
    }
  }
  return out
}

/// Area-weighted vertex normals; vertices with the same weld number get the same one.
func smoothNormals(_ positions: [Vector], _ triangles: [UInt32], _ welds: [Int]) -> [Vector] {
  var sums = [Vector](repeating: .zero, count: (welds.max() ?? -1) + 1)
  var t = 0
  while t + 2 < triangles.count {
    let a = Int(triangles[t])
    let b = Int(triangles[t + 1])
    let c = Int(triangles[t + 2])
    let normal = cross(positions[b] - positions[a], positions[c] - positions[a])
    sums[welds[a]] += normal
    sums[welds[b]] += normal
    sums[welds[c]] += normal
    t += 3
  }
  return positions.indices.map {
    let n = sums[welds[$0]].normalized
    return n == .zero ? Vector(0, 0, 1) : n
  }
}

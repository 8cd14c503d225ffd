import Foundation

/// Where hair grows on the lower face.
struct BeardArea {
  let look: LookParameters

  /// 0 where the skin is bare … 1 where the beard is full.
  func share(_ v: FaceVertex, with style: BeardStyle) -> Double {
    switch style {
    case .none: 0
    case .moustache: upperLip(v)
    case .stubble, .full: max(upperLip(v), jaw(v))
    }
  }

  /// Jaw, chin and cheeks below a line from the ear past the mouth's corner.
  private func jaw(_ v: FaceVertex) -> Double {
    let p = v.closed
    let x = abs(p.x)
    let mouth = look.mouth
    // The line falls from before the ear to the corner and runs under the lower lip.
    let cheek = interpolate(
      x,
      [
        (0, mouth.height - mouth.lowerLip * 1.7), (mouth.halfWidth * 0.75, mouth.height - mouth.lowerLip),
        (mouth.halfWidth * 1.12, mouth.height + 0.03), (0.3, mouth.height + 0.09), (0.38, -0.12),
        (0.44, 0.03),
      ])
    let below = smoothstep(cheek + 0.03, cheek - 0.05, p.y)
    let above = smoothstep(-0.54, -0.46, p.y)
    return below * above * smoothstep(-0.06, 0.02, p.z) * smoothstep(1.05, 1.6, v.lipDistance)
  }

  private func upperLip(_ v: FaceVertex) -> Double {
    guard v.isFront, v.mouth.isUpper || abs(v.mouth.x) > 1 else { return 0 }
    let mouth = look.mouth
    let x = abs(v.closed.x) / mouth.halfWidth
    let middle = mouth.height + 0.045 - 0.03 * smoothstep(0.5, 1.2, x)
    return bell((v.closed.y - middle) / 0.028) * smoothstep(1.42, 1.1, x)
      * smoothstep(1.0, 1.5, v.lipDistance)
  }
}

/// What stands out of a beard: tufts that break its outline and the strands of the moustache.
///
/// The body of the beard is the skin itself, raised by ``FacePose`` and coloured by ``SkinTone``.
struct Beard {
  let look: LookParameters
  private let tufts: [Tuft]
  private let moustache: [[SkinAnchor]]
  private let tone: HairTone

  /// Thickness of a full beard in head heights.
  static func depth(_ look: LookParameters) -> Double {
    look.beard.style == .full ? 0.024 * look.beard.length : 0
  }

  /// Colour of the beard's hair.
  static func color(_ look: LookParameters) -> Vector {
    let grey = Vector(0.62, 0.6, 0.58)
    return mix(mix(look.palette.brow, look.palette.hair, 0.5), grey, look.beard.grey * 0.75)
  }

  private struct Tuft {
    var vertex: Int
    var length: Double
    var shade: Double
    var side: Double
  }

  init(look: LookParameters, grid: SlitGrid, vertices: [FaceVertex]) {
    self.look = look
    tone = HairTone(color: Self.color(look), fade: 0.2 + 0.4 * look.beard.grey)
    var dice = Dice(Int(look.hair.seed) + 17)
    var tufts: [Tuft] = []
    if look.beard.style == .full {
      let area = BeardArea(look: look)
      for (vertex, v) in vertices.enumerated() {
        // Along the lower edge of jaw and chin, at random so that they do not stand in rows.
        guard v.closed.y < -0.4, v.closed.y > -0.5, v.closed.z > 0.13, area.share(v, with: .full) > 0.6,
          dice.share() < 0.1
        else { continue }
        let chin = bell2(v.closed.x / 0.17, (v.closed.y + 0.46) / 0.09)
        let length = (0.05 + 0.045 * chin) * look.beard.length * dice.draw(0.75...1.2)
        tufts.append(
          Tuft(vertex: vertex, length: length, shade: 0.97 + dice.spread(0.08), side: dice.spread(0.5)))
      }
    }
    self.tufts = tufts
    let hasMoustache = look.beard.style == .full || look.beard.style == .moustache
    moustache = hasMoustache ? Self.anchors(look, grid) : []
  }

  /// Strands of the left half of the moustache, from the middle outwards.
  private static func anchors(_ look: LookParameters, _ grid: SlitGrid) -> [[SkinAnchor]] {
    let mouth = look.mouth
    return [0.062, 0.042].enumerated().map { k, height in
      ramp(0, 1, 7).compactMap { u in
        let x = mouth.halfWidth * (-0.05 + (1.32 + 0.05 * Double(k)) * u)
        let y = mouth.height + height - (0.03 + 0.05 * look.beard.length * u) * u * u * 1.1
        return SkinAnchor(at: SIMD2(x, y), on: grid)
      }
    }
  }

  /// The beard on a posed skin; `normals` point away from the head.
  func patch(_ positions: [Vector], _ normals: [Vector], twins: [Int]) -> Patch {
    var pieces = tufts.map { patch($0, positions, normals) }
    for (k, strand) in moustache.enumerated() where strand.count > 2 {
      for isLeft in [true, false] {
        let list = isLeft ? positions : twins.map { positions[$0].mirrored }
        let out = isLeft ? normals : twins.map { normals[$0].mirrored }
        let ground = strand.map { $0.place(out).normalized }
        let path = zip(strand, ground).map { $0.place(list) + $1 * 0.014 }
        var lock = HairLock(knots: [], width: 0.028, thickness: 0.026)
        lock.isFine = true
        lock.growth = 0.15
        lock.taper = 0.5
        lock.shade = 1.05 - 0.09 * Double(k)
        let half = lock.patch(along: path, shares: ramp(0, 1, path.count), tone, normals: ground)
        pieces.append(isLeft ? half : half.mirrored)
      }
    }
    return Patch.joined(pieces)
  }

  private func patch(_ tuft: Tuft, _ positions: [Vector], _ normals: [Vector]) -> Patch {
    let n = normals[tuft.vertex]
    let base = positions[tuft.vertex] - n * 0.006
    let heading = (n * 0.2 + Vector(tuft.side * 0.4 - n.x * 0.25, -1, 0.1)).normalized
    let path = ramp(0, 1, 4).map { t in
      base + heading * (tuft.length * t) - n * (0.016 * t * t)
    }
    var lock = HairLock(knots: [], width: 0.05, thickness: 0.034)
    lock.isFine = true
    lock.growth = 0.2
    lock.taper = 0.6
    lock.shade = tuft.shade
    lock.root = 0.95
    return lock.patch(along: path, shares: ramp(0, 1, 4), tone, normals: path.map { _ in n })
  }
}

/// A place on the skin that follows it: a triangle of the grid and shares of its corners.
struct SkinAnchor {
  var corners: [Int]
  var shares: [Double]

  /// The place of the closed face straight behind (x, y); `nil` beside the face.
  init?(at p: SIMD2<Double>, on grid: SlitGrid) {
    var depth = 0.0
    corners = []
    shares = []
    for t in stride(from: 0, to: grid.triangles.count, by: 3) {
      let list = (0..<3).map { Int(grid.triangles[t + $0]) }
      let (a, b, c) = (grid.positions[list[0]], grid.positions[list[1]], grid.positions[list[2]])
      guard a.z > 0.05, abs(a.x - p.x) < 0.12, abs(a.y - p.y) < 0.12 else { continue }
      let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
      guard abs(area) > 1e-12 else { continue }
      let v = ((p.x - a.x) * (c.y - a.y) - (c.x - a.x) * (p.y - a.y)) / area
      let w = ((b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y)) / area
      guard v >= -1e-9, w >= -1e-9, v + w <= 1 + 1e-9 else { continue }
      let z = a.z + (b.z - a.z) * v + (c.z - a.z) * w
      guard z > depth else { continue }
      depth = z
      corners = list
      shares = [1 - v - w, v, w]
    }
    guard !corners.isEmpty else { return nil }
  }

  /// The same mean of anything that each vertex has.
  func place(_ values: [Vector]) -> Vector {
    values[corners[0]] * shares[0] + values[corners[1]] * shares[1] + values[corners[2]] * shares[2]
  }
}

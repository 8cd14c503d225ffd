import Foundation

/// The skin of the face as a function of the 52 weights: slide on the closed head, swell, turn the jaw.
struct FacePose {
  let parameters: LookParameters
  let surface: HeadSurface
  let grid: SlitGrid
  let vertices: [FaceVertex]
  /// How far hair raises the skin.
  private let beard: [Double]
  private let lids: LidFields
  private let mouth: MouthFields
  let jaw: JawMotion
  /// Slides and posed points at rest: a shape that leaves a vertex alone need not compute it again.
  private var rest: (slides: [Vector], grounded: [Vector], normals: [Vector]) = ([], [], [])

  init(_ p: LookParameters) throws(LookError) {
    parameters = p
    surface = HeadSurface(p)
    let grid = try SlitGrid(p, surface: surface)
    self.grid = grid
    vertices = grid.positions.indices.map { FaceVertex(grid.positions[$0], rim: grid.rims[$0], p) }
    let area = BeardArea(look: p)
    let depth = Beard.depth(p)
    beard = vertices.map { depth > 0 ? depth * area.share($0, with: p.beard.style) : 0 }
    lids = LidFields(p)
    mouth = MouthFields(p, surface: surface)
    jaw = JawMotion(p)
    let slides = vertices.map { slide($0, .neutral) }
    let grounded = zip(vertices, slides).map { surface.project($0.closed + $1, straight: $0.muzzle) }
    rest = (slides, grounded, grounded.map { surface.normal($0) })
  }

  /// Positions of the skin and the normals of the closed head under them.
  func posed(_ weights: FaceWeights) -> (positions: [Vector], ground: [Vector]) {
    var positions: [Vector] = []
    var ground: [Vector] = []
    positions.reserveCapacity(vertices.count)
    ground.reserveCapacity(vertices.count)
    for (i, vertex) in vertices.enumerated() {
      let slide = slide(vertex, weights)
      let moved = slide != rest.slides[i]
      let base = moved ? surface.project(vertex.closed + slide, straight: vertex.muzzle) : rest.grounded[i]
      let normal = moved ? surface.normal(base) : rest.normals[i]
      let swell = lids.swell(vertex, weights) + mouth.swell(vertex, weights) + beard[i]
      var p = base + normal * swell
      p.z += mouth.forward(vertex, weights)
      p += lids.tuck(vertex, weights)
      let share = jaw.share(vertex, weights)
      positions.append(
        jaw.move(p, by: share, sidewards: jaw.sidewardShare(vertex, share, weights), weights))
      ground.append(normal)
    }
    return (positions, ground)
  }

  private func slide(_ vertex: FaceVertex, _ weights: FaceWeights) -> Vector {
    lids.slide(vertex, weights) + mouth.slide(vertex, weights)
  }
}

/// What the fields need to know of a vertex of the closed face.
struct FaceVertex {
  /// Place on the closed head.
  let closed: Vector
  /// Slit coordinates of the left and right eye; the right one is mirrored, so +x is outwards in both.
  let eyes: [SlitCoordinate]
  let mouth: SlitCoordinate
  /// Whether it lies on the front of the head.
  let isFront: Bool
  /// 0 on the back of the head … 1 on the face.
  let frontness: Double
  /// Distance across the lip in lip thicknesses; large away from the lips.
  let lipDistance: Double
  /// 1 at the lips … 0 away from them.
  let muzzle: Double

  init(_ p: Vector, rim: Int, _ look: LookParameters) {
    closed = p
    let eye = SIMD2(look.eyes.spacing, look.eyes.height)
    eyes = [p, p.mirrored].map {
      SlitCoordinate($0, center: eye, halfWidth: look.eyes.halfWidth, rim: rim)
    }
    mouth = SlitCoordinate(
      p, center: SIMD2(0, look.mouth.height), halfWidth: look.mouth.halfWidth, rim: rim)
    isFront = p.z > 0.05
    muzzle = smoothstep(-0.02, 0.12, p.z) * bell(max(mouth.radius - 1, 0) / 0.45)
    frontness = smoothstep(-0.02, 0.12, p.z)
    if isFront, abs(mouth.x) < 1.02 {
      let thickness = (mouth.isUpper ? look.mouth.upperLip : look.mouth.lowerLip) / look.mouth.halfWidth
      // A cupid's bow in the upper lip.
      let bow = mouth.isUpper ? 1.2 - 0.25 * cos(mouth.x * .pi * 2) * bell(mouth.x / 0.6) : 1
      let run = max(pow(max(1 - mouth.x * mouth.x, 0).squareRoot(), 0.7), 0.12)
      lipDistance = abs(mouth.y) / max(thickness * bow * run, 1e-3)
    } else {
      lipDistance = 9
    }
  }

  func eye(_ side: Side) -> SlitCoordinate { eyes[side == .left ? 0 : 1] }
}

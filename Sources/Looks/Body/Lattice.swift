import Motion

/// Surfaces made of loops of points: strips between loops, caps, holes where other loops begin.
///
/// A point is one place of the surface; where strips of different colours meet it becomes one vertex per colour,
/// all with one normal.
struct Lattice {
  private(set) var points: [Vector] = []
  private var bindings: [Binding] = []
  private var colors: [Vector] = []
  private var faces: [(a: Int, b: Int, c: Int, color: Int)] = []

  /// Adds points and returns their numbers.
  mutating func add(_ places: [Vector], _ binding: Binding = Binding(.hips)) -> [Int] {
    let start = points.count
    points += places
    bindings += places.map { _ in binding }
    return Array(start..<points.count)
  }

  /// Adds points that bind by a rule of their place.
  mutating func add(_ places: [Vector], by rule: (Vector) -> Binding) -> [Int] {
    let start = points.count
    points += places
    bindings += places.map(rule)
    return Array(start..<points.count)
  }

  /// A strip between two loops of one length; `isOpen` says which of its quads are left out.
  mutating func strip(
    _ a: [Int], _ b: [Int], _ color: Vector, closed: Bool = true,
    leaving isOpen: (Int) -> Bool = { _ in false }
  ) {
    let tone = number(of: color)
    for k in 0..<(closed ? a.count : a.count - 1) where !isOpen(k) {
      let next = (k + 1) % a.count
      faces.append((a[k], b[k], b[next], tone))
      faces.append((a[k], b[next], a[next], tone))
    }
  }

  /// Closes a loop towards a point in its middle.
  mutating func cap(_ loop: [Int], _ middle: Vector, _ color: Vector) {
    let pole = add([middle], loop.first.map { bindings[$0] } ?? Binding(.hips))[0]
    let tone = number(of: color)
    for k in loop.indices { faces.append((loop[k], pole, loop[(k + 1) % loop.count], tone)) }
  }

  /// The surface; `outwards` names a place inside for each point's place, so that it can be turned outwards.
  func patch(awayFrom inside: (Vector) -> Vector) -> Patch {
    var numbers: [Int: Int] = [:]
    var patch = Patch(positions: [], triangles: [], colors: [])
    for face in faces {
      for point in [face.a, face.b, face.c] {
        let key = point * max(colors.count, 1) + face.color
        if let known = numbers[key] {
          patch.triangles.append(UInt32(known))
          continue
        }
        numbers[key] = patch.positions.count
        patch.triangles.append(UInt32(patch.positions.count))
        patch.positions.append(points[point])
        patch.colors.append(colors[face.color])
        patch.welds.append(point)
        patch.bindings.append(bindings[point])
        patch.hangs.append(nil)
      }
    }
    let places = patch.positions
    return patch.facingAway { inside(places[$0]) }
  }

  private mutating func number(of color: Vector) -> Int {
    if let known = colors.firstIndex(of: color) { return known }
    colors.append(color)
    return colors.count - 1
  }
}

/// A smooth curve through ascending knots, flat beyond both ends: cubic Hermite spans whose tangents never
/// overshoot (Fritsch and Carlson's limiter).
func spline(_ x: Double, _ knots: [(x: Double, y: Double)]) -> Double {
  guard let first = knots.first, let last = knots.last else { return 0 }
  if x <= first.x { return first.y }
  if x >= last.x { return last.y }
  let i = max((knots.firstIndex { x < $0.x } ?? 1) - 1, 0)
  func slope(_ k: Int) -> Double { (knots[k + 1].y - knots[k].y) / (knots[k + 1].x - knots[k].x) }
  func tangent(_ k: Int) -> Double {
    guard k > 0, k < knots.count - 1 else { return 0 }
    let (a, b) = (slope(k - 1), slope(k))
    return a * b <= 0 ? 0 : 2 * a * b / (a + b)
  }
  let span = knots[i + 1].x - knots[i].x
  let t = (x - knots[i].x) / span
  let (t2, t3) = (t * t, t * t * t)
  let from = knots[i].y * (2 * t3 - 3 * t2 + 1) + knots[i + 1].y * (3 * t2 - 2 * t3)
  return from + span * (tangent(i) * (t3 - 2 * t2 + t) + tangent(i + 1) * (t3 - t2))
}

import Foundation
import Motion

/// A hand in the T-pose, palm down, thumb forwards: one surface from the forearm to the finger tips. Built on the
/// left.
struct Hand {
  let look: LookParameters
  let skeleton: Skeleton
  let shape: BodyShape

  private var wrist: Vector { skeleton.place(.leftHand) }
  private var size: Double { look.build.handSize }

  /// Rings of the palm before the knuckles: distance from the wrist, half width, half thickness.
  private static let palm: [(x: Double, width: Double, thickness: Double)] = [
    (0.004, 0.047, 0.041), (0.028, 0.055, 0.042), (0.056, 0.066, 0.043), (0.086, 0.075, 0.042),
    (0.116, 0.079, 0.039),
  ]
  /// Rings between which the thumb leaves the palm.
  private static let thumbRows = 1...3

  /// The hand with as much of the bare arm as a sleeve that ends at `share` leaves free.
  func patch(from share: Double, by weights: BodyWeights) -> Patch {
    var lattice = Lattice()
    let skin = look.palette.skin
    let arm = Arm(skeleton: skeleton, shape: shape)
    var previous: [Int]?
    func join(_ ring: [Int], leaving isOpen: (Int) -> Bool = { _ in false }) {
      if let before = previous { lattice.strip(before, ring, skin, leaving: isOpen) }
      previous = ring
    }
    let shares = [
      0, 0.08, 0.16, 0.24, 0.32, 0.4, 0.445, 0.485, 0.52, 0.555, 0.595, 0.65, 0.72, 0.79, 0.86, 0.92, 0.965,
    ]
    for s in shares where s >= share - 0.09 && (s > 0.15 || share < 0.1) {
      let t = smoothstep(0.8, 1, s)
      let places = zip(arm.ring(s, ease: 0), ring(Self.palm[0], at: arm.middle(s))).map { mix($0, $1, t) }
      join(lattice.add(places, by: weights.arm))
    }
    var palm: [[Int]] = []
    for row in Self.palm {
      palm.append(lattice.add(ring(row, at: wrist + Vector(row.x * size, 0, 0)), by: weights.arm))
      let i = palm.count - 2
      join(palm[palm.count - 1]) { quad in
        i >= Self.thumbRows.lowerBound && i < Self.thumbRows.upperBound && (quad == 8 || quad == 9)
      }
    }
    let (a, b, c) = (palm[Self.thumbRows.lowerBound], palm[2], palm[Self.thumbRows.upperBound])
    let hole = [c[9], c[8], b[8], a[8], a[9], a[10], b[10], c[10]]
    Finger.thumb.grow(from: hole, on: &lattice, wrist: wrist, size: size, color: skin)
    knuckles(&lattice, after: palm[palm.count - 1], skin)
    let middle = wrist
    return lattice.patch { p in
      p.x > middle.x + 0.05
        ? Vector(p.x - 0.01, middle.y, mix(middle.z, p.z, 0.75)) : Vector(p.x, middle.y, middle.z)
    }
  }

  /// A flat ring of the palm in the columns of the arm.
  private func ring(_ row: (x: Double, width: Double, thickness: Double), at center: Vector) -> [Vector] {
    let box = smoothstep(0, 0.11, row.x)
    return (0..<Arm.columns).map { k in
      let a = Arm.angle(k)
      let round = Vector(0, sin(a), cos(a))
      // Columns spread evenly over back and palm, as the fingers need them.
      let z = k < 9 ? (Double(k) - 4) / 4.3 : k == 9 ? 1 : k < 19 ? (14 - Double(k)) / 4.3 : -1
      let y = (k < 9 ? 1.0 : k == 9 || k == 19 ? 0 : -1) * pow(1 - pow(abs(z), 3.4), 0.5)
      let flat = Vector(0, y, z)
      let p = mix(round, flat, box)
      return center + Vector(0, p.y * row.thickness - 0.004 * box, p.z * row.width + 0.002 * box) * size
    }
  }

  /// Parts the last ring of the palm into the four fingers; three points between them are the webs.
  private func knuckles(_ lattice: inout Lattice, after ring: [Int], _ skin: Vector) {
    let fingers: [Finger] = [.little, .ring, .middle, .index]
    let roots = fingers.map { $0.points[0] }
    let borders = [-0.079, -0.0395, -0.0003, 0.0402, 0.083]
    func place(_ x: Double, _ y: Double, _ z: Double) -> Vector { wrist + Vector(x, y, z) * size }
    // The back of the hand, then the palm: x is where the finger parts, set back from its first joint.
    var slots: [Vector] = []
    for k in 0...8 {
      let f = k / 2
      let isBorder = k % 2 == 0
      let x =
        !isBorder
        ? roots[f].x - 0.022
        : k == 0
          ? roots[0].x - 0.03
          : k == 8 ? roots[3].x - 0.028 : (roots[f - 1].x + roots[f].x) / 2 - 0.012
      let z = isBorder ? borders[f] : roots[f].z
      slots.append(place(x, isBorder ? (k == 0 || k == 8 ? 0.017 : 0.0205) : 0.0285, z))
    }
    let back = slots
    let palmside = back.reversed().map { p in
      Vector(p.x + 0.006 * size, 2 * wrist.y - p.y - 0.004 * size, p.z)
    }
    let index = place(roots[3].x - 0.03, -0.002, 0.0865)
    let little = place(roots[0].x - 0.032, -0.003, -0.0825)
    let loop = lattice.add(back + [index] + palmside + [little], Binding(.leftHand))
    lattice.strip(ring, loop, skin)
    let webs = (1...3).map { i in
      lattice.add([place((roots[i - 1].x + roots[i].x) / 2 - 0.001, -0.002, borders[i])], Binding(.leftHand))[
        0]
    }
    for (f, finger) in fingers.enumerated() {
      let t = 2 * f
      let outer = f == 3 ? loop[9] : webs[f]
      let inner = f == 0 ? loop[19] : webs[f - 1]
      let base = [
        loop[t], loop[t + 1], loop[t + 2], outer, loop[18 - t - 2], loop[18 - t - 1], loop[18 - t], inner,
      ]
      finger.grow(from: base, on: &lattice, wrist: wrist, size: size, color: skin)
    }
  }
}

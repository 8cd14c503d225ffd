import Foundation

/// The cloth round the trunk: rings from the neck down with holes where the arms begin.
struct TrunkCloth {
  /// One ring: everything from here to the next ring has its colour.
  struct Row {
    /// Height of the usual build.
    var y: Double
    /// Room between body and cloth.
    var ease: Double
    var color: Vector
    /// Amplitude of the folds of hanging cloth.
    var fold = 0.0
    /// What the ring is when it is not the body's section at its height: half width, front, back and height.
    var flared: (section: BodyShape.Section, height: Double)?
  }

  static let columns = 32
  /// Columns of the left arm's hole, from front to back; the right one mirrors them.
  static let hole = 5...11
  /// Heights of the rings along an arm's hole.
  static let armRows = [-0.655, -0.7, -0.75, -0.805, -0.862]
  private static let folds = 7.0

  let shape: BodyShape
  var rows: [Row]

  /// A place on a ring; column 0 is the front, 8 the left side.
  func place(_ row: Row, _ column: Int) -> Vector {
    let azimuth = Double(column) / Double(Self.columns) * 2 * .pi
    let fold = row.fold == 0 ? 0 : row.fold * cos(Self.folds * azimuth + 0.6 * sin(azimuth))
    if let flared = row.flared { return shape.place(flared.section, at: flared.height, azimuth, fold: fold) }
    return shape.place(row.y, azimuth, ease: row.ease, fold: fold)
  }

  /// The trunk's surface.
  func patch() -> Patch {
    var lattice = Lattice()
    let rings = rows.map { row in lattice.add((0..<Self.columns).map { place(row, $0) }) }
    let first = rows.firstIndex { $0.y <= Self.armRows[0] + 1e-9 } ?? 0
    for i in rings.indices.dropLast() {
      let hasHoles = (first..<(first + Self.armRows.count - 1)).contains(i)
      lattice.strip(rings[i], rings[i + 1], rows[i].color) { quad in
        let side = quad < Self.columns / 2 ? quad : Self.columns - 1 - quad
        return hasHoles && side >= Self.hole.lowerBound && side < Self.hole.upperBound
      }
    }
    return lattice.patch { Vector(0, $0.y, -0.06) }
  }

  /// The edge of the left arm's hole, 20 places in the order of ``Arm/angle(_:)``.
  func armHole() -> [Vector] {
    let first = rows.firstIndex { $0.y <= Self.armRows[0] + 1e-9 } ?? 0
    func at(_ row: Int, _ column: Int) -> Vector { place(rows[first + row], column) }
    let (front, back) = (Self.hole.lowerBound, Self.hole.upperBound)
    return [at(1, back)] + Self.hole.reversed().map { at(0, $0) } + [
      at(1, front), at(2, front), at(3, front),
    ]
      + Self.hole.map { at(4, $0) } + [at(3, back), at(2, back)]
  }
}

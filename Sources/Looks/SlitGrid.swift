import Foundation

/// The face as a longitude/latitude grid cast on the closed head and cut open along eyes and mouth.
///
/// Counts never depend on the parameters, so looks share topology and morphs. The grid is built for
/// azimuths ≥ 0 and mirrored, which makes it symmetric to the last bit.
struct SlitGrid {
  /// A slit's rims, corner to corner in ascending azimuth; the corners are shared.
  struct Slit {
    var upper: [Int]
    var lower: [Int]
    /// Upper rim forth, lower rim back: a closed loop.
    var loop: [Int] { upper + lower.dropFirst().dropLast().reversed() }
  }

  /// Vertices of the closed face.
  private(set) var positions: [Vector] = []
  /// +1 upper copy on a slit, -1 lower copy, else 0.
  private(set) var rims: [Int] = []
  private(set) var triangles: [UInt32] = []
  private(set) var leftEye = Slit(upper: [], lower: [])
  private(set) var mouth = Slit(upper: [], lower: [])
  /// Each vertex's twin on the other side of the face.
  private(set) var twins: [Int] = []

  /// Columns from the middle of the face to: inner eye corner, mouth corner, outer eye corner, side, back.
  static let columnSpans = [4, 5, 8, 7, 8]
  private static let half = columnSpans.reduce(0, +)
  /// Columns of the whole grid.
  static let columns = 2 * half

  private struct Row {
    var elevation: Double
    var height: Double
    var depth = 0.0
  }

  init(_ p: LookParameters, surface: HeadSurface) throws(LookError) {
    let azimuths = try Self.azimuths(p, surface)
    let rows = Self.rows(p)
    cast(rows: rows.list, azimuths: azimuths, surface: surface, top: p.eyes.height)
    cut(eyeRow: rows.eye, mouthRow: rows.mouth)
    connect(rowCount: rows.list.count)
  }

  private func index(_ row: Int, _ column: Int) -> Int { row * Self.columns + column }

  /// Refuses eyes and a mouth between which no columns fit.
  static func checkCorners(_ p: LookParameters) throws(LookError) { _ = try azimuths(p, HeadSurface(p)) }

  /// Azimuths 0…π with a column on each corner.
  private static func azimuths(_ p: LookParameters, _ surface: HeadSurface) throws(LookError) -> [Double] {
    func azimuth(ofX x: Double, height: Double) -> Double {
      var low = 0.0
      var high = Double.pi / 2
      for _ in 0..<50 {
        let middle = (low + high) / 2
        let direction = Vector(sin(middle), 0, cos(middle))
        let t = surface.crossing(from: Vector(0, height, 0), along: direction, of: surface.distance)
        if t * sin(middle) < x { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    let inner = azimuth(ofX: p.eyes.spacing - p.eyes.halfWidth, height: p.eyes.height)
    let outer = azimuth(ofX: p.eyes.spacing + p.eyes.halfWidth, height: p.eyes.height)
    let corner = azimuth(ofX: p.mouth.halfWidth, height: p.mouth.height)
    guard inner > 0.05, corner > inner + 0.08, outer > corner + 0.08, outer < 1.2 else {
      throw .unsuitable(
        what: "the mouth's corners must lie between the eyes' inner and outer corners; change "
          + "mouth.halfWidth, eyes.spacing or eyes.halfWidth")
    }
    let stops = [0, inner, corner, outer, 1.4, Double.pi]
    var all = [0.0]
    for (span, count) in columnSpans.enumerated() {
      for i in 1...count {
        var u = Double(i) / Double(count)
        if span == 3 { u = pow(u, 1.25) }
        if span == 4 { u = pow(u, 0.9) }
        all.append(mix(stops[span], stops[span + 1], u))
      }
    }
    return all
  }

  /// Rays from the crown to the foot of the neck: dense where lids and lips stretch the grid.
  private static func rows(_ p: LookParameters) -> (list: [Row], eye: Int, mouth: Int) {
    let eyeHeight = p.eyes.height
    let mouthHeight = p.mouth.height
    var list: [Row] = []
    for e in [76, 65, 55, 46, 38, 30.5, 24, 18.5, 14, 10.4, 7.5, 5.2, 3.4, 2, 0.9, 0] {
      list.append(Row(elevation: e, height: eyeHeight))
    }
    let eye = list.count - 1
    for u in [0.035, 0.08, 0.14, 0.21, 0.29, 0.38, 0.47, 0.56, 0.65, 0.73, 0.8, 0.86, 0.91, 0.95, 0.98] {
      list.append(Row(elevation: 0, height: mix(eyeHeight, mouthHeight, u)))
    }
    list.append(Row(elevation: 0, height: mouthHeight))
    let mouth = list.count - 1
    for e in [-0.8, -1.8, -3, -4.6, -7, -10.5, -15, -20, -26, -33, -41, -49, -56] {
      list.append(Row(elevation: e, height: mouthHeight))
    }
    for (u, e) in [(0.25, -52.0), (0.45, -42), (0.65, -28), (0.82, -14), (1, 0)] {
      list.append(Row(elevation: e, height: mouthHeight - 0.42 * u, depth: -0.09 * u))
    }
    return (list, eye, mouth)
  }

  private mutating func cast(rows: [Row], azimuths: [Double], surface: HeadSurface, top: Double) {
    positions = [Vector](repeating: .zero, count: rows.count * Self.columns)
    twins = Array(positions.indices)
    for (r, row) in rows.enumerated() {
      let e = radians(row.elevation)
      for i in 0...Self.half {
        let onPlane = i == 0 || i == Self.half
        let a = azimuths[i]
        let direction = Vector(onPlane ? 0 : sin(a) * cos(e), sin(e), cos(a) * cos(e))
        let origin = Vector(0, row.height, row.depth)
        let t = surface.crossing(from: origin, along: direction, of: surface.distance)
        let right = index(r, Self.half - i)
        let left = index(r, (Self.half + i) % Self.columns)
        var p = origin + direction * t
        // Rays of elevation 0 stay on their height to the last bit, slits included.
        if row.elevation == 0 { p.y = row.height }
        positions[right] = p.mirrored
        positions[left] = p
        twins[right] = left
        twins[left] = right
      }
    }
    twins.append(positions.count)
    let up = Vector(0, 1, 0)
    let origin = Vector(0, top, 0)
    positions.append(origin + up * surface.crossing(from: origin, along: up, of: surface.distance))
    rims = positions.map { _ in 0 }
  }

  private mutating func cut(eyeRow: Int, mouthRow: Int) {
    let spans = Self.columnSpans
    let inner = spans[0]
    let corner = inner + spans[1]
    let outer = corner + spans[2]
    let middle = Self.half
    let left = split(row: eyeRow, from: middle + inner, to: middle + outer)
    let right = split(row: eyeRow, from: middle - outer, to: middle - inner)
    leftEye = left
    mouth = split(row: mouthRow, from: middle - corner, to: middle + corner)
    let pairs =
      Array(zip(left.lower, right.lower.reversed())) + Array(zip(mouth.lower, mouth.lower.reversed()))
    for (a, b) in pairs {
      twins[a] = b
      twins[b] = a
    }
  }

  /// Doubles the vertices strictly between two columns.
  private mutating func split(row: Int, from first: Int, to last: Int) -> Slit {
    var slit = Slit(upper: [index(row, first)], lower: [index(row, first)])
    for column in (first + 1)..<last {
      let upper = index(row, column)
      rims[upper] = 1
      slit.upper.append(upper)
      slit.lower.append(positions.count)
      positions.append(positions[upper])
      rims.append(-1)
      twins.append(0)
    }
    slit.upper.append(index(row, last))
    slit.lower.append(index(row, last))
    lowerCopies.merge(zip(slit.upper, slit.lower)) { _, new in new }
    return slit
  }

  private var lowerCopies: [Int: Int] = [:]

  private mutating func connect(rowCount: Int) {
    for r in 0..<(rowCount - 1) {
      for c in 0..<Self.columns {
        let next = (c + 1) % Self.columns
        let a = index(r, c)
        let b = index(r, next)
        let top = (UInt32(lowerCopies[a] ?? a), UInt32(lowerCopies[b] ?? b))
        let bottom = (UInt32(index(r + 1, c)), UInt32(index(r + 1, next)))
        // The diagonal follows the side of the face, so that the two halves mirror each other.
        if c < Self.half {
          triangles += [top.0, bottom.0, top.1, top.1, bottom.0, bottom.1]
        } else {
          triangles += [top.0, bottom.0, bottom.1, top.0, bottom.1, top.1]
        }
      }
    }
    let pole = UInt32(rowCount * Self.columns)
    for c in 0..<Self.columns {
      triangles += [pole, UInt32(index(0, c)), UInt32(index(0, (c + 1) % Self.columns))]
    }
  }
}

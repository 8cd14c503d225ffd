/// Height of a surface over a rectangle: how far the outermost triangle reaches at each place of a grid.
///
/// The plane and the height may be metres across and forward (a face seen from the front), or an angle, a height and a
/// radius (a trunk seen from its axis).
struct DepthField: Sendable {
  let columns: Int
  let rows: Int
  private(set) var low: SIMD2<Float>
  private(set) var step: SIMD2<Float>
  private var cells: [Float]

  /// An empty field.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    low = .zero
    step = SIMD2(1, 1)
    cells = Array(repeating: -.infinity, count: columns * rows)
  }

  /// Empties the field and lays it over another rectangle.
  mutating func reset(from low: SIMD2<Float>, to high: SIMD2<Float>) {
    self.low = low
    let size = high - low
    step = SIMD2(
      max(size.x, 1e-9) / Float(columns), max(size.y, 1e-9) / Float(rows))
    cells.withUnsafeMutableBufferPointer { for index in $0.indices { $0[index] = -.infinity } }
  }

  /// Raises the field to a triangle, x and y in the plane and z its height, at the middles of the cells under it.
  mutating func add(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    guard area != 0, area.isFinite else { return }
    func range(_ least: Float, _ most: Float, _ low: Float, _ step: Float, _ count: Int) -> Range<Int> {
      let first = max(0, ((least - low) / step - 0.5).rounded(.up))
      let last = min(Float(count - 1), ((most - low) / step - 0.5).rounded(.down))
      guard first <= last, last.isFinite else { return 0..<0 }
      return Int(first)..<Int(last) + 1
    }
    let across = range(min(a.x, b.x, c.x), max(a.x, b.x, c.x), low.x, step.x, columns)
    let up = range(min(a.y, b.y, c.y), max(a.y, b.y, c.y), low.y, step.y, rows)
    guard !across.isEmpty, !up.isEmpty else { return }
    let inverse = 1 / area
    cells.withUnsafeMutableBufferPointer { cells in
      for row in up {
        let y = low.y + (Float(row) + 0.5) * step.y
        for column in across {
          let x = low.x + (Float(column) + 0.5) * step.x
          let v = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) * inverse
          let w = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) * inverse
          guard v >= 0, w >= 0, v + w <= 1 else { continue }
          let z = a.z + v * (b.z - a.z) + w * (c.z - a.z)
          if z > cells[row * columns + column] { cells[row * columns + column] = z }
        }
      }
    }
  }

  /// Height at a place, between the middles of the four cells around it; -infinity where one of them is empty.
  @inline(__always)
  func height(_ x: Float, _ y: Float) -> Float {
    let u = (x - low.x) / step.x - 0.5
    let v = (y - low.y) / step.y - 0.5
    guard u >= 0, v >= 0, u < Float(columns - 1), v < Float(rows - 1) else { return -.infinity }
    let (column, row) = (Int(u), Int(v))
    let (s, t) = (u - Float(column), v - Float(row))
    let at = row * columns + column
    let (p, q, r, o) = (cells[at], cells[at + 1], cells[at + columns], cells[at + columns + 1])
    guard p > -.infinity, q > -.infinity, r > -.infinity, o > -.infinity else { return -.infinity }
    let below = p * (1 - s) + q * s
    let above = r * (1 - s) + o * s
    return below * (1 - t) + above * t
  }
}

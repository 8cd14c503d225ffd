/// Which triangle is nearest at each sample of a grid, and how near.
///
/// Coordinates are snapped to 1/256 sample and edges follow the top-left rule, so triangles that share an edge
/// neither overlap nor leave a gap. Larger depth is nearer; 0 is nothing there.
struct Rasterizer: Sendable {
  private(set) var width = 0
  private(set) var height = 0
  /// Depth of the nearest triangle.
  private(set) var depth: [Float] = []
  /// Its number plus one; 0 is nothing there.
  private(set) var owner: [UInt32] = []

  fileprivate static let scale: Float = 256
  /// Coordinates beyond this would overflow the edge functions.
  fileprivate static let reach: Float = 1_000_000

  /// Clears the grid, in the size given.
  mutating func clear(width: Int, height: Int) {
    self.width = width
    self.height = height
    let count = width * height
    if depth.count == count {
      depth.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
      owner.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    } else {
      depth = Array(repeating: 0, count: count)
      owner = Array(repeating: 0, count: count)
    }
  }

  /// Draws triangles.
  ///
  /// - Parameters:
  ///   - triangles: Three vertex numbers each.
  ///   - vertices: x to the right and y down in samples, z depth. Depth ≤ 0 lies behind the eye: a triangle
  ///     with such a corner is not drawn.
  ///   - sides: Per triangle: +1 draws it when counter-clockwise on screen, -1 when clockwise, 0 always.
  mutating func draw(
    _ triangles: UnsafeBufferPointer<SIMD3<UInt32>>, vertices: UnsafeBufferPointer<SIMD3<Float>>,
    sides: UnsafeBufferPointer<Int8>
  ) {
    let width = width
    let height = height
    depth.withUnsafeMutableBufferPointer { depth in
      owner.withUnsafeMutableBufferPointer { owner in
        let grid = Grid(width: width, height: height, depth: depth, owner: owner)
        for number in triangles.indices {
          let t = triangles[number]
          grid.draw(
            vertices[Int(t.x)], vertices[Int(t.y)], vertices[Int(t.z)], side: sides[number],
            number: UInt32(truncatingIfNeeded: number + 1))
        }
      }
    }
  }

  private struct Grid {
    let width: Int
    let height: Int
    let depth: UnsafeMutableBufferPointer<Float>
    let owner: UnsafeMutableBufferPointer<UInt32>

    @inline(__always)
    func draw(
      _ a: SIMD3<Float>, _ first: SIMD3<Float>, _ second: SIMD3<Float>, side: Int8, number: UInt32
    ) {
      let low = pointwiseMin(a, pointwiseMin(first, second))
      let high = pointwiseMax(a, pointwiseMax(first, second))
      guard low.z > 0, low.x > -Rasterizer.reach, low.y > -Rasterizer.reach, high.x < Rasterizer.reach,
        high.y < Rasterizer.reach, high.z.isFinite
      else { return }
      guard (a + first + second).sum().isFinite else { return }
      let left = max(0, Int((low.x - 0.5).rounded(.up)) - 1)
      let right = min(width - 1, Int((high.x - 0.5).rounded(.down)) + 1)
      let top = max(0, Int((low.y - 0.5).rounded(.up)) - 1)
      let bottom = min(height - 1, Int((high.y - 0.5).rounded(.down)) + 1)
      guard left <= right, top <= bottom else { return }
      let ax = fixed(a.x)
      let ay = fixed(a.y)
      var b = first
      var c = second
      var area = (fixed(b.x) - ax) * (fixed(c.y) - ay) - (fixed(c.x) - ax) * (fixed(b.y) - ay)
      guard area != 0 else { return }
      // y points down: counter-clockwise to the eye is a negative area.
      if area < 0 {
        if side < 0 { return }
        swap(&b, &c)
        area = -area
      } else if side > 0 {
        return
      }
      let bx = fixed(b.x)
      let by = fixed(b.y)
      let cx = fixed(c.x)
      let cy = fixed(c.y)
      let px = left * 256 + 128
      let py = top * 256 + 128
      var row0 = edge(bx, by, cx, cy, px, py)
      var row1 = edge(cx, cy, ax, ay, px, py)
      var row2 = edge(ax, ay, bx, by, px, py)
      let inverse = 1 / Float(area)
      let slope1 = b.z - a.z
      let slope2 = c.z - a.z
      // Steps of the edge functions for one sample to the right and down.
      let (x0, x1, x2) = ((by - cy) * 256, (cy - ay) * 256, (ay - by) * 256)
      let (y0, y1, y2) = ((cx - bx) * 256, (ax - cx) * 256, (bx - ax) * 256)
      for y in top...bottom {
        var e0 = row0
        var e1 = row1
        var e2 = row2
        let line = y * width
        for x in left...right {
          if e0 | e1 | e2 >= 0 {
            let z = a.z + (Float(e1) * inverse) * slope1 + (Float(e2) * inverse) * slope2
            if z > depth[line + x] {
              depth[line + x] = z
              owner[line + x] = number
            }
          }
          e0 += x0
          e1 += x1
          e2 += x2
        }
        row0 += y0
        row1 += y1
        row2 += y2
      }
    }

    @inline(__always)
    private func fixed(_ v: Float) -> Int { Int((v * Rasterizer.scale).rounded()) }

    /// Twice the signed area of a → b → p, less one unit on edges that do not own their samples.
    @inline(__always)
    private func edge(_ ax: Int, _ ay: Int, _ bx: Int, _ by: Int, _ px: Int, _ py: Int) -> Int {
      let dx = bx - ax
      let dy = by - ay
      let value = dx * (py - ay) - dy * (px - ax)
      // With y down and positive area, a top edge runs to the right and a left edge runs up.
      let owns = (dy == 0 && dx > 0) || dy < 0
      return owns ? value : value - 1
    }
  }
}

import Motion

/// What the key light sees: depth along its direction over the part of the world that a picture shows.
struct ShadowMap: Sendable {
  private var grid = Rasterizer()
  private var projected: [SIMD3<Float>] = []
  private var sides: [Int8] = []
  private var view = LightView(direction: SIMD3(0, 1, 0), middle: .zero, radius: 1)

  static let size = 512
  /// Width of the box over which shade is averaged, in texels.
  static let softness = 7

  /// Draws the character as seen from the light.
  ///
  /// - Parameters:
  ///   - list: Posed triangles.
  ///   - direction: Unit vector towards the light.
  ///   - middle: Middle of what the picture shows.
  ///   - radius: How far round it shade is wanted, in metres.
  mutating func render(_ list: DrawList, direction: SIMD3<Float>, middle: SIMD3<Float>, radius: Float) {
    let view = LightView(direction: direction, middle: middle, radius: radius)
    self.view = view
    grid.clear(width: Self.size, height: Self.size)
    if projected.count != list.positions.count {
      projected = Array(repeating: .zero, count: list.positions.count)
      sides = Array(repeating: 0, count: list.triangles.count)
    }
    projected.withUnsafeMutableBufferPointer { out in
      list.positions.withUnsafeBufferPointer { positions in
        for k in positions.indices { out[k] = view.project(positions[k]) }
      }
    }
    list.triangles.withUnsafeBufferPointer { triangles in
      projected.withUnsafeBufferPointer { vertices in
        sides.withUnsafeBufferPointer { grid.draw(triangles, vertices: vertices, sides: $0) }
      }
    }
  }

  /// Share of the key light that reaches a point, 0…1.
  ///
  /// The mean over a box of ``softness`` texels, edges weighted by what of them lies inside, so that shade has no
  /// steps. The point is lifted off its surface by two texels against self-shadow.
  @inline(__always)
  func light(at point: SIMD3<Float>, normal: SIMD3<Float>) -> Float {
    let p = view.project(point + normal * (2 * view.texel))
    let bias = 3 * view.texel / (2 * view.range)
    let n = Self.softness
    let x = p.x - Float(n) * 0.5
    let y = p.y - Float(n) * 0.5
    let limit = Float(Self.size - n - 1)
    guard x >= 0, y >= 0, x < limit, y < limit else { return 1 }
    let left = Int(x)
    let top = Int(y)
    let fx = x - Float(left)
    let fy = y - Float(top)
    let threshold = p.z + bias
    var sum: Float = 0
    grid.depth.withUnsafeBufferPointer { depth in
      for row in 0...n {
        let line = (top + row) * Self.size + left
        var inner: Float = 0
        for column in 1..<n where depth[line + column] <= threshold { inner += 1 }
        if depth[line] <= threshold { inner += 1 - fx }
        if depth[line + n] <= threshold { inner += fx }
        sum += inner * (row == 0 ? 1 - fy : row == n ? fy : 1)
      }
    }
    return sum / Float(n * n)
  }
}

/// The parallel view of the light.
private struct LightView: Sendable {
  /// Size of a texel in metres.
  let texel: Float
  /// Half the depth range in metres.
  let range: Float
  private let right: SIMD3<Float>
  private let up: SIMD3<Float>
  private let light: SIMD3<Float>
  private let middle: SIMD3<Float>

  init(direction: SIMD3<Float>, middle: SIMD3<Float>, radius: Float) {
    light = direction
    right = unit(cross(SIMD3(0, 1, 0), light), orElse: SIMD3(1, 0, 0))
    up = cross(light, right)
    self.middle = middle
    texel = 2 * max(radius, 1e-6) / Float(ShadowMap.size)
    range = max(radius, 1e-6) * 8
  }

  /// Place in texels, and depth 0…1 that grows towards the light.
  @inline(__always)
  func project(_ point: SIMD3<Float>) -> SIMD3<Float> {
    let q = point - middle
    let half = Float(ShadowMap.size) / 2
    return SIMD3(half + dot(q, right) / texel, half - dot(q, up) / texel, 0.5 + dot(q, light) / (2 * range))
  }
}

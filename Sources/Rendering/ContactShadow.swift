import Motion

/// The dark that feet leave on the ground: how low the character stands over each place.
struct ContactShadow: Sendable {
  private static let size = 96
  private var cover: [Float] = Array(repeating: 0, count: Self.size * Self.size)
  private var scratch: [Float] = Array(repeating: 0, count: Self.size * Self.size)
  private var corner = SIMD2<Float>.zero
  private var cell: Float = 1
  /// Height of the ground in metres.
  private(set) var ground: Float

  /// - Parameter ground: Height of the ground in metres.
  init(ground: Float) { self.ground = ground }

  /// Looks at the vertices below a height over the ground.
  mutating func measure(_ positions: [SIMD3<Float>], reach: Float) {
    for k in cover.indices { cover[k] = 0 }
    var low = SIMD2<Float>(repeating: .infinity)
    var high = SIMD2<Float>(repeating: -.infinity)
    for p in positions where p.y - ground < reach {
      low = pointwiseMin(low, SIMD2(p.x, p.z))
      high = pointwiseMax(high, SIMD2(p.x, p.z))
    }
    guard low.x <= high.x, reach > 0 else { return }
    let middle = (low + high) / 2
    let half = max((high - low).max() / 2 + reach, 1e-4)
    corner = middle - half
    cell = 2 * half / Float(Self.size)
    for p in positions where p.y - ground < reach {
      let at = (SIMD2(p.x, p.z) - corner) / cell
      let x = min(Self.size - 1, max(0, Int(at.x)))
      let y = min(Self.size - 1, max(0, Int(at.y)))
      let near = 1 - max(0, p.y - ground) / reach
      cover[y * Self.size + x] = max(cover[y * Self.size + x], near * near)
    }
    for _ in 0..<3 { blur(2) }
  }

  private mutating func blur(_ radius: Int) {
    let n = Self.size
    for pass in 0..<2 {
      let step = pass == 0 ? 1 : n
      let line = pass == 0 ? n : 1
      for y in 0..<n {
        for x in 0..<n {
          var sum: Float = 0
          for k in max(0, x - radius)...min(n - 1, x + radius) { sum += cover[y * line + k * step] }
          scratch[y * line + x * step] = sum / Float(2 * radius + 1)
        }
      }
      swap(&cover, &scratch)
    }
  }

  /// Light left on the ground at a place, 0…1.
  func light(x: Float, z: Float) -> Float {
    let at = (SIMD2(x, z) - corner) / cell - 0.5
    let limit = Float(Self.size - 1)
    guard at.x >= 0, at.y >= 0, at.x < limit, at.y < limit else { return 1 }
    let (left, top) = (Int(at.x), Int(at.y))
    let (fx, fy) = (at.x - Float(left), at.y - Float(top))
    let k = top * Self.size + left
    let upper = cover[k] * (1 - fx) + cover[k + 1] * fx
    let lower = cover[k + Self.size] * (1 - fx) + cover[k + Self.size + 1] * fx
    return 1 - 0.5 * min(1, (upper * (1 - fy) + lower * fy) * 1.6)
  }
}

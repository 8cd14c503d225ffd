import Motion

/// Four quaternions part by part, so that one step of the processor does for all of them; each goes through the same
/// operations in the same order as a ``Motion/Quaternion`` alone.
struct QuaternionBlock {
  var x: SIMD4<Float>
  var y: SIMD4<Float>
  var z: SIMD4<Float>
  var w: SIMD4<Float>

  @inline(__always)
  init(x: SIMD4<Float>, y: SIMD4<Float>, z: SIMD4<Float>, w: SIMD4<Float>) {
    self.x = x
    self.y = y
    self.z = z
    self.w = w
  }

  /// Four times one quaternion.
  @inline(__always)
  init(_ q: Quaternion) {
    self.init(
      x: SIMD4(repeating: q.x), y: SIMD4(repeating: q.y), z: SIMD4(repeating: q.z), w: SIMD4(repeating: q.w))
  }

  /// Four quaternions, or the four parts of four.
  @inline(__always)
  init(rows a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>) {
    let (low, high) = (a.lowHalf, a.highHalf)
    x = SIMD4(low.x, b.x, c.x, d.x)
    y = SIMD4(low.y, b.y, c.y, d.y)
    z = SIMD4(high.x, b.z, c.z, d.z)
    w = SIMD4(high.y, b.w, c.w, d.w)
  }

  /// Hamilton products.
  @inline(__always)
  static func * (a: QuaternionBlock, b: QuaternionBlock) -> QuaternionBlock {
    QuaternionBlock(
      x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
      y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
      z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
      w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
  }

  /// The same rotations with length one; identity where a length is zero or not finite.
  @inline(__always)
  var normalized: QuaternionBlock {
    let squares = x * x + y * y + z * z + w * w
    let length = squares.squareRoot()
    let isUsable = (length .> 0) .& (length .< .infinity)
    var out = QuaternionBlock(x: x / length, y: y / length, z: z / length, w: w / length)
    if isUsable != SIMDMask(repeating: true) {
      out.x.replace(with: 0, where: .!isUsable)
      out.y.replace(with: 0, where: .!isUsable)
      out.z.replace(with: 0, where: .!isUsable)
      out.w.replace(with: 1, where: .!isUsable)
    }
    return out
  }

  /// Normalises quaternions, puts them between others and normalises again.
  ///
  /// - Parameters:
  ///   - rows: First number of the first quaternion.
  ///   - stride: Numbers from one to the next.
  ///   - rest: Taken in front instead of `before` and `after`.
  ///   - out: Room for `count` quaternions.
  static func turn(
    _ rows: UnsafePointer<Float>, stride: Int, count: Int, before: Quaternion?, after: Quaternion?,
    rest: Quaternion?, to out: UnsafeMutablePointer<Float>
  ) {
    let isNode = rest != nil
    let front = QuaternionBlock(rest ?? before ?? .identity)
    let back = QuaternionBlock(after ?? .identity)
    @inline(__always) func load(_ frame: Int) -> SIMD4<Float> {
      UnsafeRawPointer(rows + min(frame, count - 1) * stride).loadUnaligned(as: SIMD4<Float>.self)
    }
    var frame = 0
    while frame < count {
      let value = QuaternionBlock(rows: load(frame), load(frame + 1), load(frame + 2), load(frame + 3))
        .normalized
      let turned = (isNode ? front * value : front * value * back).normalized
      let four = QuaternionBlock(rows: turned.x, turned.y, turned.z, turned.w)
      let place = UnsafeMutableRawPointer(out + 4 * frame)
      if frame + 4 <= count {
        place.storeBytes(of: four.x, as: SIMD4<Float>.self)
        place.storeBytes(of: four.y, toByteOffset: 16, as: SIMD4<Float>.self)
        place.storeBytes(of: four.z, toByteOffset: 32, as: SIMD4<Float>.self)
        place.storeBytes(of: four.w, toByteOffset: 48, as: SIMD4<Float>.self)
      } else {
        for (number, q) in [four.x, four.y, four.z].enumerated() where frame + number < count {
          place.storeBytes(of: q, toByteOffset: 16 * number, as: SIMD4<Float>.self)
        }
      }
      frame += 4
    }
  }
}

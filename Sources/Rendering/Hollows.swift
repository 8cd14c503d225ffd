/// Darkening of hollows by comparing depth with its blurred self (Luft, Colditz and Deussen 2006).
///
/// A pixel that lies deeper than the mean of its neighbourhood loses some light: under the chin, beside the nose,
/// between locks of hair. Two neighbourhoods are used, a narrow and a wide one.
struct Hollows: Sendable {
  /// Light left at each pixel, 0…1.
  private(set) var light: [Float] = []
  private var mask: [Float] = []
  private var blurredMask: [Float] = []
  private var blurredDepth: [Float] = []
  private var scratch: [Float] = []

  /// Measures a depth picture.
  ///
  /// - Parameters:
  ///   - depth: Distance from the camera in metres, 0 where there is nothing.
  ///   - width: Columns of the picture.
  ///   - visibleHeight: Metres that the picture shows from top to bottom.
  ///   - strength: 0 leaves everything lit.
  mutating func measure(depth: [Float], width: Int, visibleHeight: Float, strength: Float) {
    let count = depth.count
    let height = count / width
    if light.count != count {
      light = Array(repeating: 1, count: count)
      mask = light
      blurredMask = light
      blurredDepth = light
      scratch = light
    }
    for k in 0..<count {
      light[k] = 1
      mask[k] = depth[k] > 0 ? 1 : 0
    }
    for (share, gain) in [(Float(0.010), Float(7)), (0.028, 2.6)] {
      let radius = max(1, Int(Float(height) * share))
      for k in 0..<count {
        blurredMask[k] = mask[k]
        blurredDepth[k] = depth[k]
      }
      for _ in 0..<2 {
        Self.blur(&blurredMask, &scratch, width: width, height: height, radius: radius)
        Self.blur(&blurredDepth, &scratch, width: width, height: height, radius: radius)
      }
      for k in 0..<count where depth[k] > 0 {
        let mean = blurredDepth[k] / max(blurredMask[k], 1e-4)
        let loss = (depth[k] - mean) / visibleHeight * gain * strength
        light[k] *= 1 - min(0.28, max(0, loss))
      }
    }
  }

  /// Box blur, rows then columns, with nothing beyond the edges.
  private static func blur(
    _ values: inout [Float], _ scratch: inout [Float], width: Int, height: Int, radius: Int
  ) {
    let scale = 1 / Float(2 * radius + 1)
    values.withUnsafeMutableBufferPointer { values in
      scratch.withUnsafeMutableBufferPointer { scratch in
        for y in 0..<height {
          let line = y * width
          var sum: Float = 0
          for x in 0..<min(radius, width) { sum += values[line + x] }
          for x in 0..<width {
            if x + radius < width { sum += values[line + x + radius] }
            if x - radius > 0 { sum -= values[line + x - radius - 1] }
            scratch[line + x] = sum * scale
          }
        }
        // Columns are summed row by row, so that memory is read in order.
        for y in 0..<height {
          let line = y * width
          if y == 0 {
            for x in 0..<width { values[x] = 0 }
            for row in 0...min(radius, height - 1) {
              for x in 0..<width { values[x] += scratch[row * width + x] }
            }
            continue
          }
          let enters = y + radius < height
          let leaves = y - radius > 0
          for x in 0..<width {
            var sum = values[line - width + x]
            if enters { sum += scratch[line + radius * width + x] }
            if leaves { sum -= scratch[line - (radius + 1) * width + x] }
            values[line + x] = sum
          }
        }
        for k in values.indices { values[k] = max(0, values[k] * scale) }
      }
    }
  }
}

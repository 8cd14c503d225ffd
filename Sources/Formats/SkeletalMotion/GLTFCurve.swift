import Motion

/// One curve of a glTF animation, evaluated as the specification says (glTF 2.0, appendix C).
struct GLTFCurve {
  private let times: [Float]
  private let values: [Float]
  private let width: Int
  let interpolation: String
  private let isRotation: Bool
  /// The key before the last time asked for: times are mostly asked for in order.
  private var key = 0

  /// `nil` when the numbers do not make keys of this width.
  init?(_ sampler: GLTFAnimation.Sampler, interpolation: String, width: Int, isRotation: Bool) {
    times = sampler.times
    values = sampler.values
    self.width = width
    self.interpolation = interpolation
    self.isRotation = isRotation
    let parts = interpolation == "CUBICSPLINE" ? 3 : 1
    guard !times.isEmpty, width > 0, values.count == times.count * width * parts else { return nil }
  }

  var isStep: Bool { interpolation == "STEP" }

  /// The value at a time in seconds; outside the keys that of the nearest one. A time within a thousandth of a frame
  /// (of the 30th of a second) of a key is that key's.
  mutating func sample(at time: Double, into out: inout [Float]) {
    let slack = 3e-5
    if key >= times.count || Double(times[key]) > time + slack { key = 0 }
    while key + 1 < times.count, Double(times[key + 1]) <= time + slack { key += 1 }
    let isCubic = interpolation == "CUBICSPLINE"
    let start = Double(times[key])
    guard key + 1 < times.count, time > start + slack, !isStep else {
      let at = isCubic ? (key * 3 + 1) * width : key * width
      for part in 0..<width { out[part] = values[at + part] }
      if isRotation { normalise(&out) }
      return
    }
    let span = Double(times[key + 1]) - start
    let t = Float((time - start) / span)
    if isCubic {
      spline(t, Float(span), &out)
      if isRotation { normalise(&out) }
    } else if isRotation {
      let turn = quaternion(key).slerp(to: quaternion(key + 1), t)
      for part in 0..<4 { out[part] = turn.vector[part] }
    } else {
      for part in 0..<width {
        let (a, b) = (values[key * width + part], values[(key + 1) * width + part])
        out[part] = a == b ? a : a + (b - a) * t
      }
    }
  }

  private func quaternion(_ key: Int) -> Quaternion {
    let at = key * width
    return Quaternion(x: values[at], y: values[at + 1], z: values[at + 2], w: values[at + 3]).normalized
  }

  /// Hermite spline: in-tangent, value, out-tangent of each key; tangents are per second.
  private func spline(_ t: Float, _ span: Float, _ out: inout [Float]) {
    let (t2, t3) = (t * t, t * t * t)
    let here = key * 3 * width
    let there = here + 3 * width
    for part in 0..<width {
      let (a, b) = (values[here + width + part], values[there + width + part])
      let (leave, arrive) = (values[here + 2 * width + part] * span, values[there + part] * span)
      let ends = (2 * t3 - 3 * t2 + 1) * a + (3 * t2 - 2 * t3) * b
      out[part] = ends + (t3 - 2 * t2 + t) * leave + (t3 - t2) * arrive
    }
  }

  private func normalise(_ out: inout [Float]) {
    let turn = Quaternion(x: out[0], y: out[1], z: out[2], w: out[3]).normalized
    for part in 0..<4 { out[part] = turn.vector[part] }
  }
}

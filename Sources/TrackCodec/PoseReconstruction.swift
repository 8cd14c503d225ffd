import Motion

/// From lattice integers to the floats of a frame, by operations that every processor rounds alike.
struct PoseReconstruction: Sendable {
  private struct Part: Sendable {
    var kind: Int
    var component: Int
    var column: Int
    var steps: SIMD3<Float>
  }

  private let parts: [Part]
  /// Floats in a frame.
  let width: Int

  init(_ schema: TrackSchema) {
    var parts: [Part] = []
    var component = 0
    for (entry, column) in zip(schema.entries, schema.layout.offsets) {
      let steps = entry.components.map(\.step.value)
      let kind = entry.channel.kind == .rotation ? 2 : entry.components.count == 1 ? 0 : 1
      parts.append(
        Part(
          kind: kind, component: component, column: column,
          steps: kind == 0 ? SIMD3(repeating: steps[0]) : SIMD3(steps[0], steps[1], steps[2])))
      component += entry.components.count
    }
    self.parts = parts
    width = schema.layout.width
  }

  /// Writes one frame. Rotations are modified Rodrigues parameters p: the quaternion is p·t with t − 1 as its real
  /// part, t = 2 / (1 + p·p) (Schaub and Junkins 1996, Stereographic orientation parameters).
  func write(
    _ values: UnsafePointer<Int32>, refinement: Int32, to out: UnsafeMutablePointer<Float>
  ) {
    let scale: Float = refinement == 0 ? 1 : refinement == 1 ? 0.5 : refinement == 2 ? 0.25 : 0.125
    parts.withUnsafeBufferPointer { parts in
      for part in parts {
        let x = values + part.component
        let y = out + part.column
        switch part.kind {
        case 0:
          y[0] = Float(x[0]) * (part.steps.x * scale)
        case 1:
          y[0] = Float(x[0]) * (part.steps.x * scale)
          y[1] = Float(x[1]) * (part.steps.y * scale)
          y[2] = Float(x[2]) * (part.steps.z * scale)
        default:
          let a = Float(x[0]) * (part.steps.x * scale)
          let b = Float(x[1]) * (part.steps.y * scale)
          let c = Float(x[2]) * (part.steps.z * scale)
          let n = (a * a + b * b) + c * c
          let t = 2 / (1 + n)
          y[0] = a * t
          y[1] = b * t
          y[2] = c * t
          y[3] = t - 1
        }
      }
    }
  }
}

import Foundation

/// The closing of a shirt.
struct ShirtFront {
  let look: LookParameters
  let shape: BodyShape
  let ease: Double
  /// Height of the usual build at which what covers the legs hides it; it ends there.
  var end = -1.645

  private func front(_ y: Double) -> Vector {
    shape.place(
      y, 0, ease: mix(0.006, ease, smoothstep(-0.62, -0.8, y)) + 0.002 + 0.01 * smoothstep(-1.5, -1.64, y))
  }

  /// The doubled cloth under the buttons.
  func placket() -> Patch {
    let path = ramp(-0.615, end, 15).map(front)
    return Ribbon(
      path: path, normals: path.map { _ in Vector(0, 0, 1) }, width: 0.026, thickness: 0.008,
      color: look.palette.top * 0.95
    ).patch()
  }

  /// Small round buttons.
  func buttons() -> [Patch] {
    [-0.72, -0.88, -1.04, -1.2, -1.36, -1.51].filter { $0 > end + 0.015 }.map { y in
      ellipsoidPatch(
        center: front(y) + Vector(0, 0, 0.009), radii: Vector(0.0145, 0.0145, 0.006),
        color: look.palette.trim,
        rows: 5, columns: 9)
    }
  }
}

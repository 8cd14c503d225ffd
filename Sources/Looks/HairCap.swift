import Foundation

/// The closed shell under the locks, from the crown down to a hairline and tucked into the skin there.
struct HairCap {
  /// Hairline: elevation over |azimuth|, in degrees.
  var hairline: [(x: Double, y: Double)]
  var thickness: Double
  /// Darkness: what shows between locks lies in their shade.
  var shade = 0.62

  /// How closely it lies on the nape.
  var hug = 0.0

  /// Vertices round it and from crown to hairline.
  var columns = 40
  var rows = 11

  func patch(on scalp: Scalp, _ tone: HairTone) -> Patch {
    var positions: [Vector] = []
    for row in 0..<(rows + 3) {
      let u = min(Double(row) / Double(rows), 1)
      for c in 0..<columns {
        let azimuth = -180 + 360 * Double(c) / Double(columns)
        let line = interpolate(abs(azimuth), hairline)
        var elevation = 89.5 + (line - 89.5) * pow(u, 0.9)
        var offset = thickness * (1 - 0.25 * u * u * u)
        if row == rows + 1 {
          offset = thickness * 0.35
          elevation = line - 1.5
        } else if row == rows + 2 {
          offset = -0.02
          elevation = line - 0.5
        }
        positions.append(scalp.place(Vector(azimuth, elevation, offset), tuck: 0.12, hug: hug))
      }
    }
    return Patch(
      positions: positions,
      triangles: latticeTriangles(rows: rows + 3, columns: columns, closed: true),
      colors: positions.map { tone.color(at: $0, along: 0.3) * shade })
  }
}

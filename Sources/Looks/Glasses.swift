import Foundation

/// Glasses: two rims, a bridge and temples that run back to the ears.
struct Glasses {
  let look: LookParameters
  let surface: HeadSurface

  func patch() -> Patch {
    guard look.glasses.style != .none else { return Patch(positions: [], triangles: [], colors: []) }
    let color = look.palette.frame
    let size = look.glasses.size
    let eyes = look.eyes
    let isSquare = look.glasses.style == .square
    let radius = max(eyes.halfWidth * 1.16, 0.13) * size
    let height = radius * (isSquare ? 0.78 : 0.98)
    let exponent = isSquare ? 3.6 : 2.1
    let spread = max(eyes.spacing + 0.008, radius + 0.026)
    let depth = surface.eyeCenter.z + eyes.ballRadius + 0.042
    let middle = surface.eyeCenter.y - 0.012
    // The rims bow back at the sides, as a face does.
    func bow(_ x: Double) -> Double { depth - 0.32 * max(x - 0.1, 0) * max(x - 0.1, 0) * 2 }
    func corner(_ v: Double) -> Double { (v < 0 ? -1 : 1) * pow(abs(v), 2 / exponent) }
    var loop: [Vector] = []
    let n = 36
    for k in 0...n {
      let a = Double(k) / Double(n) * 2 * .pi
      let x = spread + radius * corner(cos(a))
      loop.append(Vector(x, middle + height * corner(sin(a)), bow(x)))
    }
    let rim = Tube(
      path: loop, width: [0.0125], depth: [0.011], colors: [color], segments: 7, up: Vector(0, 0, 1),
      cappedStart: false, cappedEnd: false
    ).patch()
    let bridge = Tube(
      path: ramp(-1, 1, 7).map { u in
        let x = (spread - radius + 0.004) * u
        return Vector(x, middle + height * 0.3 + 0.014 * (1 - u * u), depth + 0.008 * (1 - u * u))
      }, width: [0.011], depth: [0.011], colors: [color], segments: 7, up: Vector(0, 0, 1)
    ).patch()
    let outer = spread + radius
    let ear = surface.crossing(
      from: Vector(0, middle, -0.02), along: Vector(1, 0, 0), of: surface.plain)
    let hinge = Vector(outer - 0.004, middle + height * 0.35, bow(outer))
    let temple = Tube(
      path: catmullRom(
        [
          hinge, Vector(mix(outer, ear, 0.62), hinge.y, hinge.z - 0.1),
          Vector(ear + 0.016, hinge.y + 0.004, 0.05), Vector(ear + 0.014, hinge.y - 0.03, -0.09),
        ],
        at: ramp(0, 1, 12)), width: [0.011], depth: [0.011], colors: [color], segments: 7,
      up: Vector(0, 1, 0)
    ).patch()
    return Patch.joined([rim, rim.mirrored, bridge, temple, temple.mirrored])
  }
}

import Foundation

/// The body under the clothes: half widths and depths of the trunk, radii of arms and legs.
///
/// Heights are those of the usual build, from the neck at -0.6 to the crotch; ``height(_:)`` stretches them.
struct BodyShape {
  let build: LookParameters.Build

  /// Below this the trunk's length counts.
  private static let neckBase = -0.63
  /// Half width of the usual shoulders.
  static let usualShoulder = 0.272

  /// How much thicker than the usual the neck is.
  private let neck: Double

  init(_ look: LookParameters) {
    build = look.build
    neck = look.skull.neckRadius - 0.112
  }

  /// A height of the usual build in this one.
  func height(_ usual: Double) -> Double {
    usual > Self.neckBase ? usual : Self.neckBase + (usual - Self.neckBase) * build.trunkLength
  }

  /// The height of the usual build that became this one.
  func usual(_ height: Double) -> Double {
    height > Self.neckBase ? height : Self.neckBase + (height - Self.neckBase) / build.trunkLength
  }

  /// One cross-section of the trunk.
  struct Section {
    var width: Double
    var front: Double
    var back: Double
    var center: Double
  }

  private static let widths: [(x: Double, y: Double)] = [
    (-1.78, 0.24), (-1.66, 0.268), (-1.56, 0.266), (-1.45, 0.25), (-1.32, 0.229), (-1.2, 0.216),
    (-1.1, 0.219),
    (-0.98, 0.238), (-0.88, 0.254), (-0.79, 0.264), (-0.705, 0.268), (-0.662, 0.246), (-0.636, 0.205),
    (-0.612, 0.155), (-0.595, 0.136),
  ]
  private static let fronts: [(x: Double, y: Double)] = [
    (-1.78, 0.15), (-1.66, 0.168), (-1.5, 0.178), (-1.34, 0.18), (-1.2, 0.172), (-1.08, 0.174),
    (-0.95, 0.188),
    (-0.86, 0.19), (-0.77, 0.174), (-0.70, 0.152), (-0.655, 0.132), (-0.62, 0.112), (-0.595, 0.1),
  ]
  private static let backs: [(x: Double, y: Double)] = [
    (-1.78, 0.16), (-1.66, 0.198), (-1.56, 0.2), (-1.44, 0.174), (-1.3, 0.147), (-1.18, 0.143),
    (-1.05, 0.155),
    (-0.9, 0.174), (-0.8, 0.178), (-0.72, 0.174), (-0.66, 0.166), (-0.62, 0.158), (-0.595, 0.152),
  ]

  /// The trunk at a height of the usual build, with `ease` between body and cloth.
  func trunk(_ y: Double, ease: Double = 0) -> Section {
    let shoulder = build.shoulder / Self.usualShoulder
    let chest = (build.chest - 1) * bell((y + 0.9) / 0.24)
    let belly = (build.belly - 1) * bell((y + 1.27) / 0.24)
    let hips = (build.hips - 1) * bell((y + 1.6) / 0.2)
    let across = mix(1, shoulder, smoothstep(-1.15, -0.78, y) * smoothstep(-0.6, -0.66, y))
    // The neck leans back, so that a thick one shows there first.
    let collar = 1.1 * neck * smoothstep(-0.74, -0.6, y)
    return Section(
      width: spline(y, Self.widths) * across * (1 + 0.7 * chest + 1.05 * belly + hips) + collar + ease,
      front: spline(y, Self.fronts) * (1 + chest + 1.75 * belly + 0.4 * hips) + collar + ease,
      back: spline(y, Self.backs) * (1 + 0.8 * chest + 0.55 * belly + 0.9 * hips) + collar + ease,
      center: -0.062 + 0.01 * sin((y + 0.6) * 3))
  }

  /// A place on the trunk: azimuth in radians from the front towards the character's left.
  func place(_ y: Double, _ azimuth: Double, ease: Double = 0, fold: Double = 0) -> Vector {
    place(trunk(y, ease: ease), at: height(y), azimuth, fold: fold)
  }

  /// A place on a section; `fold` shifts it in or out.
  func place(_ section: Section, at height: Double, _ azimuth: Double, fold: Double = 0) -> Vector {
    func rounded(_ v: Double) -> Double { (v < 0 ? -1 : 1) * pow(abs(v), 2 / 2.2) }
    let (s, c) = (sin(azimuth), cos(azimuth))
    let depth = c > 0 ? section.front : section.back
    return Vector((section.width + fold) * rounded(s), height, section.center + (depth + fold) * rounded(c))
  }

  /// Half height and half depth of the bare arm at a share of the way from shoulder to wrist.
  func arm(_ share: Double) -> (up: Double, forward: Double) {
    let r = spline(
      share,
      [
        (0, 0.09), (0.12, 0.092), (0.26, 0.083), (0.4, 0.076), (0.52, 0.071), (0.62, 0.075), (0.72, 0.07),
        (0.86, 0.056), (0.97, 0.049),
      ])
    let girth = mix(build.armGirth, 0.5 + 0.5 * build.armGirth, smoothstep(0.6, 1, share))
    return (r * girth * mix(1, 0.9, share), r * girth * mix(0.98, 1.04, share))
  }

  /// Half width, half depth and backward shift of the bare leg: 0 at the hip joint, 1 at the knee, 2 at the ankle.
  func leg(_ place: Double) -> (across: Double, deep: Double, shift: Double) {
    let across = spline(
      place,
      [
        (0, 0.132), (0.3, 0.127), (0.7, 0.102), (1, 0.086), (1.3, 0.085), (1.6, 0.071), (1.88, 0.054),
        (2, 0.053),
      ])
    let deep = spline(
      place,
      [
        (0, 0.14), (0.3, 0.134), (0.7, 0.106), (1, 0.09), (1.3, 0.092), (1.6, 0.075), (1.88, 0.057),
        (2, 0.058),
      ])
    let shift = spline(place, [(0, 0), (0.9, 0.006), (1.05, 0), (1.35, -0.022), (1.7, -0.012), (2, 0)])
    let girth = mix(build.legGirth, 0.4 + 0.6 * build.legGirth, smoothstep(1.3, 2, place))
    return (across * girth, deep * girth, shift)
  }
}

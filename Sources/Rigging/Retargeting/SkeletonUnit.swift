import Motion

/// The unit of length of a skeleton, found from its size.
enum SkeletonUnit {
  struct Unit {
    var name: String
    var metres: Float
  }

  /// Usual units, the likelier first. CMU's recordings count 1/0.45 inch in Hahne's conversion to BVH, and the
  /// data of the laboratory itself are inches / 0.45 as well.
  static let usual: [Unit] = [
    Unit(name: "centimetres", metres: 0.01), Unit(name: "metres", metres: 1),
    Unit(name: "millimetres", metres: 0.001), Unit(name: "inches", metres: 0.0254),
    Unit(name: "units of 1/0.45 inch, as CMU's", metres: 0.0254 / 0.45),
    Unit(name: "decimetres", metres: 0.1),
  ]

  /// Length of a leg from hip joint to ankle that a person may have, in metres, a child's included.
  static let legs: ClosedRange<Float> = 0.45...1.15
  /// A usual leg, for a skeleton in no usual unit.
  static let usualLeg: Float = 0.82

  /// Metres in a unit, from the legs; from arms or torso where there are none.
  static func forBody(_ measure: SkeletonMeasure, _ remarks: inout [SkeletonRest.Remark]) -> Float {
    let torso = measure.distance(.hips, .head)
    let (what, length) =
      measure.leg > 0
      ? ("legs", measure.leg)
      : measure.arm > 0 ? ("arms", measure.arm * 1.5) : ("the torso", torso * 1.35)
    guard length > 0 else { return forExtent(measure.extent, &remarks) }
    func text(_ unit: Float) -> String { "\(Int((length * unit * 100).rounded())) cm" }
    // Within the common units first; the rarer ones only where those give no grown person.
    if let unit = usual.first(where: { legs.contains(length * $0.metres) }) {
      let size =
        what == "legs" ? "legs of \(text(unit.metres))" : "a leg of \(text(unit.metres)), from \(what)"
      remarks.append(.found("lengths are \(unit.name): they give \(size)"))
      return unit.metres
    }
    let metres = usualLeg / length
    remarks.append(
      .assumed("lengths are in no usual unit; one is taken for \(metres) m, which gives a leg of 82 cm"))
    return metres
  }

  /// Metres in a unit of something that is no body.
  static func forExtent(_ extent: Float, _ remarks: inout [SkeletonRest.Remark]) -> Float {
    let unit = extent > 1000 ? usual[2] : extent > 10 ? usual[0] : usual[1]
    remarks.append(.assumed("lengths are \(unit.name): the skeleton measures \(extent)"))
    return unit.metres
  }
}

import Motion

/// The unit of length of a skeleton, found from its size.
enum SkeletonUnit {
  struct Unit {
    var name: String
    var metres: Float
  }

  /// Units that programs write by default, the likelier first.
  static let common: [Unit] = [
    Unit(name: "centimetres", metres: 0.01), Unit(name: "metres", metres: 1),
    Unit(name: "millimetres", metres: 0.001),
  ]

  /// Rarer ones. CMU's recordings count 1/0.45 inch in Hahne's conversion to BVH, and the data of the laboratory
  /// itself are inches / 0.45 as well.
  static let rare: [Unit] = [
    Unit(name: "inches", metres: 0.0254), Unit(name: "units of 1/0.45 inch, as CMU's", metres: 0.0254 / 0.45),
    Unit(name: "decimetres", metres: 0.1),
  ]

  /// Length of a leg from hip joint to ankle that a person may have, in metres, a child's included.
  static let legs: ClosedRange<Float> = 0.45...1.15
  /// The leg of a drawn character that is smaller than any person who walks.
  static let shortLegs: ClosedRange<Float> = 0.2...0.45
  /// A leg of whatever is built as a VRM, from a doll to a giant. No length lies within it in two common units.
  static let anyLegs: ClosedRange<Float> = 0.1...2.4
  /// A usual leg, for a skeleton in no usual unit.
  static let usualLeg: Float = 0.82

  /// Metres in a unit, from the legs; from arms or torso where there are none.
  ///
  /// - Parameters:
  ///   - bearsVRMNames: Whether the bones bear VRM's own names. Such a skeleton is a character's, of any size, and
  ///     was written in a common unit.
  ///   - isBuilt: Whether its feet stand at the origin's height at rest, as those of a character that was
  ///     modelled do. It is then rather small than recorded in inches.
  static func forBody(
    _ measure: SkeletonMeasure, bearsVRMNames: Bool, isBuilt: Bool, _ remarks: inout [SkeletonRest.Remark]
  ) -> Float {
    let torso = measure.distance(.hips, .head)
    let (what, length) =
      measure.leg > 0
      ? ("legs", measure.leg)
      : measure.arm > 0 ? ("arms", measure.arm * 1.5) : ("the torso", torso * 1.35)
    guard length > 0 else { return forExtent(measure.extent, &remarks) }
    func size(_ unit: Unit) -> String {
      let leg = "\(Int((length * unit.metres * 100).rounded())) cm"
      return what == "legs" ? "legs of \(leg)" : "a leg of \(leg), from \(what)"
    }
    func first(_ units: [Unit], _ range: ClosedRange<Float>) -> Unit? {
      units.first { range.contains(length * $0.metres) }
    }
    // Within the common units first; the rarer ones only where those give no grown person.
    if let unit = first(common, legs) {
      remarks.append(.found("lengths are \(unit.name): they give \(size(unit))"))
      return unit.metres
    }
    if bearsVRMNames, let unit = first(common, anyLegs) {
      remarks.append(
        .found("lengths are \(unit.name), as joints of VRM's names have: they give \(size(unit))"))
      return unit.metres
    }
    let small = first(common, shortLegs)
    let rarer = first(rare, legs)
    if let small, let rarer, isBuilt {
      remarks.append(
        .assumed(
          "lengths are \(small.name): they give \(size(small)), for the skeleton stands on the ground as a small character does; \(rarer.name) would give \(size(rarer)), say so with a unit"
        ))
      return small.metres
    }
    if let rarer {
      let sentence = "lengths are \(rarer.name): they give \(size(rarer))"
      remarks.append(
        small.map {
          .assumed(sentence + "; \($0.name) would give \(size($0)), say so with a unit")
        } ?? .found(sentence))
      return rarer.metres
    }
    if let small {
      remarks.append(.assumed("lengths are \(small.name): they give \(size(small))"))
      return small.metres
    }
    let metres = usualLeg / length
    remarks.append(
      .assumed("lengths are in no usual unit; one is taken for \(metres) m, which gives a leg of 82 cm"))
    return metres
  }

  /// Metres in a unit of something that is no body.
  static func forExtent(_ extent: Float, _ remarks: inout [SkeletonRest.Remark]) -> Float {
    let unit = extent > 1000 ? common[2] : extent > 10 ? common[0] : common[1]
    remarks.append(.assumed("lengths are \(unit.name): the skeleton measures \(extent)"))
    return unit.metres
  }
}

/// What is wrong with a rig, and where.
public enum RigError: Error, Equatable, CustomStringConvertible {
  /// A reference points outside its list or in a circle.
  case brokenReference(what: String)
  /// Two lists that must agree in length do not.
  case mismatch(what: String)
  /// The rig lacks something that the work needs.
  case missing(what: String)
  /// An entry of a map does not fit the rig.
  case map(place: String, reason: String, cure: String)
  /// A number is NaN or infinite.
  case notFinite(what: String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .brokenReference(let what): "rig: \(what) refers to something that does not exist; export it again"
    case .mismatch(let what): "rig: \(what) do not agree; export it again from its source"
    case .missing(let what): "rig: \(what) is missing; add it in the modelling program and export again"
    case .map(let place, let reason, let cure): "rig map: \(place): \(reason); \(cure)"
    case .notFinite(let what): "rig: \(what) holds a number that is not finite; export it again"
    }
  }
}

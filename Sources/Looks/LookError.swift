/// Why a look cannot be built.
public enum LookError: Error, Equatable, CustomStringConvertible {
  /// A parameter lies outside the range in which the shapes stay sound.
  case outOfRange(parameter: String, value: Double, range: ClosedRange<Double>)
  /// Features of the face lie in an order that the grid cannot follow.
  case unsuitable(what: String)
  /// A file does not say a look; the reason names the cure.
  case malformed(file: String, place: String, reason: String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let range):
      "look: \(parameter) is \(value); choose a value from \(range.lowerBound) to \(range.upperBound)"
    case .unsuitable(let what): "look: \(what)"
    case .malformed(let file, let place, let reason): "\(file): \(place): \(reason)"
    }
  }
}

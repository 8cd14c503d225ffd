import Motion

/// Why a look cannot be built.
public enum LookError: Error, Equatable, CustomStringConvertible {
  /// A parameter lies outside the range in which the shapes stay sound.
  case outOfRange(parameter: String, value: Double, range: ClosedRange<Double>)
  /// Features of the face lie in an order that the grid cannot follow.
  case unsuitable(what: String)
  /// A file does not say a look; the reason names the cure.
  case malformed(file: String, place: String, reason: String)

  /// One line that says what, where and how to cure it. What it quotes of files is spelt where it would not be seen.
  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let range): "look: \(parameter) \(Self.text(value, range))"
    case .unsuitable(let what): "look: \(what)"
    case .malformed(let file, let place, let reason): "\(file.spelled): \(place.spelled): \(reason.spelled)"
    }
  }

  /// The same fault, found in what a file says.
  func inFile(_ file: String) -> LookError {
    switch self {
    case .outOfRange(let parameter, let value, let range):
      .malformed(file: file, place: parameter, reason: "it \(Self.text(value, range))")
    case .unsuitable(let what): .malformed(file: file, place: "the whole face", reason: what)
    case .malformed: self
    }
  }

  private static func text(_ value: Double, _ range: ClosedRange<Double>) -> String {
    "is \(value); choose a value from \(range.lowerBound) to \(range.upperBound)"
  }
}

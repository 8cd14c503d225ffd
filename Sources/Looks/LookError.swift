import Motion

/// Why a look cannot be built.
public enum LookError: Error, Equatable, CustomStringConvertible {
  /// A parameter lies outside the range in which the shapes stay sound.
  case outOfRange(parameter: String, value: Double, range: ClosedRange<Double>)
  /// Features of the face lie in an order that the grid cannot follow.
  case unsuitable(what: String)
  /// Parts of a look do not go together; the reason names the cure.
  case clashing(parameter: String, reason: String)
  /// More than one fault.
  case several([LookError])
  /// A file does not say a look; the reason names the cure.
  case malformed(file: String, place: String, reason: String)

  /// One line that says what, where and how to cure it. What it quotes of files is spelt where it would not be seen.
  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let range): "look: \(parameter) \(Self.text(value, range))"
    case .unsuitable(let what): "look: \(what)"
    case .clashing(let parameter, let reason): "look: \(parameter): \(reason)"
    case .several(let faults): faults.map(\.description).joined(separator: "\n")
    case .malformed(let file, let place, let reason): "\(file.spelled): \(place.spelled): \(reason.spelled)"
    }
  }

  /// The same fault, found in what a file says.
  func inFile(_ file: String) -> LookError {
    switch self {
    case .outOfRange(let parameter, let value, let range):
      .malformed(file: file, place: parameter, reason: "it \(Self.text(value, range))")
    case .unsuitable(let what): .malformed(file: file, place: "the whole face", reason: what)
    case .clashing(let parameter, let reason): .malformed(file: file, place: parameter, reason: reason)
    case .several(let faults): .several(faults.map { $0.inFile(file) })
    case .malformed: self
    }
  }

  /// The faults as one; `nil` where there are none.
  static func joined(_ faults: [LookError]) -> LookError? {
    faults.count > 1 ? .several(faults) : faults.first
  }

  private static func text(_ value: Double, _ range: ClosedRange<Double>) -> String {
    "is \(value); choose a value from \(range.lowerBound) to \(range.upperBound)"
  }
}

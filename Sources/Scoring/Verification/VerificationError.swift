/// What is wrong with a directory of golden vectors. Numbers that have no value are no error of this kind.
public enum VerificationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file that is not there, cannot be read, or is larger than allowed.
  case unreadable(file: String, reason: String)
  /// `expected.json` is no JSON of the format.
  case badExpectations(place: String, reason: String)
  /// A line of an input that is no row of numbers.
  case badTable(file: String, line: Int, reason: String)
  /// An input that is written in no known way, or with a name that is no plain file name.
  case badInput(String, reason: String)
  /// A parameter that is missing or outside its range.
  case badParameter(String, reason: String)
  /// An item that would take minutes.
  case tooLarge(String)
  /// A formula, or a value of one, that is not known here.
  case unknown(String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): \(reason); name a directory with expected.json and inputs/"
    case .badExpectations(let place, let reason): "expected.json, \(place): \(reason)"
    case .badTable(let file, let line, let reason): "\(file), line \(line): \(reason)"
    case .badInput(let input, let reason):
      "input '\(input)': \(reason); write name, name[i] or name[a:b] of a file inputs/name.csv"
    case .badParameter(let name, let reason): "parameter '\(name)': \(reason)"
    case .tooLarge(let what): "too large: \(what)"
    case .unknown(let what): "\(what) is not known here"
    }
  }
}

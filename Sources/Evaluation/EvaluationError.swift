/// What keeps an evaluation or a comparison from being made.
public enum EvaluationError: Error, Equatable, CustomStringConvertible {
  /// Two runs rest on unlike things.
  case notComparable(a: String, b: String, reason: String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .notComparable(let a, let b, let reason):
      "\(a) and \(b) cannot be compared: \(reason); run both strategies on the same corpus, character and "
        + "arrival model"
    }
  }
}

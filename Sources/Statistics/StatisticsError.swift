/// Why a number could not be computed. A refused number is never replaced by 0, 1 or NaN.
public enum StatisticsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Fewer observations than the formula needs.
  case tooFew(what: String, needed: Int, given: Int)
  /// More observations than the method can enumerate in reasonable time and memory.
  case tooMany(what: String, allowed: Int, given: Int)
  /// A value from outside that is NaN or infinite.
  case notFinite(what: String, index: Int)
  /// A number outside the range its role allows.
  case outOfRange(what: String, range: String, given: String)
  /// Two lists that belong together and differ in length.
  case unequalLengths(what: String, first: Int, second: Int)
  /// All observations are equal, so the ratio asked for has no value.
  case zeroVariance(what: String)
  /// A comparison graph in which a strength would run to infinity.
  case notConnected(what: String)
  /// Equations or eigenvalues that have no numerical solution.
  case noSolution(what: String)

  /// What is missing, where, and how to cure it, in one line.
  public var description: String {
    switch self {
    case .tooFew(let what, let needed, let given):
      "\(what): \(given) given, at least \(needed) needed; add observations"
    case .tooMany(let what, let allowed, let given):
      "\(what): \(given) given, at most \(allowed) allowed; thin or aggregate them first"
    case .notFinite(let what, let index):
      "\(what): the value at index \(index) is NaN or infinite; pass a finite number, or nil where undefined"
    case .outOfRange(let what, let range, let given):
      "\(what): \(given) is outside \(range); correct the value"
    case .unequalLengths(let what, let first, let second):
      "\(what): \(first) and \(second) entries; pass one entry per observation in both"
    case .zeroVariance(let what):
      "\(what): all values are equal, so no value is defined; use observations that differ"
    case .notConnected(let what):
      "\(what); add comparisons that link every system by wins and by losses"
    case .noSolution(let what):
      "\(what): no solution was found; leave out what depends on the rest, or use more observations"
    }
  }
}

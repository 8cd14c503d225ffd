/// Why a report cannot be made.
public enum ReportingError: Error, Equatable, CustomStringConvertible {
  /// Two runs differ in something that their scores depend on besides the strategy.
  case unlike(what: String, a: String, b: String)
  /// Numbers that no comparison can be made of.
  case comparison(metric: String, reason: String)
  /// A text that is no signature of a score.
  case badSignature(String, reason: String)
  /// A file of votes that cannot be read.
  case badVotes(line: Int, reason: String)
  /// Votes from which no strengths can be found.
  case rating(reason: String)
  /// Too few runs to be ranked, or one twice.
  case ranking(reason: String)
  /// A channel that the track does not have.
  case noChannel(String, has: [String])
  /// A stretch that lies outside the take.
  case outside(from: Double, to: Double)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .unlike(let what, let a, let b):
      "the runs differ in \(what) (\(a) and \(b)) and are not compared; run both with the same \(what)"
    case .comparison(let metric, let reason):
      "\(metric) cannot be compared: \(reason); measure the runs again with this version"
    case .badSignature(let text, let reason):
      "'\(text)' is no signature of a score: \(reason); copy the whole line that 'mien show' prints"
    case .badVotes(let line, let reason):
      "line \(line): \(reason); a file of votes has the columns rater, clip, a, b, winner"
    case .rating(let reason): "the votes give no strengths: \(reason)"
    case .ranking(let reason): reason
    case .outside(let from, let to):
      "the stretch holds no frame of the take, which lasts from "
        + "\(NumberText.fixed(from, digits: 2) ?? "") s to \(NumberText.fixed(to, digits: 2) ?? "") s"
    case .noChannel(let name, let has):
      "the track has no channel '\(SafeText.escaped(name))'; it has \(has.prefix(8).joined(separator: ", "))"
        + (has.count > 8 ? " and \(has.count - 8) more" : "")
    }
  }
}

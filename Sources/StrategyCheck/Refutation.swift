import StrategyHost

/// Thrown where a strategy is found to break the contract.
struct Refutation: Error, CustomStringConvertible {
  /// What, where and how to cure it, in one line.
  var reason: String
  var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}

/// Thrown when the user has asked to stop.
public struct CheckStopped: Error, CustomStringConvertible {
  /// One word.
  public var description: String { "stopped" }
}

extension CaseStatus {
  /// What an error says of the strategy.
  init(judging error: any Error) {
    switch error {
    case StrategyHostError.died(_, _, _, let reason), StrategyHostError.notLoaded(_, _, let reason):
      self.init(judging: reason)
    case WorkerFailure.notLoaded(let reason): self = .failed(Self.oneLine(reason))
    case let failure as WorkerFailure: self = .crashed(Self.oneLine(failure.description))
    case StrategyHostError.failed(_, _, _, let reason): self = .failed(Self.oneLine("\(reason)"))
    default: self = .failed(Self.oneLine("\(error)"))
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

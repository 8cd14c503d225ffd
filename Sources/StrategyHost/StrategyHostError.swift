public import StrategyDriver

/// What keeps a strategy from being found, loaded or run.
public enum StrategyHostError: Error, CustomStringConvertible {
  /// No bundle has this id.
  case notFound(id: String, searched: [String], known: [String])
  /// A bundle's `strategy.json` cannot be used.
  case badBundle(path: String, reason: String)
  /// The bundle's library is nowhere.
  case libraryMissing(bundle: String, library: String, searched: [String])
  /// The bundle was found, but cannot be used.
  case unusable(id: String, reason: String)
  /// The child that looks at libraries could not do its work.
  case notDescribed(library: String, reason: String)
  /// The library does not hold the strategy that the bundle names.
  case notInLibrary(id: String, library: String, holds: [String])
  /// A parameter that the strategy does not have, or not with this value.
  case badParameter(strategy: String, reason: StrategyDriverError)
  /// The library could not make an instance for a take.
  case notCreated(strategy: String, recording: String, participant: String, reason: StrategyLibraryError)
  /// A plugin failed while making a take.
  case failed(strategy: String, recording: String, participant: String, reason: StrategyDriverError)
  /// A plugin wrote a number that is not finite.
  case notFinite(strategy: String, recording: String, channel: String, frame: Int)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .notFound(let id, let searched, let known):
      "no strategy '\(id)'; there are \(known.isEmpty ? "none" : known.joined(separator: ", ")) in "
        + "\(searched.joined(separator: ":")); set MIEN_STRATEGY_PATH to add folders"
    case .badBundle(let path, let reason): "\(path): \(reason)"
    case .libraryMissing(let bundle, let library, let searched):
      "\(bundle): its library \(library) is in none of \(searched.joined(separator: ", ")); "
        + "build it (swift build -c release builds the bundled ones)"
    case .unusable(let id, let reason): "strategy '\(id)' cannot be used: \(reason)"
    case .notDescribed(let library, let reason): "\(library): \(reason)"
    case .notInLibrary(let id, let library, let holds):
      "\(library): holds \(holds.joined(separator: ", ")), not '\(id)'; correct the id in strategy.json"
    case .badParameter(let strategy, let reason): "strategy \(strategy): \(reason)"
    case .notCreated(let strategy, let recording, let participant, let reason):
      "strategy \(strategy), recording \(recording)/\(participant): \(reason)"
    case .failed(let strategy, let recording, let participant, let reason):
      "strategy \(strategy), recording \(recording)/\(participant): \(reason)"
    case .notFinite(let strategy, let recording, let channel, let frame):
      "strategy \(strategy), recording \(recording): channel \(channel) is not a finite number at frame "
        + "\(frame); mend the strategy"
    }
  }
}

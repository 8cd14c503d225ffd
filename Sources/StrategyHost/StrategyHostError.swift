public import StrategyDriver

/// What keeps a strategy from being found, loaded or run.
public enum StrategyHostError: Error, CustomStringConvertible {
  /// No bundle has this id.
  case notFound(id: String, searched: [String], known: [String], faults: [String] = [])
  /// A bundle's `strategy.json` cannot be used.
  case badBundle(path: String, reason: String)
  /// A path holds more than one bundle.
  case severalBundles(path: String, count: Int)
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
  /// The code could not be loaded in a process of its own.
  case notLoaded(strategy: String, code: String, reason: WorkerFailure)
  /// A bundle's files changed while it was being loaded.
  case changed(id: String)
  /// A script was to run in the host's process.
  case scriptInProcess(id: String)
  /// Our Python package is not where it should be.
  case pythonPackageMissing(bundle: String)
  /// The process of a strategy ended, or had to be ended, while making a take.
  case died(strategy: String, recording: String, participant: String, reason: WorkerFailure)
  /// A strategy wrote past its rows.
  case trespass(strategy: String, recording: String, frame: Int)
  /// A plugin failed while making a take.
  case failed(strategy: String, recording: String, participant: String, reason: StrategyDriverError)
  /// A plugin wrote a number that is not finite.
  case notFinite(strategy: String, recording: String, channel: String, frame: Int)

  /// A strategy let a channel go, or held it, by a share that is none.
  case badActivity(strategy: String, recording: String, channel: String, value: Float, frame: Int)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .notFound(let id, let searched, let known, let faults):
      "no strategy '\(id)'; there are \(known.isEmpty ? "none" : known.joined(separator: ", ")) in "
        + "\(searched.joined(separator: ":")); add folders with --plugins or MIEN_PLUGIN_PATH"
        + (faults.first.map { "; \(faults.count) bundles cannot be used, such as \($0)" } ?? "")
    case .badBundle(let path, let reason): "\(path): \(reason)"
    case .severalBundles(let path, let count):
      "\(path): holds \(count) strategies; give the folder of one of them"
    case .libraryMissing(let bundle, let library, let searched):
      "\(bundle): its library \(library) is in none of \(searched.joined(separator: ", ")); "
        + "build it (swift build -c release builds the bundled ones)"
    case .unusable(let id, let reason): "strategy '\(id)' cannot be used: \(reason)"
    case .notDescribed(let library, let reason): "\(library): \(reason)"
    case .notInLibrary(let id, let library, let holds):
      "\(library): holds \(holds.joined(separator: ", ")), not '\(id)'; correct the id in strategy.json"
    case .badParameter(let strategy, let reason): "strategy \(strategy): \(reason)"
    case .notLoaded(let strategy, let code, let reason): "strategy \(strategy): \(code): \(reason)"
    case .changed(let id):
      "strategy '\(id)': its files changed while it was loaded; wait for the build to end and try again"
    case .scriptInProcess(let id):
      "strategy '\(id)' is a script, which runs in a process of its own only; leave --in-process out"
    case .pythonPackageMissing(let bundle):
      "\(bundle): a script needs Mien's Python package (Sources/Python); set MIEN_HOME to the checkout"
    case .died(let strategy, let recording, let participant, let reason):
      "strategy \(strategy), recording \(recording)/\(participant): \(reason)"
    case .trespass(let strategy, let recording, let frame):
      "strategy \(strategy), recording \(recording): wrote past its row (channels that it does not declare) at "
        + "frame \(frame); rows hold the declared channels only"
    case .failed(let strategy, let recording, let participant, let reason):
      "strategy \(strategy), recording \(recording)/\(participant): \(reason)"
    case .badActivity(let strategy, let recording, let channel, let value, let frame):
      "strategy \(strategy), recording \(recording): the activity of \(channel) is \(value) at frame \(frame); "
        + "0...1 are allowed"
    case .notFinite(let strategy, let recording, let channel, let frame):
      "strategy \(strategy), recording \(recording): channel \(channel) is not a finite number at frame "
        + "\(frame); mend the strategy"
    }
  }
}

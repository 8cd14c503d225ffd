/// What keeps a metric or an encoder of somebody's own from being found or used.
public enum MetricHostError: Error, CustomStringConvertible {
  /// Nothing has this id.
  case notFound(id: String, searched: [String], known: [String])
  /// A name that is no id.
  case badName(String, reason: String)
  /// A manifest cannot be used.
  case badBundle(path: String, reason: String)
  /// A path holds more than one bundle.
  case severalBundles(path: String, count: Int)
  /// The script does not load, or its process does not start.
  case notLoaded(path: String, reason: String)
  /// The script lacks a function that its manifest asks for.
  case noFunction(path: String, name: String, has: [String])
  /// Files changed while they were being loaded.
  case changed(path: String)
  /// A call failed.
  case failed(id: String, reason: String)
  /// The user asked to stop.
  case stopped

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .notFound(let id, let searched, let known):
      "no metric or encoder '\(id)' in \(searched.joined(separator: ", ")); "
        + (known.isEmpty
          ? "there is none: 'mien metric new' begins one" : "there are \(known.joined(separator: ", "))")
    case .badName(let name, let reason): "'\(name)' is no name for a metric or an encoder: \(reason)"
    case .badBundle(let path, let reason): "\(path): \(reason)"
    case .severalBundles(let path, let count):
      "\(path): holds \(count) metrics and encoders; name the folder of one"
    case .notLoaded(let path, let reason): "\(path): \(reason)"
    case .noFunction(let path, let name, let has):
      "\(path): has no function \(name)"
        + (has.isEmpty ? "" : " (it has \(has.joined(separator: ", ")))") + "; see Plugins/README.md"
    case .changed(let path): "\(path): changed while it was being loaded; try again"
    case .failed(let id, let reason): "\(id): \(reason)"
    case .stopped: "stopped"
    }
  }
}

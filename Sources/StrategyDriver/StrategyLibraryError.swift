/// What is wrong with a plugin library.
public enum StrategyLibraryError: Error, Equatable, CustomStringConvertible {
  /// The dynamic loader does not take the file.
  case notLoadable(path: String, reason: String)
  /// The library does not export the entry function.
  case noEntry(path: String)
  /// The entry function gave nothing.
  case refusedHost(path: String, host: String)
  /// The library speaks another major version of the contract.
  case otherMajor(path: String, plugin: UInt32, host: UInt32)
  /// A table breaks the contract.
  case malformed(path: String, what: String)
  /// No instance could be made.
  case notCreated(path: String, status: Int32)

  /// What is wrong, without the path.
  public var reason: String {
    let whole = description
    switch self {
    case .notLoadable(let path, _), .noEntry(let path), .refusedHost(let path, _),
      .otherMajor(let path, _, _),
      .malformed(let path, _), .notCreated(let path, _):
      return String(whole.dropFirst(path.count + 2))
    }
  }

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .notLoadable(let path, let reason): "\(path): not a loadable library (\(reason)); build it again"
    case .noEntry(let path):
      "\(path): exports no mien_strategy_entry, so it is no strategy plugin; see Plugins/README.md"
    case .refusedHost(let path, let host):
      "\(path): the plugin refuses a host of contract \(host); build it against this version's headers"
    case .otherMajor(let path, let plugin, let host):
      "\(path): built for contract major \(plugin), this host speaks \(host); "
        + "build it against this version's headers"
    case .malformed(let path, let what): "\(path): breaks the plugin contract: \(what)"
    case .notCreated(let path, let status): "\(path): could not make an instance (status \(status))"
    }
  }
}

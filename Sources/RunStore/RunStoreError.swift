/// What is wrong with a store.
public enum RunStoreError: Error, Equatable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// The file is something else.
  case notAStore(path: String, what: String)
  /// The file was written by a newer version.
  case newer(path: String, version: Int, known: Int)
  /// SQLite or the system refuses.
  case unusable(path: String, reason: String)
  /// A query cannot be answered.
  case badQuery(reason: String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): no such store; make one with 'mien run … --store \(path)'"
    case .notAStore(let path, let what): "\(path): not a Mien store (\(what)); name another file with --store"
    case .newer(let path, let version, let known):
      "\(path): written by a newer Mien (schema \(version), this one knows \(known)); update Mien"
    case .unusable(let path, let reason): "\(path): the store cannot be used: \(reason)"
    case .badQuery(let reason): "sql: \(reason)"
    }
  }
}

import Conversation

/// Why a file from outside could not be read, or a value could not be written: what, where, and the cure.
public enum FormatsError: Error, Equatable, CustomStringConvertible {
  /// The file breaks the rules of its format.
  case malformed(file: String, place: String, reason: String, cure: String)
  /// The file is well formed but uses something that is not read here.
  case unsupported(file: String, place: String, reason: String, cure: String)
  /// The system could not read the file, or a codec could not do its work.
  case unreadable(file: String, reason: String)

  /// The same of a file by another name.
  func inFile(_ file: String) -> FormatsError {
    switch self {
    case .malformed(_, let place, let reason, let cure):
      .malformed(file: file, place: place, reason: reason, cure: cure)
    case .unsupported(_, let place, let reason, let cure):
      .unsupported(file: file, place: place, reason: reason, cure: cure)
    case .unreadable(_, let reason): .unreadable(file: file, reason: reason)
    }
  }

  /// One line: file, place, reason, cure. Of long pieces of a file only the beginning and the end are told.
  public var description: String {
    switch self {
    case .malformed(let file, let place, let reason, let cure),
      .unsupported(let file, let place, let reason, let cure):
      "\(file): \(place.asOneLine): \(reason.asOneLine); \(cure.asOneLine)"
    case .unreadable(let file, let reason): "\(file): \(reason.asOneLine); check path and permissions"
    }
  }
}

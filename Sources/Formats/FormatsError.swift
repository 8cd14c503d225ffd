/// Why a file from outside could not be read, or a value could not be written: what, where, and the cure.
public enum FormatsError: Error, Equatable, CustomStringConvertible {
  /// The file breaks the rules of its format.
  case malformed(file: String, place: String, reason: String, cure: String)
  /// The file is well formed but uses something that is not read here.
  case unsupported(file: String, place: String, reason: String, cure: String)
  /// The system could not read the file, or a codec could not do its work.
  case unreadable(file: String, reason: String)

  /// One line: file, place, reason, cure. Of long pieces of a file only the beginning and the end are told.
  public var description: String {
    switch self {
    case .malformed(let file, let place, let reason, let cure),
      .unsupported(let file, let place, let reason, let cure):
      "\(file): \(Self.oneLine(place)): \(Self.oneLine(reason)); \(Self.oneLine(cure))"
    case .unreadable(let file, let reason): "\(file): \(Self.oneLine(reason)); check path and permissions"
    }
  }

  /// A part of a message that may quote a file: line breaks and other control characters become blanks, and of more
  /// than 700 characters the middle is left out.
  package static func oneLine(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars.prefix(600))
    let rest = text.unicodeScalars.dropFirst(600)
    if !rest.dropFirst(100).isEmpty { scalars += ["…"] }
    scalars += rest.suffix(100)
    var line = String.UnicodeScalarView()
    for scalar in scalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
      default: line.append(scalar)
      }
    }
    return String(line)
  }
}

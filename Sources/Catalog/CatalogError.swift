public import Characters
public import Conversation
public import Formats

/// What is wrong with one of our own files or folders: what, where, and how to cure it.
public enum CatalogError: Error, Equatable, CustomStringConvertible {
  /// A file breaks the rules of its schema. `place` is a line or a field.
  case malformed(file: String, place: String, reason: String, cure: String)
  /// A file or folder that is named somewhere does not exist.
  case missing(file: String, cure: String)
  /// The system could not read a file.
  case unreadable(file: String, reason: String)
  /// The system could not write a file or folder.
  case unwritable(file: String, reason: String)
  /// Nothing of that name is on the search path.
  case notFound(kind: String, name: String, known: [String])
  /// A corpus has no recording of that name.
  case noRecording(corpus: String, name: String, known: [String])
  /// The work was refused to protect what is there.
  case refused(what: String, reason: String, cure: String)
  /// A file of another tool's format is at fault.
  case format(FormatsError)
  /// A character's parts do not belong to each other.
  case character(CharacterError)
  /// A log breaks the rules of conversations.
  case conversation(file: String, ConversationError)

  /// One line: what, where, cure.
  public var description: String {
    switch self {
    case .malformed(let file, let place, let reason, let cure):
      let (place, reason) = (place.asOneLine, reason.asOneLine)
      return "\(file): \(place): \(reason); \(cure)"
    case .missing(let file, let cure): return "\(file): it does not exist; \(cure)"
    case .unreadable(let file, let reason): return "\(file): \(reason); check path and permissions"
    case .unwritable(let file, let reason):
      return "\(file): cannot be written: \(reason); check path, permissions and free space"
    case .notFound(let kind, let name, let known):
      let list = known.isEmpty ? "none is installed" : "there are \(known.joined(separator: ", "))"
      // What else a corpus or a character may be called by.
      let path =
        switch SearchPath.Kind(rawValue: kind) {
        case .corpus: "; a path with a slash names a folder"
        case .character:
          "; a path with a slash names a folder, and .glb, .gltf and .vrm files are characters too"
        case nil: ""
        }
      return "no \(kind) '\(name)'; \(list)\(path)"
    case .noRecording(let corpus, let name, let known):
      let list = known.isEmpty ? "it has none" : "there are \(known.joined(separator: ", "))"
      return "corpus '\(corpus)' has no recording '\(name)'; \(list)"
    case .refused(let what, let reason, let cure): return "\(what): \(reason); \(cure)"
    case .format(let error): return error.description
    case .character(let error): return error.description
    case .conversation(let file, let error): return "\(file): \(error)"
    }
  }
}

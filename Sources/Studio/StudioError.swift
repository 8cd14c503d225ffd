public import Catalog

/// Why a script could not be recorded: what, where, and the cure.
public enum StudioError: Error, Equatable, CustomStringConvertible {
  /// A script breaks the rules of its format. Lines count from 1.
  case malformed(file: String, line: Int, reason: String, cure: String)
  /// Something that the studio runs as a child process is not there.
  case missing(tool: String, cure: String)
  /// The synthesiser ran and failed.
  case failed(tool: String, reason: String)
  /// The synthesiser made a sound for which the house has no phone.
  case unknownPhone(mnemonic: String, text: String)
  /// Two scripts bear one id, or no script was given.
  case scripts(reason: String, cure: String)
  /// An option has a value that cannot be used.
  case option(name: String, reason: String, cure: String)
  /// A file could not be read or written.
  case catalog(CatalogError)

  /// One line: what, where, cure.
  public var description: String {
    switch self {
    case .malformed(let file, let line, let reason, let cure): "\(file):\(line): \(reason); \(cure)"
    case .missing(let tool, let cure): "\(tool) is needed and not there; \(cure)"
    case .failed(let tool, let reason): "\(tool) failed: \(reason)"
    case .unknownPhone(let mnemonic, let text):
      "espeak-ng spoke '\(text)' with the phone '\(mnemonic)', which is not English; choose an English voice"
    case .scripts(let reason, let cure): "\(reason); \(cure)"
    case .option(let name, let reason, let cure): "\(name): \(reason); \(cure)"
    case .catalog(let error): error.description
    }
  }
}

package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Files that somebody else put there: only regular ones are opened, since a pipe would wait for ever and a
/// device never end.
package enum RegularFile {
  /// Why a file is not read.
  package enum Fault: Error, CustomStringConvertible {
    case missing(String)
    case notRegular
    case tooLarge(bytes: Int, limit: Int)

    package var description: String {
      switch self {
      case .missing(let reason): "cannot be read: \(reason)"
      case .notRegular: "is no regular file"
      case .tooLarge(let bytes, let limit): "has \(bytes) bytes; \(limit) are the most"
      }
    }
  }

  /// Bytes of a file; `nil` when there is none that could be read.
  package static func size(_ file: URL) throws(Fault) -> Int {
    var status = stat()
    guard stat(file.path, &status) == 0 else { throw .missing(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
    return Int(status.st_size)
  }

  /// Reads a file whole.
  package static func read(_ file: URL, atMost limit: Int) throws -> Data {
    let bytes = try size(file)
    guard bytes <= limit else { throw Fault.tooLarge(bytes: bytes, limit: limit) }
    return try Data(contentsOf: file)
  }
}

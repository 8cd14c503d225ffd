import ArgumentParser
import Foundation

/// A file that an option names: read whole, if it is a file of bounded size.
enum OptionFile {
  /// Bytes of the largest file that an option may name.
  static let largest = 64 << 20

  /// - Throws: `ValidationError` that names option and path.
  static func bytes(_ path: String, option: String) throws -> Data {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let attributes else { throw ValidationError("\(option) '\(path)': there is no such file") }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw ValidationError("\(option) '\(path)' is no file")
    }
    guard (attributes[.size] as? Int ?? 0) <= largest else {
      throw ValidationError("\(option) '\(path)' has more than \(largest) bytes")
    }
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw ValidationError("\(option) '\(path)' cannot be read; check its permissions")
    }
  }
}

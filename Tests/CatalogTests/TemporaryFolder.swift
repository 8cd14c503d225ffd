import Foundation

/// A folder of a test's own that goes with it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, _ name: String) throws -> URL { try write(Data(text.utf8), name) }

  func write(_ bytes: Data, _ name: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return file
  }
}

/// Sample data that lies outside the project; tests that read it are skipped without.
enum Shared {
  static let root = ProcessInfo.processInfo.environment["MIEN_SHARED"]
  static var isSet: Bool { root != nil }
  static func file(_ path: String) -> URL {
    URL(fileURLWithPath: root ?? "/").appendingPathComponent("data/" + path)
  }
}

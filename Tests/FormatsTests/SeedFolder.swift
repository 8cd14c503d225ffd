import Foundation
import Testing

/// The malformed inputs kept in `Tests/Seeds/<format>/`.
struct SeedFolder {
  let folder: URL

  init(_ format: String, from file: String = #filePath) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Seeds/\(format)")
  }

  /// Names of the seeds; folders and dot files are none.
  var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.contains(".") && !$0.hasPrefix(".") }.sorted()
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }
}

/// Sample data that lies outside the project; tests that read it are skipped without.
enum SharedSamples {
  static var isSet: Bool { ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil }
  static func bytes(_ path: String) throws -> Data {
    let root = ProcessInfo.processInfo.environment["MIEN_SHARED"] ?? "/"
    return try Data(contentsOf: URL(fileURLWithPath: root).appendingPathComponent("data/" + path))
  }
  static func path(_ path: String) -> String {
    (ProcessInfo.processInfo.environment["MIEN_SHARED"] ?? "/") + "/data/" + path
  }
}

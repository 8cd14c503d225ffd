import Foundation

extension SeedFolder {
  /// A folder of seeds, for tests that lie one folder deeper.
  static func beside(_ format: String, from file: String = #filePath) -> SeedFolder {
    SeedFolder(format, from: URL(fileURLWithPath: file).deletingLastPathComponent().path)
  }
}

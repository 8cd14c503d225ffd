import Foundation

/// Libraries that the build puts beside the running test.
enum BuiltLibraries {
  static let folder: URL = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: path).deletingLastPathComponent()
  }()

  /// Path of `lib<name>.so`.
  static func path(_ name: String) -> String { folder.appendingPathComponent("lib\(name).so").path }
}

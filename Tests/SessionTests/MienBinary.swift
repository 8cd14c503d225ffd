import Foundation
import Testing

/// The program as it was built: `MIEN_BINARY`, else the one beside the test bundle.
enum MienBinary {
  /// Its path; `nil` where it was not built.
  static let path: String? = {
    if let path = ProcessInfo.processInfo.environment["MIEN_BINARY"] { return path }
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folders = [own, CommandLine.arguments.first ?? ""].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    return folders.map { $0 + "/mien" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The checkout that this file belongs to.
  static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What the program finds around itself: a home of its own, the checkout's bundled things, no store.
  static func environment(home: String) -> [String: String] {
    let ambient = ProcessInfo.processInfo.environment
    let folder = URL(fileURLWithPath: path ?? "/").deletingLastPathComponent().path
    var environment = [
      "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TERM": "xterm", "MIEN_HOME": checkout.path,
      "PATH": "\(folder):\(ambient["PATH"] ?? "/usr/bin:/bin")", "SWIFT_BACKTRACE": "enable=no",
    ]
    for name in ["LD_LIBRARY_PATH", "MIEN_SHARED"] { environment[name] = ambient[name] }
    return environment
  }

  /// A fresh folder that is removed afterwards.
  static func withFolder<T>(_ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }
}

/// Runs tests only where the program was built.
extension Trait where Self == ConditionTrait {
  static var needsMien: Self {
    .enabled(if: MienBinary.path != nil, "the program mien stands not beside the test bundle; build it too")
  }
}

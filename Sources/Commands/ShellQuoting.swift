import Catalog
import Foundation

/// Words written so that a shell, and our own prompt, read them back.
enum ShellQuoting {
  /// The word, in quotes where it needs them.
  static func word(_ text: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=@%+")
    if !text.isEmpty, text.allSatisfy(plain.contains) { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// What to type for this program: its name where `PATH` finds it, else its path.
  static var program: String {
    let own = SearchPath.executable.resolvingSymlinksInPath().path
    let name = SearchPath.executable.lastPathComponent
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      let found = URL(fileURLWithPath: "\(folder)/\(name)")
      guard FileManager.default.isExecutableFile(atPath: found.path) else { continue }
      return found.resolvingSymlinksInPath().path == own ? name : word(own)
    }
    return word(own)
  }
}

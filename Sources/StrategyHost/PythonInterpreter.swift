package import Foundation

/// Which Python runs a script: the bundle's own choice, else the active virtual environment, else `python3`.
package enum PythonInterpreter {
  /// - Parameter choice: `python` of the manifest: a path relative to the bundle when it holds a slash, else a
  ///   name on `PATH`.
  /// - Returns: a path, or the name when `PATH` does not have it.
  package static func path(
    _ choice: String?, bundle: URL, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    if let choice, choice.contains("/") {
      let path = (choice as NSString).expandingTildeInPath
      let home = URL(fileURLWithPath: bundle.path, isDirectory: true)
      return URL(fileURLWithPath: path, relativeTo: home).absoluteURL.standardizedFileURL.path
    }
    if choice == nil, let active = environment["VIRTUAL_ENV"], !active.isEmpty {
      let path = active + "/bin/python3"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    let name = choice ?? "python3"
    for folder in (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return name
  }
}

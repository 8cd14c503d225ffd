import Foundation

/// The checkout as the tests of the house see it.
enum House {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Names of the folders under Sources.
  static func rooms() throws -> [String] {
    let folder = root.appendingPathComponent("Sources")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }.sorted()
  }

  /// Swift files below a folder of the checkout, by path from the root; templates are no code of ours yet.
  static func swiftFiles(in folder: String) throws -> [String] {
    try files(in: folder).filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Plugins/Templates/") }
  }

  /// Files below a folder of the checkout, by path from the root.
  static func files(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
      .map { "\(folder)/\($0)" }
  }

  /// Text of a file.
  static func text(of file: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
  }

  /// Modules that a Swift file imports.
  static func imports(of file: String) throws -> Set<String> {
    var modules: Set<String> = []
    for line in try text(of: file).split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        ["public", "internal", "package", "@preconcurrency", "@testable"].contains(first)
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count >= 2 else { continue }
      let name = ["struct", "class", "enum", "func", "protocol"].contains(words[1]) ? words[2] : words[1]
      modules.insert(String(name.split(separator: ".")[0]))
    }
    return modules
  }
}

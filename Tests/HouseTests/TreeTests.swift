import Foundation
import Testing

/// What a stranger may rely on when looking for something.
@Suite("The tree keeps its promises")
struct TreeTests {
  @Test("the top level holds what the plan says and nothing else")
  func topLevel() throws {
    let allowed: Set<String> = [
      "Package.swift", "Sources", "Plugins", "Tests", "Corpora", "README.md", "LICENSE",
    ]
    let ignored: Set<String> = ["out", "Package.resolved"]
    for name in try FileManager.default.contentsOfDirectory(atPath: House.root.path) {
      #expect(
        allowed.contains(name) || ignored.contains(name) || name.hasPrefix(".") || name.contains(".sqlite"),
        "\(name) does not belong at the top level")
    }
  }

  @Test("no type bears a name that says nothing")
  func names() throws {
    let banned = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Impl"]
    let declaration = try Regex(#"\b(class|struct|enum|protocol|actor) ([A-Za-z]+)"#)
    for file in try House.swiftFiles(in: "Sources") + House.swiftFiles(in: "Plugins") {
      for match in try House.text(of: file).matches(of: declaration) {
        let name = String(match.output[2].substring ?? "")
        #expect(!banned.contains { name.hasSuffix($0) }, "\(file) declares \(name)")
      }
    }
  }

  @Test("no type bears its module's name")
  func moduleNames() throws {
    for room in try House.rooms() {
      let declaration = try Regex(#"\b(class|struct|enum|protocol|actor) \#(room)\b"#)
      for file in try House.swiftFiles(in: "Sources/\(room)") {
        #expect(try House.text(of: file).firstMatch(of: declaration) == nil, "\(file) declares \(room)")
      }
    }
  }

  @Test("no number is read by the parser that loses its last digits")
  func exactNumbers() throws {
    // JSONSerialization rounds doubles on Linux. These look at names of keys alone.
    let known: Set = ["StrategyManifest.swift", "MetricManifest.swift"]
    for file in try House.swiftFiles(in: "Sources") {
      guard try House.text(of: file).contains("JSONSerialization") else { continue }
      #expect(known.contains(URL(fileURLWithPath: file).lastPathComponent), "\(file): use JSONDecoder")
    }
  }

  @Test("every metric, command and plugin is listed where it is looked for")
  func lists() throws {
    let metrics = try House.text(of: "Sources/Scoring/Metrics.swift")
    for file in try House.swiftFiles(in: "Sources/Scoring/Metrics") {
      let name = String(file.split(separator: "/")[3].dropLast(6))
      #expect(metrics.contains("\(name)()"), "\(name) is not in Metrics.all")
    }
    let root = try House.text(of: "Sources/Commands/MienCommand.swift")
    for file in try House.swiftFiles(in: "Sources/Commands/Commands") {
      let name = String(file.split(separator: "/")[3].dropLast(6))
      let parents = try House.swiftFiles(in: "Sources/Commands/Commands").map { try House.text(of: $0) }
      #expect(
        root.contains("\(name).self") || parents.contains { $0.contains("\(name).self") },
        "\(name) is in no list of commands")
    }
    let package = try House.text(of: "Package.swift")
    for folder in try FileManager.default.contentsOfDirectory(
      atPath: House.root.appendingPathComponent("Plugins").path)
    where !["README.md", "Templates"].contains(folder) {
      #expect(package.contains("plugin(\"\(folder)\")"), "Plugins/\(folder) is not in Package.swift")
    }
  }
}

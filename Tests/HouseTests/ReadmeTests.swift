import Foundation
import Testing

/// Nothing in the README may be wrong for long.
@Suite("The README")
struct ReadmeTests {
  @Test("names files and folders that exist")
  func paths() throws {
    let text = try House.text(of: "README.md")
    let path = try Regex(#"(Sources|Plugins|Tests|Corpora)/[A-Za-z0-9_./-]+"#)
    for match in text.matches(of: path) {
      let name = String(match.output[0].substring ?? "").trimmingCharacters(
        in: CharacterSet(charactersIn: "."))
      #expect(
        FileManager.default.fileExists(atPath: House.root.appendingPathComponent(name).path),
        "README.md speaks of \(name)")
    }
  }

  @Test("lists every room of the plan")
  func rooms() throws {
    let text = try House.text(of: "README.md")
    for room in ImportTableTests.table.keys where !room.hasPrefix("mien-") {
      #expect(text.contains("`\(room)`"), "README.md does not mention \(room)")
    }
  }

  @Test("says of each session line what the program understands")
  func commands() throws {
    let text = try House.text(of: "README.md")
    let root = try House.text(of: "Sources/Commands/MienCommand.swift")
    for line in text.split(separator: "\n") where line.hasPrefix("mien> ") {
      let verb = line.dropFirst(6).split(separator: " ")[0]
      let type = verb == "sql" ? "SQLCommand" : verb.prefix(1).uppercased() + verb.dropFirst() + "Command"
      #expect(root.contains("\(type).self"), "README.md types '\(verb)'")
    }
  }
}

import Foundation
import Testing

@testable import StrategyHost

@Suite("A project begins from a template")
struct ProjectTemplateTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func files(_ project: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: project.path).sorted()
  }

  @Test(
    "with every placeholder filled, scripts that can be run, and a manifest",
    arguments: ProjectTemplate.Language.allCases)
  func filled(language: ProjectTemplate.Language) throws {
    let project = try ProjectTemplate(language, homes: [Built.checkout]).make("two-words.2", in: folder.url)
    #expect(project.path == folder.url.appendingPathComponent("two-words.2").path)
    let names = try files(project)
    #expect(names.contains("build.sh") && names.contains("test.sh") && names.contains("README.md"))
    #expect(!names.contains { $0.hasSuffix("template.json") || $0.hasSuffix(".template") })
    let placeholder = try Regex("@(NAME|TITLE|IDENTIFIER|TYPE|MIEN_HOME)@")
    for name in names {
      #expect(name.firstMatch(of: placeholder) == nil, "\(name)")
      let file = project.appendingPathComponent(name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      #expect(text.firstMatch(of: placeholder) == nil, "\(name)")
      if name.hasSuffix(".sh") { #expect(FileManager.default.isExecutableFile(atPath: file.path), "\(name)") }
    }
    let manifest = try StrategyManifest(
      at: project.appendingPathComponent("two-words.2.strategy/strategy.json"))
    #expect(manifest.id == "two-words.2")
    #expect(try files(folder.url).allSatisfy { $0.hasPrefix("two-words.2") }, "nothing lies beside it")
  }

  @Test("with the headers that it is built against")
  func vendored() throws {
    let project = try ProjectTemplate(.c, homes: [Built.checkout]).make("x", in: folder.url)
    for name in ["mien.h", "mien/strategy.h", "mien/ext/state.h"] {
      let own = try Data(contentsOf: project.appendingPathComponent("include/\(name)"))
      #expect(
        own
          == (try Data(
            contentsOf: Built.checkout.appendingPathComponent("Sources/StrategyABI/include/\(name)"))))
    }
  }

  @Test(
    "and not under a name that is no id",
    arguments: [
      "", "Nods", "../x", "..", ".x", "-x", "a/b", "a b", "guard", String(repeating: "x", count: 101),
    ])
  func badNames(name: String) throws {
    let template = try ProjectTemplate(.c, homes: [Built.checkout])
    let error = #expect(throws: StrategyProjectError.self) { try template.make(name, in: folder.url) }
    #expect(error?.description.contains("is no name for a strategy") == true)
    #expect(try files(folder.url).isEmpty)
  }

  @Test("and not over what stands there; an empty folder gives way")
  func existing() throws {
    let template = try ProjectTemplate(.python, homes: [Built.checkout])
    let place = folder.url.appendingPathComponent("mine")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    _ = try template.make("mine", in: folder.url)
    let before = try files(folder.url)
    let error = #expect(throws: StrategyProjectError.self) { try template.make("mine", in: folder.url) }
    #expect(
      error?.description
        == "\(place.path): there is something already; give another name, or another folder with --at")
    #expect(try files(folder.url) == before)
    try Data().write(to: folder.url.appendingPathComponent("file"))
    #expect(throws: StrategyProjectError.self) { try template.make("file", in: folder.url) }
  }

  @Test("and says where templates were looked for, and which path would break its scripts")
  func missing() throws {
    let error = #expect(throws: StrategyProjectError.self) { try ProjectTemplate(.c, homes: [folder.url]) }
    #expect(error?.description.contains("no template for c in \(folder.url.path)") == true)
    let odd = folder.url.appendingPathComponent("a$b")
    try FileManager.default.createDirectory(
      at: odd.appendingPathComponent("Plugins/Templates/c"), withIntermediateDirectories: true)
    let refused = #expect(throws: StrategyProjectError.self) { try ProjectTemplate(.c, homes: [odd]) }
    #expect(refused?.description.contains("'$'") == true)
    let settings = folder.url.appendingPathComponent("Plugins/Templates/c")
    try FileManager.default.createDirectory(at: settings, withIntermediateDirectories: true)
    try Data("[]".utf8).write(to: settings.appendingPathComponent("template.json"))
    #expect(throws: StrategyProjectError.self) { try ProjectTemplate(.c, homes: [folder.url]) }
  }

  @Test(
    "with names that every language takes",
    arguments: [
      ("nods", "Nods", "nods", "Nods"), ("my-nods.v2", "My Nods V2", "my_nods_v2", "MyNodsV2"),
      ("for", "For", "strategy_for", "For"), ("3d", "3d", "strategy_3d", "Strategy3d"),
      ("motion", "Motion", "motion", "MotionStrategy"), ("test", "Test", "strategy_test", "TestStrategy"),
    ])
  func words(name: String, title: String, identifier: String, type: String) throws {
    let words = try ProjectWords(name, home: "/opt/mien")
    #expect(
      words.fill("@NAME@|@TITLE@|@IDENTIFIER@|@TYPE@|@MIEN_HOME@")
        == "\(name)|\(title)|\(identifier)|\(type)|/opt/mien")
  }
}

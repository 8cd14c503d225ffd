import Foundation
import Testing

@testable import Catalog

@Suite("Corpora in the place of others")
struct CorpusWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write() throws -> Corpus {
    try CorpusTests.draft().write(to: folder.url.appendingPathComponent("demo"), force: true)
  }

  @Test("a folder is no corpus because some corpus.json lies in it", arguments: ["{}", "", "[1, 2]"])
  func foreignManifest(_ text: String) throws {
    _ = try folder.write(text, "demo/corpus.json")
    _ = try folder.write("mine", "demo/thesis.tex")
    let error = #expect(throws: CatalogError.self) { try write() }
    #expect(error?.description.contains("corpus.json") == true)
    #expect(
      try String(contentsOf: folder.url.appendingPathComponent("demo/thesis.tex"), encoding: .utf8) == "mine")
  }

  @Test("what belongs to a corpus goes with it", arguments: ["README.md", "set.mien", "scripts/a.txt"])
  func own(_ name: String) throws {
    _ = try write()
    _ = try folder.write("x", "demo/\(name)")
    #expect(try write().manifest.id == CorpusTests.draft().manifest.id)
  }

  @Test(
    "what does not belong to a corpus keeps it from being replaced",
    arguments: ["thesis.tex", "photos/a.jpg"])
  func foreign(_ name: String) throws {
    _ = try write()
    let file = try folder.write("mine", "demo/\(name)")
    let error = #expect(throws: CatalogError.self) { try write() }
    let top = String(name.prefix { $0 != "/" })
    #expect(error?.description.contains(top) == true && error?.description.contains("another place") == true)
    #expect(FileManager.default.fileExists(atPath: file.path))
  }
}

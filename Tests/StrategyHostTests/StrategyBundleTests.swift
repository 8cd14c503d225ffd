import Foundation
import StrategyHost
import Testing

@Suite("A bundle is read from its manifest, and a bad one says what is wrong in one line")
struct StrategyBundleTests {
  private func refusal(_ manifest: String, name: String = "ledger") throws -> String {
    let folder = try TemporaryFolder()
    let place = try folder.bundle(name, copying: Built.library("Ledger"), manifest: manifest)
    let text = try #require(throws: StrategyHostError.self) {
      _ = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    }.description
    #expect(text.hasPrefix(place.path))
    #expect(!text.contains("\n"))
    return text
  }

  @Test("bad manifests")
  func manifests() throws {
    #expect(try refusal("{").contains("schema, id and library"))
    #expect(try refusal("").contains("schema, id and library"))
    #expect(try refusal("[]").contains("schema, id and library"))
    #expect(try refusal(#"{"schema": "mien.strategy/1", "id": 7, "library": "a.so"}"#).contains("texts"))
    #expect(
      try refusal(#"{"schema": "mien.strategy/9", "id": "a", "library": "lib.so"}"#)
        .contains("'mien.strategy/9' is not mien.strategy/1"))
    #expect(
      try refusal(#"{"schema": "mien.strategy/1", "id": "A b", "library": "lib.so"}"#).contains("'A b'"))
    #expect(try refusal(#"{"schema": "mien.strategy/1", "id": "", "library": "lib.so"}"#).contains("id ''"))
    #expect(
      try refusal(#"{"schema": "mien.strategy/1", "id": "a", "library": "../lib.so"}"#)
        .contains("must be a file name"))
    #expect(
      try refusal(#"{"schema": "mien.strategy/1", "id": "a", "library": "none.so"}"#).contains("none.so"))
  }

  @Test("a library that is nowhere names where it was looked for")
  func missing() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle("ledger", library: "libNowhere.so")
    let text = try #require(throws: StrategyHostError.self) {
      _ = try StrategyBundle(folder: place, librariesBeside: folder.url)
    }.description
    #expect(text.contains("libNowhere.so") && text.contains(place.path) && text.contains(folder.url.path))
  }

  @Test("the hash changes with manifest, library and resources, and with nothing else")
  func hash() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle("ledger", copying: Built.library("Ledger"))
    let bundle = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    let first = try bundle.contentHash()
    try Data("notes".utf8).write(to: place.appendingPathComponent("README.md"))
    #expect(try bundle.contentHash() == first)
    let resources = place.appendingPathComponent("resources/deep")
    try FileManager.default.createDirectory(at: resources, withIntermediateDirectories: true)
    try Data("1".utf8).write(to: resources.appendingPathComponent("table"))
    let second = try bundle.contentHash()
    #expect(second != first)
    try FileManager.default.moveItem(
      at: resources.appendingPathComponent("table"), to: resources.appendingPathComponent("chart"))
    #expect(try bundle.contentHash() != second)
    try FileManager.default.removeItem(at: place.appendingPathComponent("resources"))
    #expect(try bundle.contentHash() == first)
    let library = place.appendingPathComponent("lib.so")
    try (Data(contentsOf: library) + Data([0])).write(to: library)
    #expect(try bundle.contentHash() != first)
  }
}

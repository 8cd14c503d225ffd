import Foundation
import Testing

@testable import StrategyHost

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
    #expect(try refusal("{").contains("schema, id, and library or script"))
    #expect(try refusal("").contains("schema, id, and library or script"))
    #expect(try refusal("[]").contains("schema, id, and library or script"))
    #expect(
      try refusal(#"{"schema": "mien.strategy/1", "id": 7, "library": "a.so"}"#).contains(
        "'id' is of another kind"))
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

  @Test("a script's neighbours, its environment and models are in the hash; caches are not")
  func scriptHash() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle(
      "story",
      manifest: #"{"schema": "mien.strategy/1", "id": "story", "script": "story.py", "models": ["m.onnx"]}"#)
    func put(_ name: String, _ text: String) throws {
      let file = place.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try put("story.py", "import part")
    try put("part.py", "one = 1")
    try put("m.onnx", "weights")
    let bundle = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    #expect(bundle.isScript && bundle.limits == .python)
    let first = try bundle.contentHash(environment: "python 3.11")
    #expect(try bundle.contentHash(environment: "python 3.12") != first)
    for name in ["README.md", "__pycache__/part.py", ".venv/lib/site.py"] { try put(name, "x") }
    #expect(try bundle.contentHash(environment: "python 3.11") == first)
    for (name, before) in [
      ("story.py", "import part"), ("part.py", "one = 1"), ("m.onnx", "weights"),
    ] {
      try put(name, before + " ")
      #expect(try bundle.contentHash(environment: "python 3.11") != first, "\(name)")
      try put(name, before)
    }
    #expect(try bundle.contentHash(environment: "python 3.11") == first)
    try put("sub/more.py", "")
    #expect(try bundle.contentHash(environment: "python 3.11") != first)
  }

  @Test("a model of a library is in its hash, wherever it lies")
  func models() throws {
    let folder = try TemporaryFolder()
    let model = folder.url.appendingPathComponent("shared.onnx")
    try Data("1".utf8).write(to: model)
    let place = try folder.bundle(
      "ledger", copying: Built.library("Ledger"),
      manifest:
        #"{"schema": "mien.strategy/1", "id": "ledger", "library": "lib.so", "models": ["../shared.onnx"]}"#)
    let bundle = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    #expect(bundle.models.map(\.path) == [model.path])
    let first = try bundle.contentHash()
    try Data("2".utf8).write(to: model)
    #expect(try bundle.contentHash() != first)
    try FileManager.default.removeItem(at: model)
    #expect(throws: StrategyHostError.self) {
      _ = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    }
  }

  @Test("a script that is not there is named")
  func missingScript() throws {
    #expect(
      try refusal(#"{"schema": "mien.strategy/1", "id": "a", "script": "gone.py"}"#)
        .contains("its script gone.py is not there"))
  }

  @Test("what is asked for beyond the sandbox is absolute, and said in words")
  func access() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle(
      "ledger", copying: Built.library("Ledger"),
      manifest: #"{"schema": "mien.strategy/1", "id": "ledger", "library": "lib.so", "#
        + #""access": {"network": true, "read": ["../sounds"], "write": ["/tmp/cache"]}}"#)
    let access = try StrategyBundle(folder: place, librariesBeside: Built.folder).access
    #expect(access.read == [folder.url.appendingPathComponent("sounds").path])
    #expect(access.summary == "network, reads \(access.read[0]), writes /tmp/cache")
    #expect(StrategyBundle.Access().summary.isEmpty)
  }
}

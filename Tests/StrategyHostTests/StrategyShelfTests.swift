import Foundation
import StrategyHost
import Testing

@Suite("The shelf finds bundles, lives through bad ones, and names them")
struct StrategyShelfTests {
  private func shelf(_ path: [URL], cache: URL) -> StrategyShelf {
    StrategyShelf(path: path, executableFolder: Built.folder, ground: Built.ground(copies: cache))
  }

  @Test("bundles come in order of path and name; the first of an id wins; a bundle itself may be on the path")
  func search() throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    let library = Built.library("Ledger")
    try first.bundle("b", copying: library)
    try first.bundle("a", copying: library)
    let other = try second.bundle("b", copying: library)
    try second.bundle("c", copying: library)
    let found = shelf([first.url, second.url], cache: first.url)
    #expect(found.bundles.map(\.id) == ["a", "b", "c"])
    #expect(found.bundles[1].folder.deletingLastPathComponent().path == first.url.path)
    #expect(shelf([other, first.url], cache: first.url).bundles.map(\.folder.path).first == other.path)
    #expect(shelf([first.url.appendingPathComponent("nowhere")], cache: first.url).bundles.isEmpty)
  }

  @Test("a bad bundle is a fault beside the good ones, and asking for it says why")
  func faults() throws {
    let folder = try TemporaryFolder()
    try folder.bundle("good", copying: Built.library("Ledger"))
    let bad = try folder.bundle("bad", manifest: "{")
    let found = shelf([folder.url], cache: folder.url)
    #expect(found.bundles.map(\.id) == ["good"])
    #expect(found.faults.map(\.folder) == [bad.path])
    let text = try #require(throws: StrategyHostError.self) { _ = try found.bundle("bad") }.description
    #expect(text.contains(bad.path) && text.contains("not a strategy manifest"))
    #expect(text.components(separatedBy: bad.path).count == 2, "the path is named once: \(text)")
    let unknown = try #require(throws: StrategyHostError.self) { _ = try found.bundle("none") }.description
    #expect(unknown.contains("no strategy 'none'; there are good in \(folder.url.path)"))
  }

  @Test("a library that holds another strategy than the bundle says is refused with what it holds")
  func otherID() throws {
    let folder = try TemporaryFolder()
    try folder.bundle("journal", copying: Built.library("Ledger"))
    let found = shelf([folder.url], cache: folder.url.appendingPathComponent("cache"))
    let text = try #require(throws: StrategyHostError.self) {
      _ = try found.card(of: found.bundle("journal"))
    }
    #expect(text.description.contains("holds ledger, not 'journal'"))
  }

  @Test("the three bundled strategies describe themselves")
  func bundled() throws {
    let folder = try TemporaryFolder()
    let found = shelf([Built.checkout.appendingPathComponent("Plugins")], cache: folder.url)
    #expect(found.faults.isEmpty)
    #expect(Set(found.bundles.map(\.id)).isSuperset(of: ["still", "idle", "speech"]))
    for bundle in found.bundles where !bundle.isScript {
      let card = try found.card(of: bundle)
      #expect(!card.title.isEmpty && !card.summary.isEmpty && !card.channels.isEmpty)
      #expect(card == (try TakeRenderer(bundle, execution: Built.inProcess).card))
    }
  }

  @Test("the hash is that of the bundle, and changes with it")
  func hash() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle("ledger", copying: Built.library("Ledger"))
    let found = shelf([folder.url], cache: folder.url.appendingPathComponent("cache"))
    let bundle = try found.bundle("ledger")
    let first = try found.contentHash(of: bundle)
    #expect(try first == bundle.contentHash())
    let resources = place.appendingPathComponent("resources")
    try FileManager.default.createDirectory(at: resources, withIntermediateDirectories: true)
    try Data("1".utf8).write(to: resources.appendingPathComponent("table"))
    #expect(try found.contentHash(of: bundle) != first)
  }
}

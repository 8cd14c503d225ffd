import Foundation
import StrategyHost
import Testing

@Suite("Foreign libraries are looked at in a child, once")
struct DescriptorCacheTests {
  private let folder: TemporaryFolder
  private var cache: URL { folder.url.appendingPathComponent("cache") }

  init() throws { folder = try TemporaryFolder() }

  private func card(_ id: String, worker: URL = Built.folder) throws -> StrategyCard {
    let shelf = StrategyShelf(path: [folder.url], executableFolder: worker, cacheFolder: cache)
    return try shelf.card(of: shelf.bundle(id))
  }

  private func refusal(_ id: String, worker: URL = Built.folder) throws -> String {
    let text = try #require(throws: StrategyHostError.self) { _ = try card(id, worker: worker) }.description
    #expect(!text.contains("\n"))
    return text
  }

  @Test("the second start needs no child; another content does")
  func cached() throws {
    let bundle = try folder.bundle("ledger", copying: Built.library("Ledger"))
    let nowhere = folder.url.appendingPathComponent("nowhere")
    #expect(try refusal("ledger", worker: nowhere).contains("mien-worker does not start at \(nowhere.path)"))
    let first = try card("ledger")
    #expect(first.version == "1.2.3")
    #expect(try card("ledger", worker: nowhere) == first)
    // Another byte in the library is another strategy.
    let library = bundle.appendingPathComponent("lib.so")
    try (Data(contentsOf: library) + Data([0])).write(to: library)
    #expect(try refusal("ledger", worker: nowhere).contains("does not start"))
    #expect(try card("ledger") == first)
  }

  @Test("a cache that is damaged is made again")
  func damagedCache() throws {
    try folder.bundle("ledger", copying: Built.library("Ledger"))
    let first = try card("ledger")
    for name in try FileManager.default.contentsOfDirectory(atPath: cache.path) {
      try Data("{".utf8).write(to: cache.appendingPathComponent(name))
    }
    #expect(try card("ledger") == first)
  }

  @Test("a plugin that dies costs an error, not the process, however much it says before")
  func crasher() throws {
    try folder.bundle("crasher", copying: Built.library("Crasher"))
    let text = try refusal("crasher")
    #expect(text.contains("the plugin died while it was looked at (signal 6)"))
    // Nothing of it is kept, and the next one is looked at all the same.
    try folder.bundle("ledger", copying: Built.library("Ledger"))
    #expect(try card("ledger").id == "ledger")
    #expect(try refusal("crasher").contains("signal 6"))
  }

  @Test("each sort of unusable library gives one line that starts with its path and says what to do")
  func unusable() throws {
    for (id, fixture, words) in [
      ("foreign", "ForeignMajor", "built for contract major 2, this host speaks 1"),
      ("noentry", "NoEntry", "exports no mien_strategy_entry"),
      ("misfit", "Misfit", "breaks the plugin contract: parameter 'force'"),
    ] {
      let bundle = try folder.bundle(id, copying: Built.library(fixture))
      let text = try refusal(id)
      #expect(text.hasPrefix(bundle.appendingPathComponent("lib.so").path + ": "))
      #expect(text.contains(words))
    }
    // The loader maps what is not there and dies of it; that happens in the child.
    let cut = try folder.bundle("cut").appendingPathComponent("lib.so")
    try Data(contentsOf: Built.library("Ledger")).prefix(700).write(to: cut)
    #expect(try refusal("cut").hasPrefix(cut.path + ": "))
    let bundle = try folder.bundle("text")
    try Data("not a library\n".utf8).write(to: bundle.appendingPathComponent("lib.so"))
    #expect(try refusal("text").contains("not a loadable library"))
  }
}

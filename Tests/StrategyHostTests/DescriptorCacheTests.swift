import Foundation
import Provenance
import StrategyABI
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("Foreign libraries are looked at in a child, once")
struct DescriptorCacheTests {
  private let folder: TemporaryFolder
  private var cache: URL { folder.url.appendingPathComponent("cache") }

  init() throws { folder = try TemporaryFolder() }

  private func shelf(worker: URL? = nil, limits: WorkerLimits? = nil) -> StrategyShelf {
    var ground = Built.ground(limits: limits, copies: cache)
    if let worker { ground.worker = worker }
    return StrategyShelf(path: [folder.url], executableFolder: Built.folder, ground: ground)
  }

  private func card(_ id: String, worker: URL? = nil, limits: WorkerLimits? = nil) throws -> StrategyCard {
    let shelf = shelf(worker: worker, limits: limits)
    return try shelf.card(of: shelf.bundle(id))
  }

  private func refusal(_ id: String, worker: URL? = nil, limits: WorkerLimits? = nil) throws -> String {
    let text = try #require(throws: StrategyHostError.self) {
      _ = try card(id, worker: worker, limits: limits)
    }.description
    #expect(!text.contains("\n"))
    return text
  }

  /// A worker that is not there: whoever needs one fails.
  private var nowhere: URL { folder.url.appendingPathComponent("nowhere") }

  @Test("the second start needs no child; another content does, and being asked to look afresh")
  func cached() throws {
    let bundle = try folder.bundle("ledger", copying: Built.library("Ledger"))
    #expect(try refusal("ledger", worker: nowhere).contains("its process does not start: \(nowhere.path)"))
    let first = try card("ledger")
    #expect(first.version == "1.2.3")
    #expect(try card("ledger", worker: nowhere) == first)
    // Another byte in the library is another strategy.
    let library = bundle.appendingPathComponent("lib.so")
    try (Data(contentsOf: library) + Data([0])).write(to: library)
    #expect(try refusal("ledger", worker: nowhere).contains("does not start"))
    #expect(try card("ledger") == first)
    let stale = shelf(worker: nowhere)
    #expect(throws: StrategyHostError.self) { _ = try stale.card(of: stale.bundle("ledger"), afresh: true) }
  }

  @Test("a file that was touched or replaced by one of its size is looked at again; a neighbour is not")
  func stamps() throws {
    let bundle = try folder.bundle("ledger", copying: Built.library("Ledger"))
    let library = bundle.appendingPathComponent("lib.so")
    func isKept() throws -> Bool { (try? card("ledger", worker: nowhere)) != nil }
    _ = try card("ledger")
    #expect(try isKept())
    try Data("notes".utf8).write(to: bundle.appendingPathComponent("README.md"))
    #expect(try isKept())
    let old = try #require(
      try FileManager.default.attributesOfItem(atPath: library.path)[.modificationDate] as? Date)
    try FileManager.default.setAttributes(
      [.modificationDate: old.addingTimeInterval(-5)], ofItemAtPath: library.path)
    #expect(try !isKept())
    _ = try card("ledger")
    #expect(try isKept())
    // Same size, same time, another file under the same name.
    let other = folder.url.appendingPathComponent("other.so")
    try FileManager.default.copyItem(at: library, to: other)
    try FileManager.default.setAttributes(
      [.modificationDate: old.addingTimeInterval(-5)], ofItemAtPath: other.path)
    #expect(rename(other.path, library.path) == 0)
    #expect(try !isKept())
    _ = try card("ledger")
    try FileManager.default.createDirectory(
      at: bundle.appendingPathComponent("resources"), withIntermediateDirectories: true)
    #expect(try !isKept())
  }

  @Test("a script is asked again when a folder of its packages has changed")
  func sites() throws {
    let site = folder.url.appendingPathComponent("site")
    try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
    let manifest =
      #"{"schema": "mien.strategy/1", "id": "story", "script": "story.py", "python": "./python"}"#
    let place = try folder.bundle("story", manifest: manifest)
    try Data("# nothing".utf8).write(to: place.appendingPathComponent("story.py"))
    let bundle = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    // What a worker would have said, put where the cache keeps it.
    let kept = DescriptorCache(ground: Built.ground(copies: cache))
    func keep() throws {
      let entry = DescriptorCache.Entry(
        descriptors: [], environment: "packages", sites: [site.path],
        stamp: DescriptorCache.stamp(bundle, sites: [site.path]))
      let name = ContentHash(of: bundle.folder.standardizedFileURL.path).description.prefix(32)
      let shelf = cache.appendingPathComponent("descriptors-\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)")
      try FileManager.default.createDirectory(at: shelf, withIntermediateDirectories: true)
      try JSONEncoder().encode(entry).write(to: shelf.appendingPathComponent("\(name).json"))
    }
    try keep()
    #expect(try kept.entry(of: bundle).environment == "packages")
    try FileManager.default.createDirectory(
      at: site.appendingPathComponent("numpy"), withIntermediateDirectories: true)
    #expect(throws: StrategyHostError.self) { _ = try kept.entry(of: bundle) }
    try keep()
    #expect(try kept.entry(of: bundle).environment == "packages")
    try Data("pass".utf8).write(to: place.appendingPathComponent("neighbour.py"))
    #expect(throws: StrategyHostError.self) { _ = try kept.entry(of: bundle) }
  }

  @Test("a cache that is damaged is made again, and one that cannot be written costs nothing but time")
  func damagedCache() throws {
    try folder.bundle("ledger", copying: Built.library("Ledger"))
    let first = try card("ledger")
    let shelf = cache.appendingPathComponent("descriptors-\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)")
    let names = try FileManager.default.contentsOfDirectory(atPath: shelf.path)
    #expect(names.count == 1)
    for damage in ["{", "", "[]", #"{"descriptors": [], "environment": "", "sites": [], "stamp": []}"#] {
      for name in names { try Data(damage.utf8).write(to: shelf.appendingPathComponent(name)) }
      #expect(try card("ledger") == first)
    }
    try FileManager.default.removeItem(at: cache)
    try Data("a file".utf8).write(to: cache)
    #expect(try card("ledger") == first)
    #expect(try card("ledger") == first)
  }

  @Test("what is kept is held against the contract like what is heard: a parameter twice traps nobody")
  func forgedCache() throws {
    try folder.bundle("ledger", copying: Built.library("Ledger"))
    let first = try card("ledger")
    let kept = try FileManager.default.subpathsOfDirectory(atPath: cache.path).filter {
      $0.hasSuffix(".json")
    }
    let file = cache.appendingPathComponent(try #require(kept.first))
    var entry = try JSONDecoder().decode(DescriptorCache.Entry.self, from: Data(contentsOf: file))
    entry.descriptors[0].parameters += entry.descriptors[0].parameters
    try JSONEncoder().encode(entry).write(to: file)
    #expect(try refusal("ledger", worker: nowhere).contains("does not start"))
    #expect(try card("ledger") == first)
  }

  @Test("a plugin that is never done with being loaded costs its start, and is named")
  func slowLoader() throws {
    try folder.bundle("slow", copying: Built.library("SlowLoader"))
    var limits = WorkerLimits.native
    limits.start = 0.5
    #expect(try refusal("slow", limits: limits).contains("no answer within 0.5 s while it was loaded"))
  }

  @Test("a plugin that dies costs an error, not the process, however much it says before")
  func crasher() throws {
    try folder.bundle("crasher", copying: Built.library("Crasher"))
    let text = try refusal("crasher")
    #expect(text.contains("died of signal 6 (abort) while it was loaded: it said \u{201c}crashing"))
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
      ("liar", "LiarParams", "breaks the plugin contract: parameter 'force'"),
      ("create", "CreateCrash", "died of signal 6 (abort) while it was loaded"),
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

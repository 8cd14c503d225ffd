import Foundation
import StrategyHost
import Testing

@Suite("Strategies are looked at again")
struct StrategyReloadTests {
  private let folder: TemporaryFolder
  private var ground: WorkerGround {
    WorkerGround(
      worker: Built.folder.appendingPathComponent("mien-worker"), python: nil,
      copies: folder.url.appendingPathComponent("cache"))
  }
  private var seen: SeenStrategies { SeenStrategies(in: folder.url.appendingPathComponent("cache")) }

  init() throws { folder = try TemporaryFolder() }

  private func look(_ ids: [String] = []) throws -> [StrategyReload] {
    let shelf = StrategyShelf(path: [folder.url], executableFolder: Built.folder, ground: ground)
    return try StrategyReload.look(at: shelf, ids: ids, execution: .isolated(ground), seen: seen)
  }

  private func rebuild(_ bundle: URL, _ name: String = "lib.so") throws {
    let library = bundle.appendingPathComponent(name)
    try (Data(contentsOf: library) + Data([0])).write(to: library, options: .atomic)
  }

  @Test("new at first, then unchanged, then reloaded with another hash; those named are loaded in any case")
  func states() throws {
    let bundle = try folder.bundle("ledger", copying: Built.library("Ledger"))
    let first = try #require(look().first)
    #expect(first.state == .new && first.before == nil && first.after != nil && first.version == "1.2.3")
    let second = try #require(look().first)
    #expect(second.state == .unchanged && second.before == first.after && second.after == first.after)
    #expect(try look(["ledger"]).first?.state == .reloaded)
    try rebuild(bundle)
    let third = try #require(look().first)
    #expect(third.state == .reloaded && third.before == first.after && third.after != first.after)
    #expect(try look().first?.state == .unchanged)
  }

  @Test("one that cannot be loaded is broken with its reason until it is mended; the others go on")
  func broken() throws {
    let bundle = try folder.bundle("ledger", copying: Built.library("Ledger"))
    try folder.bundle("bad", manifest: "{")
    try folder.bundle("crasher", copying: Built.library("Crasher"))
    _ = try look()
    let library = bundle.appendingPathComponent("lib.so")
    let good = try Data(contentsOf: library)
    try Data("no library".utf8).write(to: library, options: .atomic)
    for _ in 0..<2 {
      let found = try look()
      #expect(found.map(\.id).sorted() == ["bad", "crasher", "ledger"])
      for one in found {
        guard case .broken(let reason) = one.state else {
          Issue.record("\(one.id) is \(one.state)")
          continue
        }
        #expect(!reason.isEmpty && !reason.contains("\n"))
      }
    }
    try good.write(to: library, options: .atomic)
    #expect(try look(["ledger"]).first?.state == .reloaded)
    #expect(throws: StrategyHostError.self) { try look(["none"]) }
    #expect(try look(["bad"]).first?.state.word == "broken")
  }

  @Test("a list of what was seen that is damaged costs the memory of it, nothing else")
  func damaged() throws {
    try folder.bundle("ledger", copying: Built.library("Ledger"))
    _ = try look()
    try Data("[".utf8).write(to: folder.url.appendingPathComponent("cache/seen-strategies.json"))
    #expect(try look().first?.state == .new)
    #expect(try look().first?.state == .unchanged)
  }
}

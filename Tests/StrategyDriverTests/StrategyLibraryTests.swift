import Foundation
import StrategyABI
import StrategyDriver
import Testing

@Suite("A library is taken only when it keeps the contract")
struct StrategyLibraryTests {
  private func refusal(_ path: String) throws -> StrategyLibraryError {
    try #require(throws: StrategyLibraryError.self) {
      _ = try StrategyLibrary(loading: path).descriptors()
    }
  }

  @Test("descriptors and parameters come as the plugin wrote them")
  func describes() throws {
    let ledger = try #require(try StrategyLibrary(loading: BuiltLibraries.path("Ledger")).descriptors().first)
    #expect(ledger.id == "ledger")
    #expect(ledger.version == "1.2.3")
    #expect(ledger.needs == ["words", "own-audio", "partner-audio"])
    #expect(ledger.channels.count == 16)
    #expect(ledger.channels.last?.name == "head.rotation" && ledger.channels.last?.kind == "rotation")
    #expect(ledger.parameters.first?.id == "lookahead")
    #expect(ledger.parameters.first?.maximum == 700)
    let json = try JSONEncoder().encode(ledger)
    #expect(try JSONDecoder().decode(StrategyDescriptor.self, from: json) == ledger)
  }

  @Test("another major is refused by its number")
  func foreignMajor() throws {
    let path = BuiltLibraries.path("ForeignMajor")
    #expect(try refusal(path) == .otherMajor(path: path, plugin: 2, host: 1))
    #expect(try refusal(path).description.contains("built for contract major 2, this host speaks 1"))
  }

  @Test("a library without entry is no plugin, and the message says which symbol is missing")
  func noEntry() throws {
    let path = BuiltLibraries.path("NoEntry")
    #expect(try refusal(path) == .noEntry(path: path))
    #expect(try refusal(path).description.contains("mien_strategy_entry"))
  }

  @Test("a parameter whose range is no range is refused before anybody makes a range of it")
  func misfit() throws {
    let error = try refusal(BuiltLibraries.path("Misfit"))
    #expect(error.description.contains("parameter 'force'"))
  }

  @Test(
    "what is no library gives one line with its path",
    arguments: ["text.so", "empty.so", "folder.so", "missing.so"])
  func noLibrary(name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("folder.so"), withIntermediateDirectories: true)
    try Data("not a library\n".utf8).write(to: folder.appendingPathComponent("text.so"))
    try Data().write(to: folder.appendingPathComponent("empty.so"))
    let path = folder.appendingPathComponent(name).path
    let text = try refusal(path).description
    #expect(text.hasPrefix(path))
    #expect(!text.contains("\n"))
  }
}

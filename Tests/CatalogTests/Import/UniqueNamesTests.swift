import Testing

@testable import Catalog

@Suite("Names that do not collide")
struct UniqueNamesTests {
  @Test("the second of a stem gets a number, past those that are taken")
  func numbers() {
    var names = UniqueNames(reserved: ["corpus.json"])
    var given: [String] = []
    for stem in ["a", "a-2", "a", "a", "b", "corpus.json"] { given.append(names.unique(stem)) }
    #expect(given == ["a", "a-2", "a-3", "a-4", "b", "corpus.json-2"])
  }

  @Test("many equal stems take no longer each")
  func many() {
    var names = UniqueNames()
    for _ in 0..<100_000 { _ = names.unique("chat") }
    let last = names.unique("chat")
    #expect(last == "chat-100001")
  }

  @Test("long stems are cut between characters")
  func long() {
    #expect(UniqueNames.shortened("short") == "short")
    let cut = UniqueNames.shortened(String(repeating: "é", count: 100))
    #expect(cut == String(repeating: "é", count: 60))
    #expect(UniqueNames.shortened("a" + String(repeating: "\u{301}", count: 200)) == "long")
  }
}

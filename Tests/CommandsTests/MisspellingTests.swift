import ArgumentParser
import Testing

@testable import Commands

@Suite("What is no command and no option is told first, with what is near")
struct MisspellingTests {
  private let tree = CommandTree(dump: MienCommand._dumpHelp())

  private func complaint(_ words: [String]) throws -> String? {
    let tree = try #require(tree)
    return (Misspelling.command(in: words, of: tree) ?? Misspelling.option(in: words, of: tree))?.complaint
  }

  @Test(
    "a word that is no command",
    arguments: [
      ("exprot", "'exprot' is no command of 'mien'; did you mean 'export'?"),
      ("help exprot", "'exprot' is no command of 'mien'; did you mean 'export'?"),
      ("corpus chekc x", "'chekc' is no command of 'mien corpus'; did you mean 'check'?"),
      ("character mak x", "'mak' is no command of 'mien character'; did you mean 'make'?"),
      ("nonsense", "'nonsense' is no command of 'mien'"),
    ])
  func commands(line: String, says: String) throws {
    #expect(try complaint(line.split(separator: " ").map(String.init)) == says)
  }

  @Test("an option that the command has not, though others are missing")
  func options() throws {
    #expect(
      try complaint(["run", "--strategi", "idle"])
        == "'mien run' has no option '--strategi'; did you mean '--strategy'?")
    #expect(try complaint(["export", "x", "--qqqq=3"]) == "'mien export' has no option '--qqqq'")
  }

  @Test(
    "what is right is left alone",
    arguments: [
      "run --strategy idle", "help", "help export", "help corpus check", "export x --mask=!face --as glb",
      "corpus help", "character build x --out y", "sql -- --x", "--version", "-f x", "runs --help",
    ])
  func right(line: String) throws {
    #expect(try complaint(line.split(separator: " ").map(String.init)) == nil)
  }

  @Test("neighbours swapped are one step")
  func distances() {
    #expect(Misspelling.distance("exprot", "export") == 1)
    #expect(Misspelling.distance("", "abc") == 3)
    #expect(Misspelling.distance("abc", "abc") == 0)
  }
}

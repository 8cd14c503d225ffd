import Commands
import Foundation
import Testing

@testable import Shell

@Suite("What Tab offers")
struct LineCompletionTests {
  private let provider: LineCompletion.Provider = { words, _ in
    words.isEmpty
      ? (["run", "runs", "show"], false) : (["it's", "two words", "plain"], words.last == "--out")
  }

  private func candidates(_ line: String) -> [String] {
    LineCompletion(line, provider: provider).candidates
  }

  @Test("Candidates begin like the word at the cursor, sorted, with the words that leave")
  func prefix() {
    #expect(candidates("ru") == ["run", "runs"])
    #expect(candidates("") == ["exit", "quit", "run", "runs", "show"])
    #expect(candidates("mien ru") == ["run", "runs"])
    #expect(candidates("zz").isEmpty)
    #expect(candidates("# ru").isEmpty)
  }

  @Test("Candidates are quoted as the line at the cursor needs it")
  func quoting() {
    #expect(candidates("run two") == [#"two\ words"#])
    #expect(candidates("run 'two") == ["two words"])
    #expect(candidates("run it") == [#"it\'s"#])
    #expect(candidates(#"run "it"#) == ["it's"])
  }

  @Test(
    "A quoted candidate reads back as the word it stands for", arguments: [nil, "\"", "'"] as [Character?])
  func readsBack(quote: Character?) throws {
    for word in ["plain", "two words", "back\\slash", "say \"x\"", "#1", "a\tb"] {
      let mark = quote.map(String.init) ?? ""
      let line = mark + LineCompletion.quoted(word, inside: quote) + mark
      #expect(try WordSplitter().words(of: line) == [word])
    }
  }

  @Test("Files and folders are offered where they may stand; folders go on, hidden ones wait to be asked")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("sub folder"), withIntermediateDirectories: true)
    for name in ["a.glb", ".hidden"] { try Data().write(to: folder.appendingPathComponent(name)) }
    let place = folder.path
    #expect(candidates("run --out \(place)/") == ["\(place)/a.glb", #"\#(place)/sub\ folder/"#])
    #expect(candidates("run --out \(place)/.") == ["\(place)/.hidden"])
    #expect(LineCompletion("run --out \(place)/su", provider: provider).goesOn)
    #expect(!LineCompletion("run --out \(place)/a", provider: provider).goesOn)
    #expect(FileCandidates.of("--out=\(place)/a") == ["--out=\(place)/a.glb"])
    #expect(FileCandidates.of("/no/such/folder/x").isEmpty)
  }
}

import Commands
import Synchronization
import Testing

@testable import Shell

@Suite("A script ends at its first failure")
struct ScriptRunnerTests {
  private func run(_ lines: [String]) throws -> (code: Int32, ran: [[String]], said: [String]) {
    let ran = Mutex<[[String]]>([])
    let said = Mutex<[String]>([])
    let runner = LineRunner(splitter: WordSplitter()) { words in
      ran.withLock { $0.append(words) }
      return words.first == "fail" ? 2 : 0
    }
    let scripts = ScriptRunner(runner: runner) { text in said.withLock { $0.append(text) } }
    let code = try scripts.run(KnownLines(name: "a.mien", lines: lines))
    return (code, ran.withLock { $0 }, said.withLock { $0 })
  }

  @Test("Every line runs, in order")
  func order() throws {
    let result = try run(["one", "", "# two", "three x"])
    #expect(result.code == 0)
    #expect(result.ran == [["one"], ["three", "x"]])
    #expect(result.said.isEmpty)
  }

  @Test("The failing line gives place and code, and nothing runs after it")
  func failure() throws {
    let coloured = try run(["fail \u{1B}[31m"])
    #expect(coloured.said == ["a.mien:1: ended with exit code 2: fail [31m"])
    let plain = try run(["one", "# x", "fail now", "three"])
    #expect(plain.code == 2)
    #expect(plain.ran == [["one"], ["fail", "now"]])
    #expect(plain.said == ["a.mien:3: ended with exit code 2: fail now"])
  }

  @Test("A line that is no words is a usage error with its place")
  func refused() throws {
    let result = try run(["one", "two 'x"])
    #expect(result.code == 64)
    #expect(result.said.first?.hasPrefix("a.mien:2: the quote ' at column 5") == true)
  }

  @Test("quit ends a script without failure")
  func quit() throws {
    let result = try run(["one", "quit", "fail"])
    #expect(result.code == 0)
    #expect(result.ran == [["one"]])
  }
}

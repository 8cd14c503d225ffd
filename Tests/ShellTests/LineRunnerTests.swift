import Commands
import Synchronization
import Testing

@testable import Shell

@Suite("One line of a session or a script")
struct LineRunnerTests {
  private func outcome(_ line: String, code: Int32 = 0) -> (LineRunner.Outcome, [[String]]) {
    let seen = Mutex<[[String]]>([])
    let runner = LineRunner(splitter: WordSplitter()) { words in
      seen.withLock { $0.append(words) }
      return code
    }
    return (runner.run(line), seen.withLock { $0 })
  }

  @Test("Blank lines and comments do nothing", arguments: ["", "  ", "# run", "mien", "mien # x"])
  func nothing(line: String) {
    #expect(outcome(line).0 == .nothing)
    #expect(outcome(line).1.isEmpty)
  }

  @Test("A command runs with its words; the program's own name may stand before it")
  func ran() {
    #expect(outcome("mien run 'a b'", code: 2) == (.ran(2), [["run", "a b"]]))
    #expect(outcome("help run") == (.ran(0), [["help", "run"]]))
    #expect(outcome("quit now").0 == .ran(0))
  }

  @Test("quit and exit leave", arguments: ["quit", " exit ", "quit # done"])
  func leave(line: String) { #expect(outcome(line) == (.leave, [])) }

  @Test("A line that is no words runs nothing")
  func refused() {
    guard case .refused(let reason) = outcome("run 'x").0 else {
      Issue.record("not refused")
      return
    }
    #expect(reason.contains("column 5"))
  }
}

private func == (
  left: (LineRunner.Outcome, [[String]]), right: (LineRunner.Outcome, [[String]])
) -> Bool { left.0 == right.0 && left.1 == right.1 }

import Testing

@testable import Shell

@Suite("What the program was started to do")
struct InvocationTests {
  @Test("No words are a session, words a command, -f and -e scripts in their order")
  func kinds() throws {
    #expect(try Invocation([]) == .session)
    #expect(try Invocation(["run", "-e", "x"]) == .command(["run", "-e", "x"]))
    #expect(try Invocation(["--help"]) == .command(["--help"]))
    #expect(
      try Invocation(["-e", "runs", "-f", "a.mien", "-f", "-", "-e", "-f"])
        == .scripts([.line("runs"), .file("a.mien"), .standardInput, .line("-f")]))
  }

  @Test("What is missing or does not belong is named")
  func refused() {
    #expect(throws: ShellError.missingValue(option: "-f")) { try Invocation(["-f"]) }
    #expect(throws: ShellError.missingValue(option: "-e")) { try Invocation(["-e", "x", "-e"]) }
    #expect(throws: ShellError.unexpectedWord("runs")) { try Invocation(["-e", "x", "runs"]) }
  }
}

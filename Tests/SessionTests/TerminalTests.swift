import Foundation
import Testing

@Suite("A session on a terminal", .needsMien, .serialized)
struct TerminalTests {
  private func onTerminal(_ body: (PseudoTerminal, String) throws -> Void) throws {
    let path = try #require(MienBinary.path)
    try MienBinary.withFolder { home in
      var environment = MienBinary.environment(home: home)
      environment["MIEN_HISTORY"] = "\(home)/history"
      environment["INPUTRC"] = "/dev/null"
      let terminal = try PseudoTerminal(path, environment: environment)
      #expect(terminal.awaits("mien> "), "\(terminal.screen)")
      try body(terminal, home)
    }
  }

  @Test("A line runs, and Ctrl-D leaves with 0")
  func lineAndEnd() throws {
    try onTerminal { terminal, home in
      terminal.type("metrics\r")
      #expect(terminal.awaits("metrics"))
      #expect(terminal.awaits("mien> "), "\(terminal.screen)")
      terminal.type("\u{4}")
      #expect(terminal.exitCode() == 0)
      #expect(FileManager.default.contents(atPath: "\(home)/history") == Data("metrics\n".utf8))
    }
  }

  @Test("Tab writes the rest of a command and of an option")
  func completion() throws {
    try onTerminal { terminal, _ in
      terminal.type("comp\t")
      #expect(terminal.awaits("compare "), "\(terminal.screen)")
      terminal.type("\u{15}run --strat\t")
      #expect(terminal.awaits("run --strategy "), "\(terminal.screen)")
      terminal.type("\u{15}\u{4}")
      #expect(terminal.exitCode() == 0)
    }
  }

  @Test("Ctrl-C clears the line and keeps the session")
  func interrupt() throws {
    try onTerminal { terminal, home in
      terminal.type("nonsense that must not run")
      #expect(terminal.awaits("not run"))
      terminal.type("\u{3}")
      #expect(terminal.awaits("mien> "), "\(terminal.screen)")
      terminal.type("quit\r")
      #expect(terminal.exitCode() == 0)
      #expect(!terminal.screen.contains("nonsense that must not run\n"))
      #expect(FileManager.default.contents(atPath: "\(home)/history") == Data("quit\n".utf8))
    }
  }

  @Test("The up-arrow brings back the line before, of an earlier session too")
  func history() throws {
    let path = try #require(MienBinary.path)
    try MienBinary.withFolder { home in
      var environment = MienBinary.environment(home: home)
      environment["MIEN_HISTORY"] = "\(home)/history"
      try Data("# kept from before\n".utf8).write(to: URL(fileURLWithPath: "\(home)/history"))
      let terminal = try PseudoTerminal(path, environment: environment)
      #expect(terminal.awaits("mien> "))
      terminal.type("\u{1B}[A")
      #expect(terminal.awaits("# kept from before"), "\(terminal.screen)")
      terminal.type("\r")
      #expect(terminal.awaits("mien> "))
      terminal.type("\u{4}")
      #expect(terminal.exitCode() == 0)
    }
  }

  @Test("A line that fails, one that is no words, and pasted lines leave the session going")
  func failures() throws {
    try onTerminal { terminal, _ in
      terminal.type("no-such-command\r")
      #expect(terminal.awaits("mien> "), "\(terminal.screen)")
      terminal.type("metrics 'open\r")
      #expect(terminal.awaits("column 9"), "\(terminal.screen)")
      #expect(terminal.awaits("mien> "), "\(terminal.screen)")
      terminal.type("\u{1B}[200~# one\n# two\nquit\u{1B}[201~\r")
      #expect(terminal.exitCode() == 0, "\(terminal.screen)")
    }
  }

  @Test("Characters beyond ASCII are edited as characters")
  func unicode() throws {
    try onTerminal { terminal, home in
      terminal.type("# 日本語é\u{7F}\u{7F}x\r")
      #expect(terminal.awaits("mien> "), "\(terminal.screen)")
      terminal.type("\u{4}")
      #expect(terminal.exitCode() == 0)
      let kept = FileManager.default.contents(atPath: "\(home)/history") ?? Data()
      #expect(String(decoding: kept, as: UTF8.self) == "# 日本x\n")
    }
  }

  @Test("SIGTERM at the prompt leaves with 143")
  func terminate() throws {
    try onTerminal { terminal, _ in
      terminal.signal(SIGTERM)
      #expect(terminal.exitCode() == 143)
    }
  }
}

import Foundation
import Testing

@testable import Commands

@Suite("What is printed does nothing to a terminal")
struct ConsoleTests {
  private struct Fault: Error, CustomStringConvertible { var description: String }

  @Test("an error's line spells out escapes, direction overrides and what is not seen")
  func errors() {
    let line = Console.oneLine(
      describing: Fault(description: "a\u{1B}[31m\u{7}\u{202E}\u{200B}\nb"))
    #expect(line == "a\\u{1B}[31m\\u{7}\\u{202E}\\u{200B} b")
  }

  @Test("words of files reach stderr spelled out and in one line")
  func streams() async throws {
    let exit = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Console.complain("x\u{1B}]0;pwn\u{7}\n y\u{9B}")
      Console.complainLine("p\nq\u{200B}")
      Console.print("a\tb\r\nc\u{1B}[2J\rd")
      try JSONOutput.print(["k": "\u{202E}\u{7F}v"])
    }
    let text = String(decoding: try #require(exit).standardErrorContent, as: UTF8.self)
    #expect(text.contains("x\\u{1B}]0;pwn\\u{7}\n y\\u{9B}\np\\nq\\u{200B}\n"))
    let printed = try #require(exit).standardOutputContent
    #expect(!printed.contains(0x1B))
    let all = String(decoding: printed, as: UTF8.self)
    #expect(all.unicodeScalars.contains("\t"))
    #expect(all.contains("c\\u{1B}[2J\\rd"))
    #expect(all.contains("\"\\u202e\\u007fv\""))
  }
}

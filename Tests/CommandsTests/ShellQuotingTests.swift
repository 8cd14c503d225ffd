import Foundation
import Testing

@testable import Commands

@Suite("Words that are printed can be pasted")
struct ShellQuotingTests {
  private static let words = [
    "nods", "a b", "", "it's", "~/x", "#1", "$HOME", "a\\b", "\"", "--run=x", "日本", "a\nb", "*", "!", "x;y",
  ]

  @Test("at our own prompt", arguments: words)
  func prompt(word: String) throws {
    #expect(try WordSplitter(home: "/home/ada").words(of: ShellQuoting.word(word)) == [word])
  }

  @Test("into a shell", arguments: words)
  func shell(word: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf %s \(ShellQuoting.word(word))"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == word)
  }

  @Test("Plain words stay as they are")
  func plain() {
    #expect(ShellQuoting.word("./my-nods_2") == "./my-nods_2")
    #expect(ShellQuoting.word("a b") == "'a b'")
  }
}

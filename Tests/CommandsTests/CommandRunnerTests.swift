import Foundation
import Testing

@testable import Commands

@Suite("Exit codes")
struct CommandRunnerTests {
  private func code(_ words: [String], isRaised: Bool = false) -> Int32 {
    let interruption = Interruption()
    if isRaised { interruption.raise() }
    return CommandRunner.run(words, interruption: interruption)
  }

  @Test("a command that was done when the user ended it is done")
  func late() {
    #expect(code(["metrics"], isRaised: true) == CommandRunner.done)
  }

  @Test("a command that the user ends before it has written leaves nothing behind")
  func early() {
    let out = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-interrupted-\(UInt64.random(in: 0...UInt64.max)).vrm")
    #expect(
      code(["character", "make", "--random", "7", "--out", out.path], isRaised: true)
        == CommandRunner.interrupted)
    #expect(!FileManager.default.fileExists(atPath: out.path))
  }

  @Test(
    "values that an option cannot have are misuse",
    arguments: [
      ["render", "a.glb", "--out", "o.png", "--yaw", "nan"],
      ["render", "a.glb", "--out", "o.png", "--yaw", "1e308"],
      ["render", "a.glb", "--out", "o.png", "--at", "0,,1"],
      ["render", "a.glb", "--out", "o.png", "--at", "0,"],
      ["render", "a.glb", "--out", "o.png", "--at", ""],
      ["play", "a.track", "--to", "osc://127.0.0.1"],
      ["play", "a.track", "--to", "vmc://127.0.0.1:+5"],
      ["export", "x", "--take", "a/b", "--as", "json", "--out", "o.json", "--mask", "!"],
      ["exprot"], ["help", "exprot"], ["run", "--strategi", "idle"], ["take", "layouts", "nope"],
    ])
  func misuse(words: [String]) { #expect(code(words) == CommandRunner.usage) }
}

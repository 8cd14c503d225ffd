import Commands
import Foundation
import Testing

@testable import Shell

@Suite("Ctrl-C reaches the command that runs", .serialized)
struct CommandWatchTests {
  @Test("A signal raises the flag of the running command, and the next starts with it down")
  func interrupt() {
    let watch = CommandWatch { words, interruption in
      guard words == ["wait"] else { return interruption.isRaised ? 130 : 0 }
      kill(getpid(), SIGINT)
      for _ in 0..<500 where !interruption.isRaised { usleep(10_000) }
      return interruption.isRaised ? 130 : 1
    }
    #expect(watch.run(["quick"]) == 0)
    #expect(watch.run(["wait"]) == 130)
    #expect(watch.run(["quick"]) == 0)
    #expect(watch.farewell == nil)
  }
}

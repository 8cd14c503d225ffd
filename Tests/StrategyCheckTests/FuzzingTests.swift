import Provenance
import StrategyCheck
import Testing

@Suite("Random timelines")
struct FuzzingTests {
  @Test("an honest strategy stands a number of them")
  func honest() throws {
    try Bench.withRogue("honest") { examination in
      var count = 0
      let (tried, failure) = try examination.fuzz(
        seed: Seed(5), isOver: { count >= 15 }, tried: { count = $0 })
      #expect(tried == 15)
      #expect(failure == nil, "\(failure?.name ?? ""): \(failure?.status.reason ?? "")")
    }
  }

  @Test("one that goes wrong is named, happens again by its name, and is cut down")
  func shrinks() throws {
    try Bench.withRogue("deaf") { examination in
      let (_, found) = try examination.fuzz(seed: Seed(7), isOver: { false })
      let failure = try #require(found)
      #expect(failure.status.word == "failed")
      #expect(failure.status.reason.contains("third record"))
      // Any three records are enough for it.
      #expect(failure.sufficient == 3)
      #expect(failure.records >= 3)
      #expect(failure.name == "7:\(failure.index)")
      #expect(try examination.fuzz(seed: Seed(7), index: failure.index) == failure)
    }
  }

  @Test("one that needs no record to go wrong is cut down to none")
  func shrinksToNothing() throws {
    try Bench.withRogue("segfault") { examination in
      let (_, found) = try examination.fuzz(seed: Seed(3), isOver: { false })
      let failure = try #require(found)
      #expect(failure.status.word == "crashed")
      #expect(failure.sufficient == 0)
    }
  }

  @Test("what depends on blocks or on the future is found", arguments: ["blocky", "early", "restless"])
  func finds(misdeed: String) throws {
    try Bench.withRogue(misdeed) { examination in
      var count = 0
      let (_, found) = try examination.fuzz(seed: Seed(1), isOver: { count >= 40 }, tried: { count = $0 })
      #expect(found?.status.word == "failed")
    }
  }
}

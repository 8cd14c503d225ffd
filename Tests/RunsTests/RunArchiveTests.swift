import Motion
import Runs
import Scoring
import Testing

@Suite("Runs and takes are found by what a user writes")
struct RunArchiveTests {
  private let archive = MemoryArchive()

  private func open(_ strategies: [String]) throws -> [String] {
    try strategies.map { try archive.open(plainRun(strategy: $0)) }
  }

  @Test("by id, by strategy, by the beginning of an id")
  func found() throws {
    let ids = try open(["idle", "idle-fast", "speech"])
    #expect(try archive.find(ids[2]).id == ids[2])
    #expect(try archive.find("sp").id == ids[2])
    #expect(try archive.find(String(ids[1].dropLast(3))).id == ids[1])
    // The only run of a strategy wins over ids that merely begin so.
    #expect(try archive.find("idle").id == ids[0])
  }

  @Test("several are named, none is told with what there is")
  func notFound() throws {
    let empty = try #require(throws: RunsError.self) { try archive.find("idle") }
    #expect(empty == .unknownRun("idle", known: []))
    #expect(empty.description.contains("the store is empty"))
    let ids = try open(["idle", "still"])
    let other = try archive.open(plainRun(strategy: "idle", seeds: [8]))
    // Of several runs of a strategy the one opened last is meant, even when it is the older one.
    #expect(try archive.find("idle").id == other)
    _ = try archive.open(plainRun(strategy: "idle"))
    #expect(try archive.find("idle").id == ids[0])
    #expect(throws: RunsError.ambiguousRun("idle-", matches: [ids[0], other])) { try archive.find("idle-") }
    for text in ["", "nobody"] {
      #expect(throws: RunsError.unknownRun(text, known: [ids[0], ids[1], other])) { try archive.find(text) }
    }
  }

  @Test("a take by reference; the lowest of several seeds, none and a failed one are told apart")
  func takes() throws {
    let run = try archive.open(plainRun(seeds: [1, 2]))
    let track = Track(layout: ChannelLayout([Channel("jawOpen", kind: .weight)]), rate: .fps60, frameCount: 3)
    func key(_ who: String, _ seed: UInt64) -> TakeKey {
      TakeKey(recording: "a", participant: who, seed: seed)
    }
    for seed in UInt64(1)...2 {
      try archive.store(
        Take(key: key("mia", seed), outcome: .finished(track: track, lookahead: 2, records: [])), of: run)
    }
    try archive.store(Take(key: key("tom", 1), outcome: .failed(reason: "it broke")), of: run)
    #expect(try archive.find(TakeReference("a/mia@2"), in: run).key == key("mia", 2))
    #expect(try archive.find(TakeReference("a/mia"), in: run).key == key("mia", 1))
    #expect(throws: RunsError.unknownTake("a/mia@3", run: run, known: ["a/mia@1", "a/mia@2", "a/tom@1"])) {
      try archive.find(TakeReference("a/mia@3"), in: run)
    }
    #expect(throws: RunsError.failedTake("a/tom", run: run, reason: "it broke")) {
      try archive.find(TakeReference("a/tom"), in: run)
    }
  }

  @Test("messages stay on one line, however many there are")
  func messages() throws {
    let many = (0..<20).map { "run-\($0)" }
    for error in [
      RunsError.unknownRun("x", known: many),
      .unknownTake("x", run: "r", known: many), .sameID("x"), .failedTake("x", run: "r", reason: "y"),
    ] {
      #expect(!error.description.contains("\n"))
      #expect(error.description.count < 200)
    }
  }
}

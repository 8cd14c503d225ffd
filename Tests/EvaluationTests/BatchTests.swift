import Catalog
import Evaluation
import Foundation
import Provenance
import Runs
import Scoring
import StrategyHost
import Synchronization
import Testing

@Suite("A batch gives the same takes however it is done")
struct BatchTests {
  @Test("one job and several give the same ids, tracks and scores", arguments: [2, 5])
  func jobs(jobs: Int) throws {
    let stage = try Stage()
    let contenders = [try Stage.contender("Speech"), try Stage.contender("Idle")]
    let alone = MemoryArchive()
    let together = MemoryArchive()
    let one = try Batch(stage.plan(), archive: alone).run(contenders)
    let many = try Batch(stage.plan(jobs: jobs), archive: together).run(contenders)
    #expect(one == many)
    #expect(one.map(\.takes) == [8, 8] && one.allSatisfy { $0.failed == 0 && !$0.scores.isEmpty })
    for run in one {
      #expect(try alone.takes(of: run.id) == together.takes(of: run.id))
      #expect(try alone.records(of: run.id) == together.records(of: run.id))
      #expect(Set(try alone.takes(of: run.id).map(\.trackHash)).count == 8, "seeds and recordings differ")
    }
  }

  @Test("who else is in the batch changes neither tracks nor scores", arguments: [false, true])
  func company(estimated: Bool) throws {
    let stage = try Stage(recordings: 2, estimated: estimated)
    // The ledger has audio read and analysed that idle does not ask for.
    let alone = MemoryArchive()
    let company = MemoryArchive()
    let idle = try Stage.contender("Idle")
    let first = try Batch(stage.plan(), archive: alone).run([idle])
    let second = try Batch(stage.plan(), archive: company).run([try stage.ledger(), idle])
    #expect(first[0] == second[1])
    #expect(try alone.records(of: first[0].id) == company.records(of: first[0].id))
    // With estimated phones, beats are sought in the voice, so there is something to differ in.
    let coupling = try alone.records(of: first[0].id).filter { $0.measurement.metric == "coupling/3" }
    #expect(coupling.count == 4)
    #expect(coupling.allSatisfy { $0.measurement["event origin"].number == (estimated ? 1 : 0) })
  }

  @Test(
    "an interruption keeps what is finished, and the same plan takes up where it ended", arguments: [1, 2])
  func interruption(jobs: Int) throws {
    let stage = try Stage()
    let archive = CountingArchive(limit: 3)
    let contenders = [try Stage.contender("Still"), try Stage.contender("Idle")]
    let plan = stage.plan(jobs: jobs)
    let cut = try Batch(plan, archive: archive, isInterrupted: { archive.isFull }).run(contenders)
    let kept = archive.stored
    #expect((3..<3 + jobs).contains(kept))
    #expect(cut.reduce(0) { $0 + $1.takes } == kept)
    #expect(cut.allSatisfy { $0.scores.isEmpty && $0.failed == 0 })

    archive.reset()
    let whole = try Batch(plan, archive: archive).run(contenders)
    #expect(whole.map(\.id) == cut.map(\.id))
    #expect(archive.stored == 16 - kept, "finished takes are not made again")
    let fresh = MemoryArchive()
    #expect(try Batch(plan, archive: fresh).run(contenders) == whole)
    for run in whole { #expect(try fresh.takes(of: run.id) == archive.takes(of: run.id)) }
    archive.reset()
    _ = try Batch(plan, archive: archive).run(contenders)
    #expect(archive.stored == 0)
  }

  @Test("a take that fails is kept as failed with its reason, the others go on, and it is made again")
  func failure() throws {
    let stage = try Stage(recordings: 2)
    let archive = CountingArchive()
    let contenders = [try stage.ledger(["fail": 100]), try Stage.contender("Still")]
    for _ in 0..<2 {
      archive.reset()
      let runs = try Batch(stage.plan(jobs: 2), archive: archive).run(contenders)
      #expect(runs.map(\.failed) == [4, 0] && runs.map(\.takes) == [0, 4])
      let reasons = try archive.takes(of: runs[0].id).map { $0.failure ?? "" }
      #expect(reasons[0].hasPrefix("strategy ledger, recording talk0/mia: render failed at frames 60...119"))
    }
    // Failed ones are made again, finished ones are not.
    #expect(archive.stored == 4)
  }

  @Test("a strategy that takes its process with it fails its own takes and nobody else's", arguments: [1, 3])
  func misdeeds(jobs: Int) throws {
    let stage = try Stage(recordings: 2)
    let alone = try Batch(stage.plan(), archive: MemoryArchive()).run([try Stage.contender("Idle")])
    let archive = MemoryArchive()
    let runs = try Batch(stage.plan(jobs: jobs), archive: archive).run([
      try stage.rogue("segfault"), try Stage.contender("Idle"), try stage.rogue("quit"),
      try stage.rogue("overrun"), try stage.rogue("honest"),
    ])
    #expect(runs.map(\.failed) == [4, 0, 4, 4, 0] && runs.map(\.takes) == [0, 4, 0, 0, 4])
    #expect(runs[1] == alone[0])
    for (run, words) in [
      (0, "died of signal 11 (a bad pointer) in render at frames"), (2, "ended itself with exit code 0"),
      (3, "wrote past its row"),
    ] {
      let takes = try archive.takes(of: runs[run].id)
      #expect(takes.count == 4)
      for take in takes {
        let reason = take.failure ?? ""
        #expect(reason.hasPrefix("strategy ") && reason.contains("recording talk") && reason.contains(words))
      }
    }
  }

  @Test("progress counts every take, and says what failed")
  func progress() throws {
    let stage = try Stage(recordings: 2)
    let seen = Mutex<[Batch.Status]>([])
    _ = try Batch(stage.plan(), archive: MemoryArchive())
      .run([try stage.ledger(["fail": 1]), try Stage.contender("Still")]) { status in
        seen.withLock { $0.append(status) }
      }
    let all = seen.withLock { $0 }
    #expect(all.map(\.done) == Array(0...8))
    #expect(all.allSatisfy { $0.total == 8 })
    #expect(all.last?.failed == 4)
    #expect(abs((all.last?.seconds ?? 0) - 64) < 1e-9)
  }

  @Test("a recording that is not in the corpus, or is damaged, ends the work with its name")
  func unknownRecording() throws {
    let stage = try Stage(recordings: 2)
    var plan = stage.plan()
    plan.recordings = ["talk0", "nowhere"]
    let unknown = try #require(throws: CatalogError.self) {
      _ = try Batch(plan, archive: MemoryArchive()).run([try Stage.contender("Still")])
    }
    #expect(unknown.description.contains("nowhere"))
    try Data("{\n".utf8).write(to: stage.corpus.place("talk1/recording.jsonl"))
    let archive = MemoryArchive()
    let damaged = try #require(throws: CatalogError.self) {
      _ = try Batch(stage.plan(jobs: 2), archive: archive).run([try Stage.contender("Still")])
    }
    #expect(damaged.description.contains("talk1"))
  }

  @Test("a run knows where its corpus and character were read from")
  func places() throws {
    let stage = try Stage(recordings: 1)
    let archive = MemoryArchive()
    let run = try Batch(stage.plan(seeds: [1]), archive: archive).run([try Stage.contender("Still")])[0]
    let remarks = try archive.remarks(of: run.id)
    #expect(
      remarks == [
        "corpus.place": stage.corpus.directory.standardizedFileURL.path,
        "character.place": "/characters/nova", "opened": "1",
        RunRemark.corpusLicence: stage.corpus.manifest.licence, RunRemark.characterLicence: "unknown",
      ])
    #expect(run.run.arrival == "known/1" && run.run.seeds == [1] && run.run.source.parameters.isEmpty)
  }
}

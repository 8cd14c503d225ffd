import Foundation
import Provenance
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("A worker is started, stopped and replaced from outside")
struct WorkerRunnerTests {
  private func launch(_ library: String, id: String, in folder: TemporaryFolder) throws -> WorkerLaunch {
    let bundle = try Built.bundle(id, library: "lib\(library).so", in: folder)
    return try WorkerLaunch(bundle, library: bundle.codeFile, ground: Built.ground())
  }

  private func render(_ runner: WorkerRunner, first: Int, count: Int) throws -> RenderProbe.Reading {
    try runner.submit(first: first, count: count, length: 0, slot: 0)
    return try runner.collect()
  }

  @Test("a worker says what its library holds")
  func greeting() throws {
    let folder = try TemporaryFolder()
    let runner = try WorkerRunner(launch("Ledger", id: "ledger", in: folder), rowFloats: 100)
    #expect(runner.descriptors.map(\.id) == ["ledger"])
    #expect(runner.rowFloats == 100 && runner.inbox(0).count == WorkerMessage.inboxBytes)
    #expect(FileManager.default.fileExists(atPath: runner.scratch))
    #expect(try runner.resident() > 1 << 20)
  }

  @Test("a stop ends a worker that is never done with being loaded")
  func stopWhileLoading() throws {
    let folder = try TemporaryFolder()
    let launch = try launch("SlowLoader", id: "slow", in: folder)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: WorkerFailure.stopped) {
      _ = try WorkerRunner(launch, rowFloats: 100) { clock.now - start > .milliseconds(200) }
    }
    #expect(clock.now - start < .seconds(5))
  }

  @Test("out of turn it says what is missing")
  func outOfTurn() throws {
    let folder = try TemporaryFolder()
    let runner = try WorkerRunner(launch("Ledger", id: "ledger", in: folder), rowFloats: 100)
    for work in [
      { _ = try render(runner, first: 0, count: 1) }, { _ = try runner.save() }, { _ = try runner.load([1]) },
    ] as [() throws -> Void] {
      let error = try #require(throws: StrategyDriverError.self) { try work() }
      #expect(error.description.contains("no take has begun"))
    }
    // The worker lives through a breach.
    #expect(try runner.end() == [])
  }

  @Test("a brief for a strategy that is not there, or for rows laid out in another way, is refused")
  func briefs() throws {
    let folder = try TemporaryFolder()
    let layout = RowLayout(width: 19, channels: 16, capacity: 10)
    let runner = try WorkerRunner(
      launch("Ledger", id: "ledger", in: folder), rowFloats: RowLayout.slots * layout.slotStride)
    func brief(_ strategy: String, _ change: (inout SessionBrief) -> Void = { _ in }) -> SessionBrief {
      var brief = SessionBrief(
        strategy: strategy, rate: [60, 1], largestSpan: 10, seed: 1, participantCount: 1, participant: "mia",
        language: "", present: [Bool](repeating: true, count: 16), layout: layout,
        rest: [Float](repeating: 0, count: 19))
      change(&brief)
      return brief
    }
    func refusal(_ brief: SessionBrief) throws -> String {
      try #require(throws: StrategyDriverError.self) { _ = try runner.begin(brief) }.description
    }
    #expect(try refusal(brief("journal")).contains("no strategy 'journal' here"))
    #expect(try refusal(brief("ledger") { $0.rowStride += 4 }).contains("laid out in another way"))
    #expect(try refusal(brief("ledger") { $0.largestSpan = 100_000 }).contains("laid out in another way"))
    #expect(try refusal(brief("ledger") { $0.rate = [60] }).contains("a rate of 1 numbers"))
    #expect(try runner.begin(brief("ledger")) == 0)
    #expect(try refusal(brief("ledger")).contains("two takes at once"))
    #expect(try render(runner, first: 0, count: 10).calls == 1)
    // Two blocks may be asked for at once, one in each slot.
    try runner.submit(first: 10, count: 10, length: 0, slot: 0)
    try runner.submit(first: 20, count: 5, length: 0, slot: 1)
    #expect(try runner.collect().calls == 1)
    #expect(runner.rows[layout.row(9) + 12] == 19)
    #expect(try runner.collect().calls == 1)
    #expect(runner.rows[layout.slotStride + layout.row(4) + 12] == 24)
    #expect(throws: StrategyDriverError.self) { _ = try runner.collect() }
    #expect(throws: StrategyDriverError.self) { _ = try render(runner, first: 25, count: 11) }
  }
}

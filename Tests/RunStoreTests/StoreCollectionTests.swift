import Foundation
import GRDB
import Motion
import RunStore
import Runs
import Scoring
import Testing

@Suite("What nothing leads to is let go")
struct StoreCollectionTests {
  private let folder: TemporaryFolder
  private let archive: SQLiteArchive
  private let idle: String
  private let speech: String
  private let empty: String
  private let named: String

  init() throws {
    folder = try TemporaryFolder()
    archive = try SQLiteArchive(path: folder.path("store.sqlite"))
    idle = try archive.open(Samples.run())
    speech = try archive.open(Samples.run(strategy: "speech"))
    empty = try archive.open(Samples.run(strategy: "still"))
    named = try archive.open(Samples.run(strategy: "amble"))
    try archive.name("later", run: named)
    for run in [idle, speech] {
      for name in ["soup", "joke", "zoo"] { try archive.store(Samples.take(Samples.key(name)), of: run) }
      try archive.store(Samples.scores(), of: run)
    }
  }

  @Test("a trial tells and changes nothing")
  func trial() throws {
    let gone = try archive.collect(dropping: [idle], tracksOf: [speech], isTrial: true)
    #expect(gone.emptyRuns == [empty] && gone.droppedRuns == [idle] && gone.tracks == 3)
    #expect(try archive.runIDs() == [idle, speech, empty, named])
    #expect(try archive.track(of: Samples.key(), in: speech).frameCount == 200)
  }

  @Test("empty runs go, those with a name stay, dropped ones go with all they had")
  func drop() throws {
    let gone = try archive.collect(dropping: [speech])
    #expect(gone.emptyRuns == [empty])
    #expect(try archive.runIDs() == [idle, named])
    #expect(try archive.check().isEmpty)
    let left = try archive.query(
      "SELECT count(*) FROM take_score JOIN take ON take.id = take WHERE run <> '\(idle)'")
    #expect(left.rows == [[.integer(0)]])
    #expect(try archive.query("SELECT DISTINCT strategy FROM metric_mean").rows == [[.text("idle")]])
  }

  @Test("tracks go and scores, hashes and measurements stay; the file gets smaller")
  func tracks() throws {
    for seed in 2..<60 as Range<UInt64> {
      try archive.store(Samples.take(Samples.key(seed: seed)), of: speech)
    }
    let before = try archive.takes(of: speech)
    let records = try archive.records(of: speech)
    let gone = try archive.collect(tracksOf: [speech])
    #expect(gone.tracks == 61 && gone.bytesAfter < gone.bytesBefore)
    #expect(try archive.takes(of: speech) == before)
    #expect(try archive.records(of: speech) == records)
    let error = #expect(throws: RunsError.self) { try archive.track(of: Samples.key(), in: speech) }
    #expect(error == .droppedTrack(Samples.key().description, run: speech))
    #expect(try archive.track(of: Samples.key(), in: idle).frameCount == 200)
  }

  @Test("an unknown run is refused and nothing goes")
  func unknown() throws {
    #expect(throws: RunsError.self) { try archive.collect(dropping: ["gone"]) }
    #expect(try archive.runCount() == 4)
  }
}

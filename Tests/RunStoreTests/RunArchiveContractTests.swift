import Foundation
import Motion
import RunStore
import Runs
import Scoring
import Testing

/// The archives that keep the contract, by name.
enum ArchiveKind: String, CaseIterable, CustomTestStringConvertible {
  case memory, sqlite, reopened
  var testDescription: String { rawValue }
}

/// An archive under test. A reopened one writes and reads through different connections.
private struct Subject {
  let folder: TemporaryFolder
  let writing: any RunArchive
  let kind: ArchiveKind

  init(_ kind: ArchiveKind) throws {
    folder = try TemporaryFolder()
    self.kind = kind
    writing = kind == .memory ? MemoryArchive() : try SQLiteArchive(path: folder.path("store.sqlite"))
  }

  func reading() throws -> any RunArchive {
    kind == .reopened ? try SQLiteArchive(path: folder.path("store.sqlite"), readOnly: true) : writing
  }
}

@Suite("Every archive keeps the same promises")
struct RunArchiveContractTests {
  @Test("a run is opened once and taken up again; runs come oldest first", arguments: ArchiveKind.allCases)
  func open(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let ids = try ["speech", "idle", "amble"].map { try subject.writing.open(Samples.run(strategy: $0)) }
    #expect(try subject.writing.open(Samples.run(strategy: "idle")) == ids[1])
    let runs = try subject.reading().runs()
    #expect(runs.map(\.id) == ids)
    #expect(runs.map(\.run) == ["speech", "idle", "amble"].map { Samples.run(strategy: $0) })
    #expect(runs.allSatisfy { $0.takes == 0 && $0.failed == 0 && $0.scores.isEmpty })
  }

  @Test("runs are chosen by id, strategy and age", arguments: ArchiveKind.allCases)
  func selection(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let ids = try ["speech", "idle", "amble"].map { try subject.writing.open(Samples.run(strategy: $0)) }
    let other = try subject.writing.open(Samples.run(strategy: "idle", seeds: [9]))
    let archive = try subject.reading()
    #expect(try archive.runIDs() == ids + [other])
    #expect(try archive.runCount() == 4)
    func chosen(_ selection: RunSelection) throws -> [String] { try archive.runs(selection).map(\.id) }
    #expect(try chosen(RunSelection(newest: 2)) == [ids[2], other])
    #expect(try chosen(RunSelection(newest: 0)).isEmpty)
    #expect(try chosen(RunSelection(strategy: "idle")) == [ids[1], other])
    #expect(try chosen(RunSelection(strategy: "idle", newest: 1)) == [other])
    #expect(try chosen(RunSelection(ids: [other, ids[0], "gone"])) == [ids[0], other])
    #expect(try chosen(RunSelection(ids: [other, ids[0]], strategy: "idle")) == [other])
    #expect(try chosen(RunSelection(ids: [], newest: 3)).isEmpty)
  }

  @Test("a run is found by id, name, strategy or the beginning of its id", arguments: ArchiveKind.allCases)
  func find(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let speech = try subject.writing.open(Samples.run(strategy: "speech"))
    let idle = try subject.writing.open(Samples.run(strategy: "idle"))
    let later = try subject.writing.open(Samples.run(strategy: "idle", seeds: [9]))
    #expect(try subject.reading().find(RunTag.last).id == later)
    _ = try subject.writing.open(Samples.run(strategy: "idle"))
    try subject.writing.name("mine", run: speech)
    try subject.writing.name("mine", run: later)
    try subject.writing.name(RunTag.best, run: speech)
    let archive = try subject.reading()
    let meant = [
      ("idle", idle), (RunTag.last, idle), ("mine", later), (RunTag.best, speech), (later, later),
      (String(speech.prefix(9)), speech),
    ]
    for (text, id) in meant { #expect(try archive.find(text).id == id, "\(text)") }
    #expect(
      try archive.tags() == [RunTag(name: RunTag.best, run: speech), RunTag(name: "mine", run: later)])
    #expect(throws: RunsError.ambiguousRun("idle-", matches: [idle, later])) { try archive.find("idle-") }
    #expect(throws: RunsError.unknownRun("", known: [speech, idle, later])) { try archive.find("") }
    try subject.writing.name("mine", run: nil)
    #expect(throws: RunsError.self) { try subject.reading().find("mine") }
    #expect(throws: RunsError.unknownTag("mine", known: [RunTag.best])) {
      try subject.writing.name("mine", run: nil)
    }
    #expect(throws: RunsError.self) { try subject.writing.name("mine", run: "gone") }
    for taken in ["idle", speech] {
      #expect(throws: RunsError.takenName(taken)) { try subject.writing.name(taken, run: idle) }
    }
  }

  @Test(
    "a finished take comes back bit for bit, with hash, lookahead and measurements",
    arguments: ArchiveKind.allCases)
  func finished(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let run = try subject.writing.open(Samples.run())
    let keys = [Samples.key(seed: .max), Samples.key("joke"), Samples.key(seed: 1)]
    for key in keys { try subject.writing.store(Samples.take(key), of: run) }
    let archive = try subject.reading()
    #expect(try archive.finishedTakes(of: run) == Set(keys))
    let takes = try archive.takes(of: run)
    #expect(takes.map(\.key) == keys.sorted())
    #expect(takes.allSatisfy { $0.frames == 200 && $0.lookahead == 4 && $0.failure == nil })
    #expect(
      Set(takes.map(\.trackHash)) == ["195d7fd0a57b9de2a93c2dfc30b3d02f589c597162536f81e710489dbe7773ba"])
    for key in keys {
      let track = try archive.track(of: key, in: run)
      #expect(track.samples.map(\.bitPattern) == Samples.track.samples.map(\.bitPattern))
      #expect(track.layout == Samples.track.layout && track.rate == Samples.track.rate)
    }
    #expect(try archive.runs()[0].takes == 3)
    #expect(try archive.records(of: run) == MeasurementRecord.union(keys.map { Samples.records($0) }))
  }

  @Test(
    "a failed take is no finished one, and gives way to one that is; so does a finished one",
    arguments: ArchiveKind.allCases)
  func replaced(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let run = try subject.writing.open(Samples.run())
    let key = Samples.key()
    try subject.writing.store(Take(key: key, outcome: .failed(reason: "it broke; '\"ü")), of: run)
    var archive = try subject.reading()
    #expect(try archive.finishedTakes(of: run).isEmpty)
    #expect(
      try archive.takes(of: run) == [
        TakeSummary(key: key, frames: 0, lookahead: 0, trackHash: "", failure: "it broke; '\"ü")
      ])
    #expect(try archive.runs()[0].failed == 1)
    #expect(try archive.records(of: run).isEmpty)
    #expect(throws: RunsError.unknownTake(key.description, run: run, known: [])) {
      try archive.track(of: key, in: run)
    }

    try subject.writing.store(Samples.take(key), of: run)
    archive = try subject.reading()
    #expect(try archive.finishedTakes(of: run) == [key])
    #expect(try archive.runs()[0].failed == 0)
    var other = Samples.track
    other.samples[0] = 9
    try subject.writing.store(Samples.take(key, track: other, lookahead: 9), of: run)
    archive = try subject.reading()
    #expect(try archive.takes(of: run).map(\.lookahead) == [9])
    #expect(try archive.track(of: key, in: run).samples[0] == 9)
    #expect(try archive.records(of: run).count == Samples.records(key).count)

    try subject.writing.store(Take(key: key, outcome: .failed(reason: "again")), of: run)
    archive = try subject.reading()
    #expect(try archive.takes(of: run).map(\.failure) == ["again"])
    #expect(try archive.records(of: run).isEmpty)
  }

  @Test("runs do not see each other's takes, scores and remarks", arguments: ArchiveKind.allCases)
  func apart(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let one = try subject.writing.open(Samples.run(strategy: "one"))
    let two = try subject.writing.open(Samples.run(strategy: "two"))
    try subject.writing.store(Samples.take(Samples.key()), of: one)
    try subject.writing.note(["corpus.place": "/a b/c", "zeal": "ü"], of: one)
    try subject.writing.note(["corpus.place": "/d"], of: one)
    try subject.writing.note([:], of: two)
    let archive = try subject.reading()
    #expect(try archive.remarks(of: one) == ["corpus.place": "/d", "zeal": "ü", "opened": "1"])
    #expect(try archive.remarks(of: two) == ["opened": "2"])
    #expect(try archive.takes(of: two).isEmpty && archive.records(of: two).isEmpty)
  }

  @Test(
    "scores come back as they were, undefined ones with their reason, and the last ones count",
    arguments: ArchiveKind.allCases)
  func scores(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let run = try subject.writing.open(Samples.run())
    let descriptors = Metrics.descriptors
    let scores = descriptors.enumerated().map { index, descriptor in
      Score(
        metric: descriptor.id,
        value: index % 2 == 0
          ? .value([0.1, -1e-300, .leastNonzeroMagnitude, 1e308][index / 2 % 4])
          : .undefined(reason: "no phones, '\(index)'"),
        n: index, takes: index + 1, undefinedTakes: 2)
    }
    try subject.writing.store(scores.reversed(), of: run)
    try subject.writing.store(scores, of: run)
    let found = try subject.reading().runs()[0].scores
    #expect(found == scores)
    #expect(found.map { $0.value.number?.bitPattern } == scores.map { $0.value.number?.bitPattern })
  }

  @Test(
    "what is stored for a run that was never opened is refused; its lists are empty",
    arguments: ArchiveKind.allCases)
  func unknownRun(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let known = try subject.writing.open(Samples.run())
    let error = RunsError.unknownRun("nobody", known: [known])
    #expect(throws: error) { try subject.writing.store(Samples.take(Samples.key()), of: "nobody") }
    #expect(throws: error) {
      try subject.writing.store(Take(key: Samples.key(), outcome: .failed(reason: "x")), of: "nobody")
    }
    #expect(throws: error) { try subject.writing.store([Score](), of: "nobody") }
    #expect(throws: error) { try subject.writing.note(["a": "b"], of: "nobody") }
    let archive = try subject.reading()
    #expect(try archive.takes(of: "nobody").isEmpty && archive.finishedTakes(of: "nobody").isEmpty)
    #expect(try archive.records(of: "nobody").isEmpty && archive.remarks(of: "nobody").isEmpty)
    #expect(throws: RunsError.self) { try archive.track(of: Samples.key(), in: "nobody") }
  }

  @Test("measurements of some metrics or of one take are those among all", arguments: ArchiveKind.allCases)
  func chosenRecords(kind: ArchiveKind) throws {
    let subject = try Subject(kind)
    let run = try subject.writing.open(Samples.run())
    let keys = [Samples.key(), Samples.key("joke"), Samples.key(seed: 2)]
    for key in keys { try subject.writing.store(Samples.take(key), of: run) }
    let archive = try subject.reading()
    let all = try archive.records(of: run)
    #expect(try archive.records(of: run, metrics: nil, take: nil) == all)
    let some: Set = ["plateau/1", "jerk/1"]
    #expect(
      try archive.records(of: run, metrics: some, take: nil)
        == all.filter { some.contains($0.measurement.metric) })
    #expect(try archive.records(of: run, metrics: some, take: keys[1]).map(\.key) == [keys[1], keys[1]])
    #expect(
      try archive.records(of: run, metrics: nil, take: keys[2]) == all.filter { $0.key == keys[2] })
    #expect(try archive.records(of: run, metrics: [], take: nil).isEmpty)
    #expect(try archive.takeScores(of: run) == Metrics.takeScores(all))
  }

  @Test("threads may store at once", arguments: ArchiveKind.allCases)
  func threads(kind: ArchiveKind) async throws {
    let subject = try Subject(kind)
    let writing = subject.writing
    let run = try writing.open(Samples.run())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for seed in UInt64(0)..<24 {
        group.addTask { try writing.store(Samples.take(Samples.key(seed: seed)), of: run) }
      }
      try await group.waitForAll()
    }
    #expect(try subject.reading().finishedTakes(of: run).count == 24)
  }
}

import Foundation
import Motion
import Provenance
import Scoring
import StrategyHost
import Synchronization
import Testing

@testable import MetricHost

@Suite("A script measures like a metric of the house")
struct PluginMetricTests {
  @Test("several scores, their reductions and what they were made of")
  func numbers() throws {
    let metric = try Stage.metric("head-motion")
    let takes = try (1...3).map { try Stage.take($0) }
    let records = takes.map { MeasurementRecord(key: $0.key, measurement: metric.measure($0)) }
    let ids = metric.descriptors.map(\.id)
    #expect(ids.map { $0.prefix { $0 != "/" } } == ["head-motion.speaking", "head-motion.least"])
    // A head that swings by ±0.2 rad at so many radians a second: the mean of |cos| is 2/π.
    for (take, record) in zip(takes, records) {
      let seed = try #require(Double(take.key.recording.dropFirst()))
      let pace = (1 + seed / 5) * 2
      let value = try #require(record.measurement[ids[1]].number)
      #expect(value > 0.3 * 0.2 * pace && value < 0.2 * pace)
      #expect(record.measurement["frames of speech"].number == 120)
    }
    let scores = metric.reduce(records, reference: ScoringReference())
    let speaking = records.compactMap { $0.measurement[ids[0]].number }
    #expect(scores[0].value.number == speaking.reduce(0, +) / 3)
    #expect(scores[1].value.number == records.compactMap { $0.measurement[ids[1]].number }.min())
    #expect(scores.map(\.n) == [3, 3])
  }

  @Test("the first digits of the hash stand in every id, all of it in the descriptor")
  func identity() throws {
    let metric = try Stage.metric("head-motion")
    let hash = metric.contentHash.description
    #expect(metric.id == "head-motion/1.0.0+\(hash.prefix(8))")
    #expect(metric.descriptors.allSatisfy { $0.id.hasSuffix("+\(hash.prefix(8))") && $0.code == hash })
    #expect(metric.descriptors[0].identity.contains("code=\(hash)"))
    #expect(try Stage.metric("head-motion").contentHash == metric.contentHash)
  }

  @Test("a change of script, manifest or model is another metric")
  func changes() throws {
    let folder = try ScratchFolder()
    let shelf = MetricShelf(path: [], ground: Stage.ground)
    func hash(_ script: String, _ settings: [String: Any]) throws -> String {
      try shelf.load(try Stage.bundle(folder, script, settings)).contentHash.description
    }
    let model = folder.url.appendingPathComponent("model.bin")
    try Data([1]).write(to: model)
    let settings: [String: Any] = ["models": ["model.bin"]]
    let first = try hash("def measure(take): return 1", settings)
    #expect(try hash("def measure(take): return 1", settings) == first)
    #expect(try hash("def measure(take): return 2", settings) != first)
    #expect(try hash("def measure(take): return 1", settings.merging(["unit": "m"]) { $1 }) != first)
    try Data([2]).write(to: model)
    #expect(try hash("def measure(take): return 1", settings) != first)
  }

  @Test("who measures, and what was measured before, makes no difference")
  func order() throws {
    let takes = try (1...6).map { try Stage.take($0) }
    let metric = try Stage.metric("head-motion")
    let alone = takes.map { metric.measure($0) }
    #expect(takes.reversed().map { metric.measure($0) } == alone.reversed())
    let many = try Stage.metric("head-motion")
    let found = Mutex<[Int: TakeMeasurement]>([:])
    DispatchQueue.concurrentPerform(iterations: takes.count) { index in
      let measurement = many.measure(takes[index])
      found.withLock { $0[index] = measurement }
    }
    #expect(takes.indices.map { found.withLock { $0 }[$0] } == alone)
  }

  @Test("what a manifest needs is seen to before the script is called")
  func needs() throws {
    let folder = try ScratchFolder()
    let metric = try Stage.shelf.load(
      Stage.bundle(folder, "def measure(take): return 1", ["needs": ["phones"]]))
    #expect(metric.measure(try Stage.take())[metric.id].reason == "no phones")
    let second = try ScratchFolder()
    let performed = try Stage.shelf.load(
      Stage.bundle(second, "def measure(take): return 1", ["needs": ["performance"]]))
    #expect(performed.measure(try Stage.take())[performed.id].reason == "the recording holds no performance")
  }

  @Test("rows of all takes are reduced by the script, against the held-out sessions")
  func sets() throws {
    var metric = try Stage.metric("head-spread")
    let reference = try Stage.reference()
    let takes = try (1...3).map { try Stage.take($0, reference: reference) }
    let records = takes.map { MeasurementRecord(key: $0.key, measurement: metric.measure($0)) }
    #expect(records.allSatisfy { $0.measurement.series["rows"]?.count == 40 })
    #expect(metric.reduce(records, reference: reference)[0].value.reason?.contains("held-out") == true)
    try metric.learn(from: takes)
    #expect(metric.reduce(records, reference: reference)[0].value == .value(1))
    let one = metric.reduce(Array(records.prefix(1)), reference: reference)[0]
    #expect(one.value.number != nil && one.value != .value(1) && one.takes == 1)
    #expect(metric.reduce([], reference: reference)[0].value.number == nil)
  }

  @Test("an encoder's distance is that of its own points, 0 for the sessions themselves")
  func distance() throws {
    var metric = try Stage.metric("frozen")
    #expect(metric.descriptors.map { $0.id.prefix { $0 != "/" } } == ["fgd.frozen", "fgd.frozen.limit"])
    let sessions = try (1...3).map { try Stage.take($0, seconds: 60) }
    try metric.learn(from: sessions)
    func scores(_ takes: [TakeEvidence]) -> [Score] {
      metric.reduce(
        takes.map { MeasurementRecord(key: $0.key, measurement: metric.measure($0)) },
        reference: ScoringReference())
    }
    let own = scores(sessions)
    #expect((own[0].value.number ?? 1) < 1e-9 && own[0].n == 3)
    let others = scores(try (4...6).map { try Stage.take($0, seconds: 60) })
    #expect((others[0].value.number ?? 0) > 1e-5)
    #expect((others[1].value.number ?? .infinity) < (others[0].value.number ?? 0) + 1)
    let few = scores(try (4...5).map { try Stage.take($0, seconds: 10) })
    #expect(few[0].value.reason == "10 windows that do not overlap, at least 30 are needed")
    // Without the script the distance can still be taken of what was measured.
    let records = sessions.map { MeasurementRecord(key: $0.key, measurement: metric.measure($0)) }
    let kept = try JSONDecoder().decode(ForeignMetric.self, from: JSONEncoder().encode(metric.kept))
    #expect(kept.reduce(records, reference: ScoringReference()) == own)
  }

  @Test("a take that lacks the encoder's channels has no value")
  func channels() throws {
    let folder = try ScratchFolder()
    let bundle = try Stage.bundle(
      folder, kind: .encoder, "def encode(windows): return windows.mean(axis=1)",
      ["channels": ["head.rotation", "hips.rotation"]])
    let metric = try Stage.shelf.load(bundle)
    let reason = metric.measure(try Stage.take())[metric.id].reason
    #expect(reason == "the take lacks 1 of 2 channels of the encoder (hips.rotation)")
  }

  /// What a script does, with what settings, and what its score then says.
  static let misdeeds: [(name: String, script: String, settings: [String: Double], said: String)] = [
    (
      "raises", "def measure(take):\n    return [][take.frames]", [:],
      "IndexError: list index out of range (metric.py:2 in measure)"
    ),
    ("gives NaN", "def measure(take): return float('nan')", [:], "metric.py:1: measure gave nan"),
    ("gives text", "def measure(take): return 'fast'", [:], "metric.py:1: measure gave str 'fast'"),
    ("gives nothing", "def measure(take): pass", [:], "measure gave None"),
    ("gives an array", "import numpy\ndef measure(take): return numpy.zeros((2, 3))", [:], "shape (2, 3)"),
    (
      "sleeps", "import time\ndef measure(take): time.sleep(60)", ["wall": 1.5],
      "no answer within 1.5 s in measure"
    ),
    (
      "spins", "def measure(take):\n    while True: pass", ["cpu": 1],
      "more than 1 s of processor time in measure"
    ),
    (
      "eats memory", "def measure(take):\n    hoard = []\n    while True: hoard.append(bytearray(1 << 24))",
      ["memory": 300], "300 MiB are allowed"
    ),
    ("exits", "def measure(take): exit(4)", [:], "it ends the process with 4 (metric.py:1)"),
    ("dies", "import os\ndef measure(take): os._exit(5)", [:], "exit code 5 in measure"),
    ("crashes", "import ctypes\ndef measure(take): return ctypes.string_at(0)", [:], "signal 11"),
    ("closes its line", "import os\ndef measure(take): os.close(3)", [:], "its process"),
    ("writes", "def measure(take): take.rows[0] = 1", [:], "ValueError"),
  ]

  @Test("whatever a script does costs its own score alone, and says where", arguments: misdeeds.indices)
  func misdeed(index: Int) throws {
    let misdeed = Self.misdeeds[index]
    let folder = try ScratchFolder()
    let notes = Mutex<[String]>([])
    let metric = try Stage.shelf.load(
      Stage.bundle(folder, misdeed.script, ["limits": misdeed.settings]),
      heed: { _, note in notes.withLock { $0.append(note) } })
    let measurement = metric.measure(try Stage.take())
    let value = measurement[metric.id]
    #expect(value.number == nil, "\(misdeed.name)")
    #expect(value.reason?.contains(misdeed.said) == true, "\(misdeed.name): \(value.reason ?? "")")
    #expect(value.reason?.contains(folder.url.path) == false, "no path of this machine")
    #expect(value.reason?.contains("strategy.json") == false)
    // The next take finds a fresh process, or the old one well.
    let next = metric.measure(try Stage.take())[metric.id].reason
    #expect(next?.contains(misdeed.said) == true, "\(misdeed.name), again: \(next ?? "")")
  }

  @Test("what it prints is a note, and neither answer nor end")
  func prints() throws {
    let folder = try ScratchFolder()
    let notes = Mutex<[String]>([])
    let metric = try Stage.shelf.load(
      Stage.bundle(folder, "def measure(take):\n    print('{\"values\": {}}\\0' * 3)\n    return 1"),
      heed: { _, note in notes.withLock { $0.append(note) } })
    #expect(metric.measure(try Stage.take())[metric.id] == .value(1))
    #expect(notes.withLock { $0 }.contains { $0.contains("printed: ") })
  }

  @Test("a script that does not load, or lacks its function, ends before anything is measured")
  func unloadable() throws {
    for (script, said) in [
      ("import nowhere_at_all", "metric.py:1"), ("def measure(take:", "metric.py:1"),
      ("measure = 3", "has no function measure"), ("exit(2)", "ends the process with 2"),
    ] {
      let folder = try ScratchFolder()
      let bundle = try Stage.bundle(folder, script)
      let error = #expect(throws: MetricHostError.self) { try Stage.shelf.load(bundle) }
      #expect(error?.description.contains(said) == true, "\(error?.description ?? "")")
    }
  }

  @Test("loading has a limit of its own, which the message names with the file", arguments: [true, false])
  func slowLoading(spins: Bool) throws {
    let folder = try ScratchFolder()
    let bundle = try Stage.bundle(
      folder, spins ? "while True: pass" : "import time\ntime.sleep(90)", ["limits": ["load": 2.5]])
    let clock = ContinuousClock()
    let began = clock.now
    let error = #expect(throws: MetricHostError.self) { try Stage.shelf.load(bundle) }
    #expect(clock.now - began < .seconds(30))
    let text = error?.description ?? ""
    #expect(text.contains("metric.py") && text.contains("limits.load of metric.json"), "\(text)")
  }

  @Test(
    "a program that is no interpreter is never given a path", arguments: ["/bin/rm", "/bin/sh", "/bin/cat"])
  func notAnInterpreter(program: String) throws {
    let folder = try ScratchFolder()
    let worker = Stage.checkout.appendingPathComponent("Sources/Python/mien/worker.py")
    // A copy of the package: the one that stands here is not put at risk by a test.
    let copy = folder.url.appendingPathComponent("package/mien/worker.py")
    try FileManager.default.createDirectory(
      at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: worker, to: copy)
    let home = folder.url.appendingPathComponent("package")
    let shelf = MetricShelf(
      path: [], ground: .init(worker: Stage.ground.worker, python: home, copies: Stage.ground.copies))
    let bundle = try Stage.bundle(folder, "def measure(take): return 1", ["python": program])
    let error = #expect(throws: MetricHostError.self) { try shelf.load(bundle) }
    #expect(
      error?.description.contains("\(program) is no Python interpreter") == true,
      "\(error?.description ?? "")")
    #expect(FileManager.default.fileExists(atPath: copy.path))
  }

  @Test("an interruption ends it")
  func interruption() throws {
    let folder = try ScratchFolder()
    let isStopped = Atomic(false)
    let metric = try Stage.shelf.load(
      Stage.bundle(folder, "import time\ndef measure(take): time.sleep(60)"),
      shouldStop: { isStopped.load(ordering: .relaxed) })
    isStopped.store(true, ordering: .relaxed)
    #expect(throws: MetricHostError.self) { try metric.attempt(try Stage.take()) }
  }
}

import Catalog
import Conversation
import Evaluation
import Foundation
import Motion
import Provenance
import Runs
import Scoring
import Speech
import StrategyHost
import Synchronization

/// A folder of a test's own that goes with it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// A corpus of short made-up talks, and strategies to perform them.
struct Stage {
  let folder: TemporaryFolder
  let corpus: Corpus

  private static let executables: URL = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: path).deletingLastPathComponent()
  }()
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// - Parameter estimated: whether the phones' times were spread by rule, so that measures hear the voice.
  init(recordings: Int = 4, estimated: Bool = false) throws {
    folder = try TemporaryFolder()
    var draft = CorpusDraft(
      id: "made-up", title: "Made up", language: "en", licence: "CC0-1.0", evidence: .synthetic,
      about: "For tests.")
    for number in 0..<recordings {
      let talk = Self.talk("talk\(number)", number: number, estimated: estimated)
      draft.entries.append(.init(recording: talk, audio: ["mia": try Self.voice(seed: number)]))
    }
    corpus = try draft.write(to: folder.url.appendingPathComponent("corpus"), force: false)
  }

  private static func talk(_ id: String, number: Int, estimated: Bool) -> Recording {
    var log: [Record] = []
    let phones = ["HH", "AH0", "L", "OW1", "M", "AA1", "P", "IY1"]
    for index in 0..<64 {
      let start = MediaTime.milliseconds(Int64(300 + index * 110 + number * 13))
      if index % 4 == 0 {
        log.append(
          Record(
            id: "w\(index)", kind: .word, participant: "mia", start: start, end: start + .milliseconds(400),
            text: "word", isEstimated: estimated))
      }
      log.append(
        Record(
          id: "p\(index)", kind: .phone, participant: "mia", start: start, end: start + .milliseconds(100),
          text: phones[(index + number) % phones.count], isEstimated: estimated))
    }
    return Recording(
      id: id, participants: [.init(id: "mia", role: .character), .init(id: "tom", role: .partner)],
      duration: .milliseconds(8000), log: log)
  }

  /// A buzz that rises and falls four times a second.
  private static func voice(seed: Int) throws -> Waveform {
    let samples = (0..<128_000).map { index -> Float in
      let time = Float(index) / 16_000
      let swell = 0.5 - 0.5 * cosf(2 * .pi * 4 * time)
      return 0.2 * swell * sinf(2 * .pi * Float(140 + 10 * seed) * time)
    }
    return try Waveform(sampleRate: 16_000, samples: samples.map { ($0 * 32768).rounded() / 32768 })
  }

  func plan(seeds: [UInt64] = [1, 2], jobs: Int = 1, corpus other: Corpus? = nil) -> EvaluationPlan {
    EvaluationPlan(
      corpus: other ?? corpus,
      cast: .init(
        input: .init(id: "nova", contentHash: "n1", evidence: .synthetic), casting: Casting(),
        reference: ScoringReference(), place: "/characters/nova"),
      arrival: .known, seeds: seeds, jobs: jobs)
  }

  static func contender(
    _ plugin: String, parameters: [String: Double] = [:], rehearsal: [RehearsalSession] = []
  ) throws
    -> EvaluationPlan.Contender
  {
    let bundle = try StrategyBundle(
      folder: checkout.appendingPathComponent("Plugins/\(plugin)"), librariesBeside: executables)
    return .init(
      try TakeRenderer(
        bundle, parameters: parameters, execution: .isolated(ground), rehearsal: rehearsal),
      bundleHash: try bundle.contentHash())
  }

  static let ground = WorkerGround(
    worker: executables.appendingPathComponent("mien-worker"), python: nil,
    copies: FileManager.default.temporaryDirectory.appendingPathComponent("mien-evaluation-tests"))

  func ledger(_ parameters: [String: Double] = [:]) throws -> EvaluationPlan.Contender {
    try fixture("ledger", library: "libLedger.so", parameters: parameters)
  }

  /// A strategy that misbehaves in the way that its id says.
  func rogue(_ misdeed: String) throws -> EvaluationPlan.Contender {
    try fixture(misdeed, library: "libRogue.so")
  }

  private func fixture(
    _ id: String, library: String, parameters: [String: Double] = [:]
  ) throws -> EvaluationPlan.Contender {
    let place = folder.url.appendingPathComponent("\(id).strategy")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data(#"{"schema": "mien.strategy/1", "id": "\#(id)", "library": "\#(library)"}"#.utf8)
      .write(to: place.appendingPathComponent("strategy.json"))
    let bundle = try StrategyBundle(folder: place, librariesBeside: Self.executables)
    return .init(
      try TakeRenderer(bundle, parameters: parameters, execution: .isolated(Self.ground)),
      bundleHash: try bundle.contentHash())
  }
}

/// An archive that counts what is stored and can end the work after so many takes.
final class CountingArchive: RunArchive {
  private let inner = MemoryArchive()
  private let counted = Mutex(0)
  private let limit: Int

  init(limit: Int = .max) { self.limit = limit }

  /// Takes that were stored.
  var stored: Int { counted.withLock { $0 } }
  var isFull: Bool { stored >= limit }

  /// Starts to count anew.
  func reset() { counted.withLock { $0 = 0 } }

  func open(_ run: Run) throws -> String { try inner.open(run) }
  func note(_ remarks: [String: String], of run: String) throws { try inner.note(remarks, of: run) }
  func remarks(of run: String) throws -> [String: String] { try inner.remarks(of: run) }
  func finishedTakes(of run: String) throws -> Set<TakeKey> { try inner.finishedTakes(of: run) }
  func store(_ take: Take, of run: String) throws {
    try inner.store(take, of: run)
    counted.withLock { $0 += 1 }
  }
  func store(_ scores: [Score], of run: String) throws { try inner.store(scores, of: run) }
  func runs(_ selection: RunSelection) throws -> [RunSummary] { try inner.runs(selection) }
  func runCount() throws -> Int { try inner.runCount() }
  func runIDs() throws -> [String] { try inner.runIDs() }
  func lastOpened(of strategy: String?) throws -> String? { try inner.lastOpened(of: strategy) }
  func name(_ name: String, run: String?) throws { try inner.name(name, run: run) }
  func tags() throws -> [RunTag] { try inner.tags() }
  func takes(of run: String) throws -> [TakeSummary] { try inner.takes(of: run) }
  func records(of run: String) throws -> [MeasurementRecord] { try inner.records(of: run) }
  func track(of key: TakeKey, in run: String) throws -> Track { try inner.track(of: key, in: run) }
}

import Catalog
import Dispatch
import Foundation
import Motion
import Provenance
import RunStore
import Runs
import Scoring
import Synchronization

/// The folder of a ``ScoringScene`` and what a process of ours does with it: `mien-bench score FOLDER …`, a process of
/// its own, so that its whole time and memory stand beside those of another program.
struct ScoringWork {
  /// What such a process prints.
  struct Result: Codable {
    /// Defined scores by id.
    var scores: [String: Double]
    /// Scores of the whole set.
    var count: Int
    /// Seconds of the work in it, by the clock.
    var seconds: Double
  }

  private struct Unusable: Error, CustomStringConvertible {
    var description: String
  }

  static let styleHash = "bench"
  let folder: URL

  private func place(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// Writes scene, reference and samples: an hour, and its sessions before it.
  func write(takes: Int) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let own = ScenePerformer()
    let others = [
      ScenePerformer(level: 0.35, lean: -0.2, size: 0.8, pace: 1.3),
      ScenePerformer(level: 0.15, lean: 0.3, size: 1.3, pace: 0.7),
      ScenePerformer(level: 0.27, lean: 0.08, size: 1.05, pace: 1.02),
    ]
    var sessions = ScoringScene()
    sessions.takes = (0..<8).map { ScenePerformer.script(1000 + $0) }
    var evidence: [TakeEvidence] = []
    var cast: [StyleCast.Session] = []
    for (index, take) in sessions.takes.enumerated() {
      for (number, performer) in ([own] + (index < 4 ? others : [])).enumerated() {
        let samples = performer.samples(of: take, seed: UInt64(5000 + 100 * number + index))
        let session = sessions.evidence(index, samples, ScoringReference())
        if number == 0 { evidence.append(session) }
        cast.append(
          StyleCast.Session(
            performer: number == 0 ? ScoringScene.performer : "other-\(number)", id: "\(index)",
            recording: "bench:\(take.recording)/\(ScoringScene.performer)", track: session.track))
      }
    }
    var reference = ScoringReference(sessions: evidence)
    let style = StyleReference(
      StyleCast(character: ScoringScene.performer, sessions: cast), hash: Self.styleHash)
    reference.style = style
    try CanonicalJSON.encode(reference).write(to: place("reference.json"))
    try style.cached().write(to: place("style.json"))
    var scene = ScoringScene()
    scene.takes = (0..<takes).map(ScenePerformer.script)
    try JSONEncoder().encode(scene).write(to: place("scene.json"))
    try Data().write(to: place("takes.f32"))
    let file = try FileHandle(forWritingTo: place("takes.f32"))
    defer { try? file.close() }
    for (index, take) in scene.takes.enumerated() {
      let samples = own.samples(of: take, seed: UInt64(index))
      try file.write(contentsOf: samples.withUnsafeBytes { Data($0) })
    }
  }

  /// The scene without its samples.
  func scene() throws -> ScoringScene {
    try JSONDecoder().decode(ScoringScene.self, from: Data(contentsOf: place("scene.json")))
  }

  /// What scores are held against.
  func reference() throws -> ScoringReference {
    var reference = try JSONDecoder().decode(
      ScoringReference.self, from: Data(contentsOf: place("reference.json")))
    reference.style = StyleReference(
      cached: try Data(contentsOf: place("style.json")), hash: Self.styleHash)
    return reference
  }

  /// Samples of a take, or of several that follow each other.
  func samples(_ takes: Range<Int>) throws -> [Float] {
    let size = ScoringScene.frames * ScoringScene.layout.width
    let file = try FileHandle(forReadingFrom: place("takes.f32"))
    defer { try? file.close() }
    try file.seek(toOffset: UInt64(takes.lowerBound * size * 4))
    guard let bytes = try file.read(upToCount: takes.count * size * 4), bytes.count == takes.count * size * 4
    else { throw Unusable(description: "takes.f32 is too short: run the benchmark again") }
    return [Float](unsafeUninitializedCapacity: takes.count * size) { target, count in
      _ = bytes.copyBytes(to: UnsafeMutableRawBufferPointer(target))
      count = takes.count * size
    }
  }

  /// Measures takes on a number of threads; `times` reads the whole corpus over and over under new names.
  private func measure(
    jobs: Int, times: Int, metrics: [any Metric]
  ) throws -> (records: [MeasurementRecord], ScoringReference) {
    let scene = try scene()
    let reference = try reference()
    let next = Atomic(0)
    let total = scene.takes.count * times
    let records = Mutex([[MeasurementRecord]](repeating: [], count: total))
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while true {
        let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard unit < total else { return }
        do {
          let index = unit % scene.takes.count
          var renamed = scene
          renamed.takes[index].recording += unit < scene.takes.count ? "" : "-\(unit / scene.takes.count)"
          let take = renamed.evidence(index, try samples(index..<index + 1), reference)
          let made = metrics.map { MeasurementRecord(key: take.key, measurement: $0.measure(take)) }
          records.withLock { $0[unit] = made }
        } catch { failure.withLock { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return (records.withLock { $0.flatMap { $0 } }, reference)
  }

  private static func run(_ reference: ScoringReference) throws -> Run {
    Run(
      source: Run.Source(id: "bench", version: "1", parameters: [:], contentHash: ""),
      corpus: Run.Input(id: "bench", contentHash: "", evidence: .synthetic),
      character: Run.Input(id: ScoringScene.performer, contentHash: "", evidence: .synthetic),
      arrival: "known/1", given: nil, seeds: [1], rate: Run.Rate(ScoringScene.rate), metricsHash: "",
      referenceHash: ContentHash(of: try CanonicalJSON.encode(reference)).description)
  }

  /// Scores the corpus, and keeps takes and measurements in a store where that is asked for.
  func score(jobs: Int, times: Int, keeps: Bool, metrics: [any Metric]) throws -> Result {
    let start = ContinuousClock.now
    let (records, reference) = try measure(jobs: jobs, times: times, metrics: metrics)
    let scores = try Metrics.reduce(records, reference: reference)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if keeps {
      let archive = try SQLiteArchive(path: place("store.sqlite").path)
      let run = try archive.open(try Self.run(reference))
      for (key, own) in Dictionary(grouping: records, by: \.key).sorted(by: { $0.key < $1.key }) {
        let empty = Track(layout: ScoringScene.layout, rate: ScoringScene.rate, frameCount: 1)
        try archive.store(
          Runs.Take(key: key, outcome: .finished(track: empty, lookahead: 0, records: own)), of: run)
      }
      try archive.store(scores, of: run)
    }
    return Self.result(scores, seconds)
  }

  /// Measures one take again, keeps it, and makes the run's scores from what is in the store.
  func rescore(_ take: Int) throws -> Result {
    let start = ContinuousClock.now
    let scene = try scene()
    let reference = try reference()
    let archive = try SQLiteArchive(path: place("store.sqlite").path)
    let run = try archive.open(try Self.run(reference))
    let evidence = scene.evidence(take, try samples(take..<take + 1), reference)
    try archive.store(
      Runs.Take(
        key: evidence.key,
        outcome: .finished(track: evidence.track, lookahead: 0, records: Metrics.measure(evidence))), of: run)
    let scores = try Metrics.reduce(try archive.records(of: run), reference: reference)
    try archive.store(scores, of: run)
    return Self.result(scores, (ContinuousClock.now - start) / .seconds(1))
  }

  private static func result(_ scores: [Score], _ seconds: Double) -> Result {
    Result(
      scores: Dictionary(
        uniqueKeysWithValues: scores.compactMap { score in score.value.number.map { (score.metric, $0) } }),
      count: scores.count, seconds: seconds)
  }

  /// Does what a command line asks for and prints JSON.
  static func perform(_ words: [String]) throws {
    guard let folder = words.first else { throw Unusable(description: "score needs a folder") }
    func number(_ option: String) -> Int? {
      words.firstIndex(of: option).flatMap { $0 + 1 < words.count ? Int(words[$0 + 1]) : nil }
    }
    let chosen = words.firstIndex(of: "--metrics").flatMap { place in
      place + 1 < words.count ? words[place + 1].split(separator: ",").map(String.init) : nil
    }
    let work = ScoringWork(folder: URL(fileURLWithPath: folder))
    let result =
      try number("--take").map { try work.rescore($0) }
      ?? work.score(
        jobs: number("--jobs") ?? 1, times: number("--times") ?? 1, keeps: words.contains("--keep"),
        metrics: try chosen.map { try $0.map { try Metrics.metric($0) } } ?? Metrics.all)
    FileHandle.standardOutput.write(try PrettyJSON.encode(result))
  }
}

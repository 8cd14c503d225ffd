import Foundation
import Motion
import Provenance
import RunStore
import Runs
import Scoring

/// Measures a store that has grown: ten thousand runs with every score.
struct StoreBenchmark {
  /// What is printed.
  struct Report: Encodable {
    var runs: Int
    var scoresPerRun: Int
    var megabytes: Double
    /// Opening a run, keeping one take without its track's work, and its scores; amortised.
    var storeRunMilliseconds: Double
    /// The youngest 50 runs with their scores, in this process, store opened anew.
    var firstPageMilliseconds: Double
    /// `mien runs`, a process of its own; `nil` where it cannot be run.
    var runsCommandMilliseconds: Double?
    /// Scores and values of the takes of 20 runs.
    var readTwentyRunsMilliseconds: Double
    /// The best 20 runs by one score.
    var bestTwentyMilliseconds: Double
    /// The mean of every score per strategy.
    var meansMilliseconds: Double
    /// Finding a run by the beginning of its id.
    var findMilliseconds: Double
  }

  /// The program whose start-up is measured too.
  let mien: String
  var runs = 10_000

  func run() throws -> Report {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-store-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("grown.sqlite").path
    let filled = try fill(path)
    func opened<Result>(_ work: (SQLiteArchive) throws -> Result) throws -> Double {
      try Stopwatch.median(9) { _ = try work(SQLiteArchive(path: path, readOnly: true)) }.wall * 1000
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let metric = Metrics.descriptors[0].id
    return Report(
      runs: runs, scoresPerRun: Metrics.descriptors.count,
      megabytes: Double((attributes[.size] as? Int) ?? 0) / 1e6,
      storeRunMilliseconds: filled.seconds * 1000 / Double(runs),
      firstPageMilliseconds: try opened { try $0.runs(RunSelection(newest: 50)) },
      runsCommandMilliseconds: Stopwatch.process([mien, "runs", "--store", path], repeats: 9),
      readTwentyRunsMilliseconds: try opened { archive in
        for id in filled.ids.suffix(20) {
          _ = try archive.runs(RunSelection(ids: [id]))
          _ = try archive.takeScores(of: id)
        }
      },
      bestTwentyMilliseconds: try opened {
        try $0.query("SELECT run, value FROM score WHERE metric = '\(metric)' ORDER BY value DESC LIMIT 20")
      },
      meansMilliseconds: try opened { try $0.query("SELECT strategy, metric, mean FROM metric_mean") },
      findMilliseconds: try opened { try $0.find(String(filled.ids[runs / 2].dropLast(1))) })
  }

  /// Stores runs of eight strategies, one short take each, with a value for every score.
  private func fill(_ path: String) throws -> (ids: [String], seconds: Double) {
    let archive = try SQLiteArchive(path: path)
    var random = SplitMix(state: 1)
    let descriptors = Metrics.descriptors
    let track = Track(
      layout: ChannelLayout([Channel("jawOpen", kind: .weight)]), rate: .fps60, frameCount: 60)
    var ids: [String] = []
    let start = ContinuousClock.now
    for number in 0..<runs {
      let run = Run(
        source: .init(
          id: "strategy\(number % 8)", version: "1.0.0", parameters: ["gain": Double(number)],
          contentHash: "b"),
        corpus: .init(id: "parlor", contentHash: "c", evidence: .synthetic),
        character: .init(id: "nova", contentHash: "n", evidence: .synthetic), arrival: "agent/1", seeds: [1],
        rate: .init(.fps60), metricsHash: "m", referenceHash: "r")
      let id = try archive.open(run)
      ids.append(id)
      try archive.store(
        Take(
          key: TakeKey(recording: "joke", participant: "nova", seed: 1),
          outcome: .finished(track: track, lookahead: 0, records: [])), of: id)
      try archive.store(
        descriptors.map {
          Score(metric: $0.id, value: ScoreValue(random.next()), n: 1, takes: 1, undefinedTakes: 0)
        }, of: id)
    }
    return (ids, (ContinuousClock.now - start) / .seconds(1))
  }

  /// Numbers in 0 ..< 1 from a state (SplitMix64).
  private struct SplitMix {
    var state: UInt64
    mutating func next() -> Double {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
    }
  }
}

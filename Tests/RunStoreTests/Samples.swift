import Conversation
import Foundation
import Motion
import Provenance
import Runs
import Scoring

/// A folder of a test's own that goes with it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

enum Samples {
  static func run(strategy: String = "idle", seeds: [UInt64] = [1, .max]) -> Run {
    Run(
      source: .init(id: strategy, version: "1.0.0", parameters: ["energy": 0.1], contentHash: "b1"),
      corpus: .init(id: "parlor", contentHash: "c1", evidence: .synthetic),
      character: .init(id: "nova", contentHash: "n1", evidence: .real), arrival: "agent/1", seeds: seeds,
      rate: .init(FrameRate(numerator: 30000, denominator: 1001) ?? .fps60), metricsHash: "m1",
      referenceHash: "r1")
  }

  static func key(_ recording: String = "soup", seed: UInt64 = 1) -> TakeKey {
    TakeKey(recording: recording, participant: "mia", seed: seed)
  }

  /// A short track with every sort of number that a Float32 can be wrong about.
  static let track: Track = {
    let layout = ChannelLayout([
      Channel("jawOpen", kind: .weight), Channel("head.rotation", kind: .rotation),
      Channel("grüße \"x\"", kind: .weight),
    ])
    let odd: [Float] = [
      -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
      0.1,
    ]
    let samples = (0..<200).flatMap { frame in
      [odd[frame % odd.count], 0, 0, 0, 1, Float(frame) / 7] as [Float]
    }
    return Track(
      layout: layout, rate: FrameRate(numerator: 30000, denominator: 1001) ?? .fps60, samples: samples)
  }()

  /// What every metric finds in a face at rest.
  static func records(_ key: TakeKey) -> [MeasurementRecord] {
    Metrics.measure(
      TakeEvidence(
        key: key, track: Track(layout: track.layout, rate: track.rate, frameCount: 60),
        happened: Happened(Recording(id: key.recording, participants: [], duration: .zero, log: [])),
        duration: .milliseconds(2000)))
  }

  static func take(_ key: TakeKey, track: Track = track, lookahead: Int = 4) -> Take {
    Take(key: key, outcome: .finished(track: track, lookahead: lookahead, records: records(key)))
  }
}

extension Samples {
  /// What the metrics make of two such takes together.
  static func scores() -> [Score] {
    let records = try? MeasurementRecord.union([records(key()), records(key("joke"))])
    return (try? Metrics.reduce(records ?? [], reference: ScoringReference())) ?? []
  }
}

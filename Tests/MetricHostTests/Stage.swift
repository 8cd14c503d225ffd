import Conversation
import Foundation
import Motion
import Scoring
import StrategyHost

@testable import MetricHost

/// Where the metrics of tests stand, what runs them, and takes for them to measure.
enum Stage {
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let fixtures = checkout.appendingPathComponent("Tests/Fixtures/Metrics")

  static let ground = WorkerGround(
    worker: URL(fileURLWithPath: "/nowhere"), python: checkout.appendingPathComponent("Sources/Python"),
    copies: FileManager.default.temporaryDirectory)

  static let shelf = MetricShelf(path: [fixtures], ground: ground)

  /// A metric of the fixtures, loaded.
  static func metric(_ id: String) throws -> PluginMetric { try shelf.load(try shelf.bundle(id)) }

  /// A bundle made of a few lines.
  static func bundle(
    _ folder: ScratchFolder, kind: MetricBundle.Kind = .metric, _ script: String,
    _ settings: [String: Any] = [:]
  ) throws -> MetricBundle {
    var manifest: [String: Any] = [
      "schema": "mien.\(kind)/1", "id": "sample", "version": "1.0.0", "title": "Sample",
      "summary": "A sample.",
    ]
    switch kind {
    case .metric: manifest["direction"] = "higher"
    case .encoder: manifest.merge(["fps": 30, "window": 30, "channels": ["jawOpen"]]) { $1 }
    }
    manifest.merge(settings) { $1 }
    manifest = manifest.filter { !($0.value is NSNull) }
    try JSONSerialization.data(withJSONObject: manifest, options: .sortedKeys)
      .write(to: folder.url.appendingPathComponent(kind.manifest))
    try Data(script.utf8).write(to: folder.url.appendingPathComponent("\(kind).py"))
    return try MetricBundle(folder: folder.url, kind: kind)
  }

  /// A take of a head, a neck and a jaw that move as the seed says, with one word a second.
  static func take(
    _ seed: UInt64 = 1, recording: String? = nil, seconds: Int = 10, fps: Int32 = 30,
    reference: ScoringReference = ScoringReference()
  ) throws -> TakeEvidence {
    let channels: [Channel] = [.rotation(of: .head), .rotation(of: .neck), .weight("jawOpen")]
    let layout = ChannelLayout(channels)
    guard let rate = FrameRate(numerator: fps, denominator: 1) else { throw CocoaError(.featureUnsupported) }
    var track = Track(layout: layout, rate: rate, frameCount: seconds * Int(fps))
    let pace = 1 + Double(seed % 7) / 5
    for frame in 0..<track.frameCount {
      let time = Double(frame) / Double(fps)
      for (at, phase) in [(0, 0.0), (4, 1.0)] {
        let half = 0.1 * sin(time * pace * 2 + phase + Double(seed))
        track[frame, at + 1] = Float(sin(half))
        track[frame, at + 3] = Float(cos(half))
      }
      track[frame, 8] = Float(0.5 + 0.5 * sin(time * pace * 5))
    }
    let words = (0..<seconds).map { second in
      Record(
        id: "w\(second)", kind: .word, participant: "me", arrival: .zero,
        start: MediaTime(seconds: Double(second) + 0.2), end: MediaTime(seconds: Double(second) + 0.6),
        text: "word")
    }
    let name = recording ?? "r\(seed)"
    let log = Recording(
      id: name, participants: [], duration: .milliseconds(Int64(seconds) * 1000), log: words)
    return TakeEvidence(
      key: TakeKey(recording: name, participant: "me", seed: 1), track: track, happened: Happened(log),
      duration: .milliseconds(Int64(seconds) * 1000), reference: reference)
  }

  /// A reference of a few takes.
  static func reference() throws -> ScoringReference {
    ScoringReference(sessions: try (1...3).map { try take($0) })
  }
}

/// A folder that goes with its owner.
final class ScratchFolder {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-metric-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
}

import Foundation
public import Motion
import StrategyDriver

/// A recorded session of the character that strategies may learn from; never one on which they are scored.
public struct RehearsalSession: Sendable {
  /// Its id.
  public var id: String
  /// Its motion.
  public var track: Track

  /// Makes a session.
  public init(id: String, track: Track) {
    self.id = id
    self.track = track
  }

  private struct Header: Encodable {
    struct Channel: Encodable {
      var name: String
      var kind: String
    }
    var id: String
    var rate: [Int32]
    var frames: Int
    var channels: [Channel]
  }

  /// Hands sessions to a runner, before its first take.
  static func hand(_ sessions: [RehearsalSession], to runner: any StrategyRunner) throws {
    guard !sessions.isEmpty else { return }
    let writer = FeedWriter(runner.inbox(0)) { try runner.rehearse($0) }
    for session in sessions {
      let track = session.track
      let header = Header(
        id: session.id, rate: [track.rate.numerator, track.rate.denominator], frames: track.frameCount,
        channels: track.layout.channels.map { Header.Channel(name: $0.name, kind: $0.kind.rawValue) })
      let json = Array(try JSONEncoder().encode(header))
      try track.samples.withUnsafeBufferPointer { try writer.rehearsal(header: json, rows: $0) }
    }
    try writer.finish()
  }
}

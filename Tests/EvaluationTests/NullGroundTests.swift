import Catalog
import Conversation
import Foundation
import Motion
import Runs
import Scoring
import Synchronization
import Testing

@testable import Evaluation

@Suite struct NullGroundTests {
  private static let sessions = (0..<4).map(NullScaleTests.clip)
  private static let scale = NullScale(ScoringReference(sessions: sessions))

  private static func score(_ recording: String, _ seed: UInt64, _ value: Double?) -> TakeScore {
    TakeScore(
      metric: "amplitude.ratio/1", key: TakeKey(recording: recording, participant: "mia", seed: seed),
      value: value.map { .value($0) } ?? .undefined(reason: "none"))
  }

  @Test func deviationsAreBetweenConversations() {
    let found = NullGround.deviations(of: [
      Self.score("a", 0, 1), Self.score("b", 0, 2), Self.score("b", 1, 4), Self.score("c", 0, nil),
    ])
    // 1 and the mean of 2 and 4.
    #expect(found == ["amplitude.ratio/1": 2.0.squareRoot()])
    #expect(NullGround.deviations(of: [Self.score("a", 0, 1), Self.score("a", 1, 2)]).isEmpty)
    #expect(NullGround.deviations(of: [Self.score("a", 0, 1), Self.score("b", 0, 1)]).isEmpty)
  }

  @Test func sessionsThatDifferHaveADeviation() throws {
    let ground = try Self.scale.ground(.init(heldOut: Self.sessions, nearest: [Self.sessions[0]]))
    #expect(try #require(ground.deviations["amplitude.ratio/1"]) > 0)
    // A score of all takes together has none.
    #expect(ground.deviations["fgd-lin.distance/1"] == nil)
    #expect(ground.own.count == Metrics.descriptors.count && ground.nearest.count == ground.own.count)
    let nulls = NullScale.joined(ground, mismatched: [], still: [])
    #expect(nulls["amplitude.ratio/1"]?.ownDeviation == ground.deviations["amplitude.ratio/1"])
  }

  /// Counts how often sessions are read.
  private final class Reads: Sendable {
    let count = Mutex(0)
  }

  @Test func sessionsAreMeasuredOnceForAKey() throws {
    let folder = try TemporaryFolder()
    let cache = FittingCache(folder: folder.url.appendingPathComponent("fits"))
    let reads = Reads()
    func ground(
      _ key: String?, reference: String = "r", metrics: String = "m", isInterrupted: Bool = false
    ) throws -> NullGround {
      let source = NullSource(key: { key }, cache: cache) {
        reads.count.withLock { $0 += 1 }
        return NullScale.Material(heldOut: Self.sessions, nearest: [])
      }
      return try source.ground(
        Self.scale, reference: reference, metrics: metrics, isInterrupted: { isInterrupted })
    }
    let first = try ground("a", isInterrupted: true)
    #expect(try ground("a") == first)
    #expect(reads.count.withLock { $0 } == 2, "what was interrupted is not kept")
    #expect(try ground("a") == first)
    #expect(reads.count.withLock { $0 } == 2)
    _ = try ground("b")
    _ = try ground("a", reference: "s")
    _ = try ground("a", metrics: "n")
    #expect(reads.count.withLock { $0 } == 5, "another ground is another key")
    _ = try ground(nil)
    _ = try ground(nil)
    #expect(reads.count.withLock { $0 } == 7, "without a key nothing is kept")
  }
}
